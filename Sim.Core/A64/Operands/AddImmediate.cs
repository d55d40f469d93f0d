namespace Sim.Core.A64.Operands;

/// <summary>The constant of additions: 12 bits, at bit 0 or 12.</summary>
sealed class AddImmediate() : Operand(Shift.Bits | Value.Bits)
{
    static readonly Field Shift = new(22, 1);
    static readonly Field Value = new(10, 12);

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Immediate = (long)Value.Get(word) << (int)(12 * Shift.Get(word)) };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        var isShifted = (i.Immediate & 0xfff) == 0 && i.Immediate != 0;
        return Value.TrySet(ref word, (ulong)i.Immediate >> (isShifted ? 12 : 0)) && Shift.TrySet(ref word, isShifted ? 1u : 0);
    }
}
