namespace Sim.Core.A64.Operands;

/// <summary>The extension and shift of the second operand of an addition.</summary>
sealed class ExtendedRegister() : Operand(Kind.Bits | Amount.Bits)
{
    static readonly Field Kind = new(13, 3);
    static readonly Field Amount = new(10, 3);

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var (kind, amount) = (Operand2.Uxtb + (byte)Kind.Get(word), Amount.Get(word));
        if (amount > 4)
            return false;

        // The extension that changes nothing is a shift.
        i = i with { Operand2 = kind == Whole(i) ? Operand2.Lsl : kind, Amount = (byte)amount };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        var kind = i.Operand2 == Operand2.Lsl ? Whole(i) : i.Operand2;
        return kind >= Operand2.Uxtb && i.Amount <= 4
            && Kind.TrySet(ref word, (uint)(kind - Operand2.Uxtb)) && Amount.TrySet(ref word, i.Amount);
    }

    static Operand2 Whole(in Instruction i) => i.Is64 ? Operand2.Uxtx : Operand2.Uxtw;
}
