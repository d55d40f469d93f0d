namespace Sim.Core.A64.Operands;

/// <summary>Lowest bit and width of a bit-field, as aliases of the bit-field moves write them.</summary>
/// <param name="isInsert">True if the field goes up to the lowest bit, false if it comes down from there.</param>
sealed class BitField(bool isInsert) : Operand(ImmR.Bits | ImmS.Bits)
{
    static readonly Field ImmR = new(16, 6);
    static readonly Field ImmS = new(10, 6);

    public override string Syntax => "#lsb, #width";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var (rotation, last) = (ImmR.Get(word), ImmS.Get(word));
        return (i.Is64 || (rotation < 32 && last < 32)) && last < rotation == isInsert;
    }

    public override bool Parse(Draft draft)
    {
        var first = draft.Text.Current;
        if (!draft.TryConstant(out var lowBit) || !draft.Expect(","))
            return false;
        if (!draft.InRange(first, lowBit, "lowest bit", 0, draft.Bits - 1))
            lowBit = 0;
        first = draft.Text.Current;
        if (!draft.TryConstant(out var width))
            return false;
        if (!draft.InRange(first, width, "width", 1, draft.Bits - lowBit))
            width = 1;
        ImmR.TrySet(ref draft.Word, (ulong)(isInsert ? (draft.Bits - lowBit) % draft.Bits : lowBit));
        return ImmS.TrySet(ref draft.Word, (ulong)(isInsert ? width - 1 : lowBit + width - 1));
    }

    public override string? Print(in Shown shown)
    {
        var (bits, rotation, last) = (shown.Is64 ? 64 : 32, (int)ImmR.Get(shown.Word), (int)ImmS.Get(shown.Word));
        return isInsert ? $"#{bits - rotation}, #{last + 1}" : $"#{rotation}, #{last - rotation + 1}";
    }
}
