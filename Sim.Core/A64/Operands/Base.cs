using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>The base register of an address: an X register or the stack pointer.</summary>
static class Base
{
    public static Field Field { get; } = new(5, 5);

    public static byte Get(uint word) => Field.Get(word) is var number and not 31 ? (byte)number : Register.Stack;

    public static bool TrySet(ref uint word, in Instruction i) => Field.TrySet(ref word, i.Rn == Register.Stack ? 31u : i.Rn);

    /// <summary>Reads the bracket and the register after it.</summary>
    public static bool Parse(Draft draft)
    {
        if (!draft.Expect("[") || !draft.TryRegister(out var register))
            return false;
        draft.RequireWidth(register, true);
        if (register.IsZero)
            draft.Complain(draft.Text.WrongRegister(register, "the zero register cannot be the base of an address"));
        draft.Put(Field.Low, register);
        return true;
    }

    public static string Print(uint word) => RegisterNames.Of((byte)Field.Get(word), isX: true, isStack: true);
}
