using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>The second operand of an addition: a register that is extended and then shifted.</summary>
/// <param name="resultIsStack">True if number 31 as the result is the stack pointer.</param>
sealed class ExtendedRegister(bool resultIsStack) : Operand(Number.Bits | Kind.Bits | Amount.Bits)
{
    /// <summary>What to say of a W register without an extension.</summary>
    public const string NeedsExtend = "a W register next to X registers needs an extend: uxtb, uxth, uxtw, sxtb, sxth or sxtw";

    static readonly Field Number = new(16, 5);
    static readonly Field Kind = new(13, 3);
    static readonly Field Amount = new(10, 3);

    public override string Syntax => "Rm{, extend {#amount}}";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var (kind, amount) = (Operand2.Uxtb + (byte)Kind.Get(word), Amount.Get(word));
        if (amount > 4)
            return false;

        // The extension that changes nothing is a shift.
        i = i with { Rm = (byte)Number.Get(word), Operand2 = kind == Whole(i) ? Operand2.Lsl : kind, Amount = (byte)amount };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        var kind = i.Operand2 == Operand2.Lsl ? Whole(i) : i.Operand2;
        return Number.TrySet(ref word, i.Rm) && kind >= Operand2.Uxtb && i.Amount <= 4
            && Kind.TrySet(ref word, (uint)(kind - Operand2.Uxtb)) && Amount.TrySet(ref word, i.Amount);
    }

    public override bool Parse(Draft draft)
    {
        if (!draft.TryRegister(out var register))
            return false;
        if (register.IsStack)
            draft.Complain(draft.Text.WrongRegister(register, OperandReader.NoStack));
        draft.Put(16, register);

        var kind = Whole(draft.Is64);
        if (draft.Text.AcceptComma())
        {
            if (!draft.TryWord("extend", ShiftNames.All, out kind))
                return false;
            if (kind is > Operand2.Lsl and <= Operand2.Ror || (kind == Operand2.Lsl && !HasStack(draft)))
                draft.Complain("SIM205", "only lsl and the extends can be used next to sp", register.Token);
            if (kind == Operand2.Lsl)
                kind = Whole(draft.Is64);
            if (!draft.Cursor.AtEnd && !draft.TryNumber(Amount, "shift", 0, 4))
                return false;
            draft.RequireWidth(register, draft.Is64 && kind is Operand2.Uxtx or Operand2.Sxtx);
        }
        else
        {
            draft.RequireWidth(register, null, NeedsExtend);
        }

        return kind < Operand2.Uxtb || Kind.TrySet(ref draft.Word, (uint)(kind - Operand2.Uxtb));
    }

    public override string? Print(in Shown shown)
    {
        var (kind, amount) = (Operand2.Uxtb + (byte)Kind.Get(shown.Word), Amount.Get(shown.Word));
        var isX = shown.Is64 && kind is Operand2.Uxtx or Operand2.Sxtx;
        var register = RegisterNames.Of((byte)Number.Get(shown.Word), isX, isStack: false);
        if (kind == Whole(shown.Is64) && HasStack(shown.Word))
            return amount == 0 ? register : $"{register}, lsl #{amount}";
        return $"{register}, {ShiftNames.Of(kind)}{(amount == 0 ? "" : $" #{amount}")}";
    }

    bool HasStack(uint word) => (word >> 5 & 31) == 31 || (resultIsStack && (word & 31) == 31);

    static bool HasStack(Draft draft) => draft.RegisterAt(0)?.IsStack == true || draft.RegisterAt(5)?.IsStack == true;

    static Operand2 Whole(in Instruction i) => Whole(i.Is64);

    static Operand2 Whole(bool is64) => is64 ? Operand2.Uxtx : Operand2.Uxtw;
}
