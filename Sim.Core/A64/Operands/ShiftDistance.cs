namespace Sim.Core.A64.Operands;

/// <summary>The distance of a shift by a constant, which is a bit-field move.</summary>
/// <param name="isLeft">True for lsl.</param>
sealed class ShiftDistance(bool isLeft) : Operand(ImmR.Bits | ImmS.Bits)
{
    static readonly Field ImmR = new(16, 6);
    static readonly Field ImmS = new(10, 6);

    public override string Syntax => "#shift";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var (rotation, last, top) = (ImmR.Get(word), ImmS.Get(word), i.Is64 ? 63u : 31u);
        return isLeft ? last != top && last + 1 == rotation : last == top && rotation <= top;
    }

    public override bool Parse(Draft draft)
    {
        var first = draft.Text.Current;
        if (!draft.TryConstant(out var distance))
            return false;
        if (!draft.InRange(first, distance, "shift", 0, draft.Bits - 1))
            distance = 0;
        ImmR.TrySet(ref draft.Word, (ulong)(isLeft ? (draft.Bits - distance) % draft.Bits : distance));
        return ImmS.TrySet(ref draft.Word, (ulong)(isLeft ? draft.Bits - 1 - distance : draft.Bits - 1));
    }

    public override string? Print(in Shown shown) => isLeft
        ? Shown.Decimal((shown.Is64 ? 63 : 31) - ImmS.Get(shown.Word))
        : Shown.Decimal(ImmR.Get(shown.Word));
}
