namespace Sim.Core.A64.Operands;

/// <summary>The base register of an address: an X register or the stack pointer.</summary>
static class Base
{
    public static Field Field { get; } = new(5, 5);

    public static byte Get(uint word) => Field.Get(word) is var number and not 31 ? (byte)number : Register.Stack;

    public static bool TrySet(ref uint word, in Instruction i) => Field.TrySet(ref word, i.Rn == Register.Stack ? 31u : i.Rn);
}
