using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>The constant of additions: 12 bits, at bit 0 or 12.</summary>
/// <param name="isNegated">True where the text has the negative of it.</param>
sealed class AddImmediate(bool isNegated = false) : Operand(Shift.Bits | Value.Bits)
{
    static readonly Field Shift = new(22, 1);
    static readonly Field Value = new(10, 12);

    static readonly Dictionary<string, FixupKind> Relocations = new()
    {
        ["lo12"] = FixupKind.PageOffset,
    };

    public override string Syntax => isNegated ? "#-imm" : "#imm{, lsl #12}";

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

    public override bool Parse(Draft draft)
    {
        if (draft.Text.AtRelocation && !isNegated)
            return draft.ReferBy(Relocations);
        var first = draft.Text.Current;
        if (!draft.TryConstant(out var number))
            return false;
        var magnitude = isNegated ? -number : number;
        if (draft.Text.AcceptComma())
            return Shifted(draft, first, magnitude);

        var isShifted = (magnitude & 0xfff) == 0 && magnitude != 0;
        if (!Value.TrySet(ref draft.Word, (ulong)(isShifted ? magnitude >> 12 : magnitude)) || (isNegated && magnitude <= 0))
            draft.Complain(draft.Text.BadNumber(first, "immediate", number,
                $"is neither from -4095 to 4095 nor a multiple of 4096 up to {0xfff000}"));
        return Shift.TrySet(ref draft.Word, isShifted ? 1u : 0);
    }

    static bool Shifted(Draft draft, Token first, long magnitude)
    {
        if (draft.InRange(first, magnitude, "immediate", 0, 4095))
            Value.TrySet(ref draft.Word, (ulong)magnitude);
        if (!draft.TryWord("shift", ShiftNames.OnlyLsl, out _))
            return false;
        var shift = draft.Text.Current;
        if (!draft.TryConstant(out var distance))
            return false;
        return draft.InRange(shift, distance, "shift", 0, 12, 12) ? Shift.TrySet(ref draft.Word, distance == 12 ? 1u : 0) : true;
    }

    public override string? Print(in Shown shown) =>
        Shown.Hex(Value.Get(shown.Word)) + (Shift.Get(shown.Word) != 0 ? ", lsl #12" : "");
}
