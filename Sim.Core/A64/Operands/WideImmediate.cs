using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>The constant of <c>movz</c>, <c>movn</c> and <c>movk</c>: 16 bits at bit 0, 16, 32 or 48.</summary>
sealed class WideImmediate(WideMove move) : Operand(new Field(5, 18).Bits)
{
    static readonly Field Position = new(21, 2);
    static readonly Field Value = new(5, 16);

    static readonly Dictionary<string, FixupKind> Relocations = new()
    {
        ["abs_g0"] = FixupKind.Bits0,
        ["abs_g0_nc"] = FixupKind.Bits0Unchecked,
        ["abs_g1"] = FixupKind.Bits16,
        ["abs_g1_nc"] = FixupKind.Bits16Unchecked,
        ["abs_g2"] = FixupKind.Bits32,
        ["abs_g2_nc"] = FixupKind.Bits32Unchecked,
        ["abs_g3"] = FixupKind.Bits48,
    };

    public override string Syntax => "#imm16{, lsl #shift}";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var shift = 16 * (int)Position.Get(word);
        if (shift >= 32 && !i.Is64)
            return false;
        var value = (ulong)Value.Get(word) << shift;
        if (move == WideMove.Inverted)
            value = i.Is64 ? ~value : (uint)~value;
        i = i with { Immediate = (long)value, Amount = move == WideMove.Keep ? (byte)shift : (byte)0 };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        var value = (ulong)i.Immediate;
        if (move == WideMove.Inverted)
            value = i.Is64 ? ~value : (uint)~value;
        var shift = move == WideMove.Keep ? i.Amount : 0;
        while (move != WideMove.Keep && shift < 48 && value >> shift > 0xffff)
            shift += 16;
        return (value & ((1UL << shift) - 1)) == 0 && Value.TrySet(ref word, value >> shift) && Position.TrySet(ref word, (uint)shift / 16);
    }

    public override bool Parse(Draft draft)
    {
        if (draft.Text.AtRelocation)
        {
            if (!draft.ReferBy(Relocations))
                return false;
            return draft.Fixup is not { } fixup || Position.TrySet(ref draft.Word, (uint)Wide.PositionOf(fixup.Kind));
        }

        if (!draft.TryNumber(Value, "immediate", 0, 0xffff))
            return false;
        if (!draft.Text.AcceptComma())
            return true;
        if (!draft.TryWord("shift", ShiftNames.OnlyLsl, out _))
            return false;
        var first = draft.Text.Current;
        if (!draft.TryConstant(out var shift))
            return false;
        if (draft.InRange(first, shift, "shift", 0, draft.Bits - 16, 16))
            Position.TrySet(ref draft.Word, (ulong)shift / 16);
        return true;
    }

    public override string? Print(in Shown shown)
    {
        var position = Position.Get(shown.Word);
        return Shown.Hex(Value.Get(shown.Word)) + (position != 0 ? $", lsl #{16 * position}" : "");
    }
}

/// <summary>What the bits around the constant become.</summary>
enum WideMove
{
    /// <summary>Zero: movz.</summary>
    Zeroed,

    /// <summary>Ones, and the constant is inverted too: movn.</summary>
    Inverted,

    /// <summary>What they were: movk.</summary>
    Keep,
}
