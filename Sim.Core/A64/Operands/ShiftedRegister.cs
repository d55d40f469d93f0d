namespace Sim.Core.A64.Operands;

/// <summary>The shift of a register operand, by a constant.</summary>
/// <param name="allowsRor">True for logic.</param>
sealed class ShiftedRegister(bool allowsRor) : Operand(Kind.Bits | Amount.Bits)
{
    static readonly Field Kind = new(22, 2);
    static readonly Field Amount = new(10, 6);

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var (kind, amount) = (Kind.Get(word), Amount.Get(word));
        if ((kind == 3 && !allowsRor) || (amount >= 32 && !i.Is64))
            return false;
        i = i with { Operand2 = Operand2.Lsl + (byte)kind, Amount = (byte)amount };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) =>
        i.Operand2 is >= Operand2.Lsl and <= Operand2.Ror
        && Kind.TrySet(ref word, (uint)(i.Operand2 - Operand2.Lsl)) && Amount.TrySet(ref word, i.Amount);
}
