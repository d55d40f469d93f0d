using System.Numerics;
using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary><c>[x0, x1, lsl #3]</c>: base and an index, extended and shifted by the size of the access or not at all.</summary>
sealed class IndexedAddress(int unitBytes) : Operand(Base.Field.Bits | Index.Bits | Kind.Bits | IsShifted.Bits)
{
    static readonly Field Index = new(16, 5);
    static readonly Field Kind = new(13, 3);
    static readonly Field IsShifted = new(12, 1);
    readonly int _unitLog = BitOperations.Log2((uint)unitBytes);

    static readonly Dictionary<string, Operand2> IndexShifts = new()
    {
        ["lsl"] = Operand2.Lsl,
        ["uxtw"] = Operand2.Uxtw,
        ["sxtw"] = Operand2.Sxtw,
        ["sxtx"] = Operand2.Sxtx,
    };

    public override string Syntax => "[Xn|SP, Rm{, extend {#amount}}]";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        if (KindOf(Kind.Get(word)) is not { } kind)
            return false;
        i = i with
        {
            Rn = Base.Get(word),
            Rm = (byte)Index.Get(word),
            Addressing = Addressing.RegisterOffset,
            Operand2 = kind,
            Amount = (byte)(IsShifted.Get(word) != 0 ? _unitLog : 0),
        };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        return BitsOf(i.Operand2) is { } bits && Base.TrySet(ref word, i) && Index.TrySet(ref word, i.Rm) && Kind.TrySet(ref word, bits)
            && IsShifted.TrySet(ref word, i.Amount != 0 ? 1u : 0);
    }

    public override bool Parse(Draft draft)
    {
        if (!Base.Parse(draft) || !draft.Expect(",") || !draft.TryRegister(out var index))
            return false;
        if (index.IsStack)
            draft.Complain(draft.Text.WrongRegister(index, OperandReader.NoStack));
        draft.Put(Index.Low, index);

        var kind = Operand2.Lsl;
        if (draft.Text.AcceptComma())
        {
            if (!draft.TryWord("extend", IndexShifts, out kind))
                return false;
            draft.RequireWidth(index, kind is Operand2.Lsl or Operand2.Sxtx);
            if ((kind == Operand2.Lsl || !draft.Cursor.At("]")) && !Scale(draft))
                return false;
        }
        else
        {
            draft.RequireWidth(index, true, "a W register as index needs uxtw or sxtw");
        }

        Kind.TrySet(ref draft.Word, BitsOf(kind) ?? 3);
        return draft.Expect("]");
    }

    public override string? Print(in Shown shown)
    {
        var kind = KindOf(Kind.Get(shown.Word)) ?? Operand2.Lsl;
        var register = RegisterNames.Of((byte)Index.Get(shown.Word), kind is Operand2.Lsl or Operand2.Sxtx, isStack: false);
        var amount = IsShifted.Get(shown.Word) != 0 ? $" #{_unitLog}" : "";
        var extend = kind == Operand2.Lsl && amount.Length == 0 ? "" : $", {ShiftNames.Of(kind)}{amount}";
        return $"[{Base.Print(shown.Word)}, {register}{extend}]";
    }

    bool Scale(Draft draft)
    {
        var first = draft.Text.Current;
        if (!draft.TryConstant(out var amount))
            return false;
        if (amount != 0 && amount != _unitLog)
            draft.Complain(draft.Text.BadNumber(first, "shift", amount,
                $"is neither 0 nor {_unitLog} for an access of {unitBytes} bytes"));
        return IsShifted.TrySet(ref draft.Word, amount != 0 || _unitLog == 0 ? 1u : 0);
    }

    static uint? BitsOf(Operand2 kind) => kind switch
    {
        Operand2.Uxtw => 2,
        Operand2.Lsl => 3,
        Operand2.Sxtw => 6,
        Operand2.Sxtx => 7,
        _ => null,
    };

    static Operand2? KindOf(uint bits) => bits switch
    {
        2 => Operand2.Uxtw,
        3 => Operand2.Lsl,
        6 => Operand2.Sxtw,
        7 => Operand2.Sxtx,
        _ => null,
    };
}
