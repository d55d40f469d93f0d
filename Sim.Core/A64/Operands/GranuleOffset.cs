namespace Sim.Core.A64.Operands;

/// <summary>An offset of 6 bits in granules of 16 bytes, added or subtracted.</summary>
/// <param name="isNegated">True if it is subtracted: decoded instructions have it with its sign.</param>
sealed class GranuleOffset(bool isNegated) : Operand(Steps.Bits)
{
    const int GranuleBytes = 16;

    static readonly Field Steps = new(16, 6);

    public override string Syntax => "#offset";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Immediate = (isNegated ? -GranuleBytes : GranuleBytes) * (long)Steps.Get(word) };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        var offset = isNegated ? -i.Immediate : i.Immediate;
        return offset >= 0 && offset % GranuleBytes == 0 && Steps.TrySet(ref word, (ulong)offset / GranuleBytes);
    }

    public override bool Parse(Draft draft)
    {
        var first = draft.Text.Current;
        if (!draft.TryConstant(out var offset))
            return false;
        if (draft.InRange(first, offset, "offset", 0, 63 * GranuleBytes, GranuleBytes))
            Steps.TrySet(ref draft.Word, (ulong)offset / GranuleBytes);
        return true;
    }

    public override string? Print(in Shown shown) => Shown.Hex((ulong)Steps.Get(shown.Word) * GranuleBytes);
}
