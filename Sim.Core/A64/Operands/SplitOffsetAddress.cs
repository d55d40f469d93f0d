namespace Sim.Core.A64.Operands;

/// <summary>Base and a signed offset of 10 bits in units of 8 bytes, whose sign is apart from its other bits.</summary>
sealed class SplitOffsetAddress(Addressing addressing) : Operand(Base.Field.Bits | Low.Bits | Sign.Bits)
{
    const int UnitBytes = 8;
    const int Limit = 512 * UnitBytes;

    static readonly Field Low = new(12, 9);
    static readonly Field Sign = new(22, 1);

    public override string Syntax => addressing == Addressing.PreIndex ? "[Xn|SP, #offset]!" : "[Xn|SP{, #offset}]";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Rn = Base.Get(word), Addressing = addressing, Immediate = OffsetOf(word) };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) => Base.TrySet(ref word, i) && TrySet(ref word, i.Immediate);

    public override bool Parse(Draft draft)
    {
        if (!Base.Parse(draft))
            return false;
        var isPre = addressing == Addressing.PreIndex;
        if (isPre && draft.RegisterAt(0) is { } data && draft.RegisterAt(Base.Field.Low)?.Number == data.Number)
            draft.Complain("SIM213", $"'{data.Token.Text}' is data and written-back base at once: the result is unpredictable", data.Token);
        if (draft.Text.AcceptComma())
        {
            var first = draft.Text.Current;
            if (!draft.TryConstant(out var offset))
                return false;
            if (draft.InRange(first, offset, "offset", -Limit, Limit - UnitBytes, UnitBytes))
                TrySet(ref draft.Word, offset);
        }

        return draft.Expect("]") && (!isPre || draft.Expect("!"));
    }

    public override string? Print(in Shown shown)
    {
        var (register, offset) = (Base.Print(shown.Word), OffsetOf(shown.Word));
        return addressing == Addressing.PreIndex ? $"[{register}, {Shown.Decimal(offset)}]!"
            : offset == 0 ? $"[{register}]" : $"[{register}, {Shown.Decimal(offset)}]";
    }

    static long OffsetOf(uint word) => UnitBytes * ((long)Low.Get(word) - (Sign.Get(word) << 9));

    static bool TrySet(ref uint word, long offset) => offset is >= -Limit and < Limit && offset % UnitBytes == 0
        && Low.TrySet(ref word, (ulong)(offset / UnitBytes) & 0x1ff) && Sign.TrySet(ref word, offset < 0 ? 1u : 0);
}
