using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>Base and a signed offset of some bits in units of the access, with or without write-back.</summary>
sealed class SignedAddress(int low, int width, int unitBytes, Addressing addressing) : Operand(Base.Field.Bits | new Field(low, width).Bits)
{
    readonly Field _offset = new(low, width);

    /// <summary>True if the base must not be a register that is loaded or stored.</summary>
    public bool IsGeneral { get; init; } = true;

    public override string Syntax => addressing switch
    {
        Addressing.PreIndex => "[Xn|SP, #offset]!",
        Addressing.PostIndex => "[Xn|SP], #offset",
        _ => "[Xn|SP{, #offset}]",
    };

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Rn = Base.Get(word), Addressing = addressing, Immediate = _offset.GetSigned(word) * unitBytes };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) =>
        Base.TrySet(ref word, i) && i.Immediate % unitBytes == 0 && _offset.TrySetSigned(ref word, i.Immediate / unitBytes);

    public override bool Parse(Draft draft)
    {
        if (!Base.Parse(draft))
            return false;
        if (addressing != Addressing.Offset && IsGeneral)
            CheckWrittenBack(draft);
        switch (addressing)
        {
            case Addressing.PostIndex:
                return draft.Expect("]") && draft.Expect(",") && HasNumber(draft) && Offset(draft, "offset with write-back");
            case Addressing.PreIndex:
                return draft.Expect(",") && Offset(draft, "offset with write-back") && draft.Expect("]") && draft.Expect("!");
            default:
                return draft.Text.AcceptComma() ? Offset(draft, "offset") && draft.Expect("]") : draft.Expect("]");
        }
    }

    public override string? Print(in Shown shown)
    {
        var (register, offset) = (Base.Print(shown.Word), Shown.Decimal(_offset.GetSigned(shown.Word) * unitBytes));
        return addressing switch
        {
            Addressing.PreIndex => $"[{register}, {offset}]!",
            Addressing.PostIndex => $"[{register}], {offset}",
            _ => offset == "#0" ? $"[{register}]" : $"[{register}, {offset}]",
        };
    }

    static bool HasNumber(Draft draft)
    {
        var token = draft.Text.Current;
        if (token.Kind != TokenKind.Name || !RegisterNames.LooksLikeOne(token.Text))
            return true;
        draft.Complain("SIM202", $"'{token.Text}': after the brackets comes a number; only loads and stores of structures (ld1, st1 and so on) take a register there", token);
        return false;
    }

    bool Offset(Draft draft, string what)
    {
        var first = draft.Text.Current;
        if (!draft.TryConstant(out var number))
            return false;
        var limit = (long)unitBytes << (width - 1);
        if (draft.InRange(first, number, unitBytes > 1 ? "offset" : what, -limit, limit - unitBytes, unitBytes))
            _offset.TrySetSigned(ref draft.Word, number / unitBytes);
        return true;
    }

    void CheckWrittenBack(Draft draft)
    {
        if (draft.RegisterAt(Base.Field.Low) is not { } written)
            return;
        foreach (var data in (int[])[0, 10])
        {
            if (data + 5 > low || draft.RegisterAt(data) is not { } register || register.Number != written.Number)
                continue;
            draft.Complain("SIM213", $"'{register.Token.Text}' is data and written-back base at once: the result is unpredictable",
                register.Token);
        }
    }
}
