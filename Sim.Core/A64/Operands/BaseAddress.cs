namespace Sim.Core.A64.Operands;

/// <summary><c>[x0]</c>: a base alone.</summary>
sealed class BaseAddress() : Operand(Base.Field.Bits)
{
    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Rn = Base.Get(word) };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) => Base.TrySet(ref word, i);
}
