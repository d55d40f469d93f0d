namespace Sim.Core.A64.Operands;

/// <summary>The bit number of <c>tbz</c> and <c>tbnz</c>. From 32 on the register is an X register.</summary>
sealed class TestedBit() : Operand(High.Bits | Low.Bits)
{
    static readonly Field High = new(31, 1);
    static readonly Field Low = new(19, 5);

    public override bool SaysWidth => true;

    public override string Syntax => "#bit";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Amount = (byte)(High.Get(word) << 5 | Low.Get(word)), Is64 = High.Get(word) != 0 };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) =>
        High.TrySet(ref word, (uint)i.Amount >> 5) && Low.TrySet(ref word, i.Amount & 31u);

    public override bool Parse(Draft draft)
    {
        var first = draft.Text.Current;
        if (!draft.TryConstant(out var bit))
            return false;
        if (draft.InRange(first, bit, "bit", 0, draft.Bits - 1))
            _ = High.TrySet(ref draft.Word, (ulong)bit >> 5) && Low.TrySet(ref draft.Word, (ulong)bit & 31);
        return true;
    }

    public override string? Print(in Shown shown) => Shown.Decimal(High.Get(shown.Word) << 5 | Low.Get(shown.Word));
}
