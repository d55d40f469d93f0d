using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>The shift of a register operand, by a constant.</summary>
/// <param name="allowsRor">True for logic.</param>
sealed class ShiftedRegister(bool allowsRor) : Operand(Kind.Bits | Amount.Bits)
{
    static readonly Field Kind = new(22, 2);
    static readonly Field Amount = new(10, 6);

    public override bool IsOptional => true;

    public override string Syntax => allowsRor ? "{lsl|lsr|asr|ror #amount}" : "{lsl|lsr|asr #amount}";

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

    public override bool Parse(Draft draft)
    {
        if (draft.Cursor.AtEnd)
            return true;
        var token = draft.Text.Current;
        if (token.Kind != TokenKind.Name || !ShiftNames.All.TryGetValue(token.Text.ToLowerInvariant(), out var kind))
            return draft.TryWord("shift", ShiftNames.Shifts, out _);
        if (kind > Operand2.Ror)
            return draft.Expected("lsl, lsr or asr");
        draft.Cursor.Next();
        if (kind == Operand2.Ror && !allowsRor)
            draft.Complain("SIM205", $"'{token.Text}': only lsl, lsr, asr and the extends can be used here", token);
        Kind.TrySet(ref draft.Word, (uint)(kind - Operand2.Lsl));
        return draft.TryNumber(Amount, "shift", 0, draft.Bits - 1);
    }

    public override string? Print(in Shown shown)
    {
        var (kind, amount) = (Kind.Get(shown.Word), Amount.Get(shown.Word));
        return kind == 0 && amount == 0 ? null : $"{ShiftNames.Of(Operand2.Lsl + (byte)kind)} #{amount}";
    }
}
