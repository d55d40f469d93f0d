namespace Sim.Core.A64.Operands;

/// <summary>A number that stands in the word as it is.</summary>
/// <param name="low">Its lowest bit.</param>
/// <param name="width">Its bits.</param>
/// <param name="isAmount">True if the decoded instruction has it as Amount, false if as Immediate.</param>
/// <param name="isBitNumber">True if it must be less than the width of the registers.</param>
sealed class UnsignedNumber(int low, int width, bool isAmount = false, bool isBitNumber = false) : Operand(new Field(low, width).Bits)
{
    readonly Field _field = new(low, width);

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var value = _field.Get(word);
        if (isBitNumber && value >= 32 && !i.Is64)
            return false;
        i = isAmount ? i with { Amount = (byte)value } : i with { Immediate = value };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) =>
        _field.TrySet(ref word, isAmount ? i.Amount : (ulong)i.Immediate);
}
