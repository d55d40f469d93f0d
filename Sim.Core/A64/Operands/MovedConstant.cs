namespace Sim.Core.A64.Operands;

/// <summary>The constant of <c>mov</c>, which is a movz or movn.</summary>
sealed class MovedConstant(WideMove move) : Operand(new Field(5, 18).Bits)
{
    const string Why = "fits no mov: neither 16 bits at bit 0, 16, 32 or 48, nor the inverse of such, nor a logical immediate";

    static readonly Field Value = new(5, 16);
    static readonly Field Position = new(21, 2);

    readonly WideImmediate _wide = new(move);

    public override string Syntax => "#imm";

    // What has a simpler form is written as such.
    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var (value, position) = (Value.Get(word), Position.Get(word));
        if ((value == 0 && position != 0) || (move == WideMove.Inverted && !i.Is64 && value == 0xffff))
            return false;
        return _wide.Decode(word, address, ref i);
    }

    public override bool Parse(Draft draft)
    {
        var first = draft.Text.Current;
        if (!draft.TryConstant(out var number))
            return false;
        if (!draft.Is64 && !draft.InRange(first, number, "immediate", int.MinValue, uint.MaxValue))
            return true;
        var value = draft.Is64 ? number : (uint)number;
        if (!_wide.Encode(new Instruction { Is64 = draft.Is64, Immediate = value }, 0, ref draft.Word))
        {
            const string Hint = "use movz and movk, or ldr with '=' before the constant";
            draft.Complain(draft.Text.BadNumber(first, "immediate", $"0x{value:x}", Why, Hint));
        }

        return true;
    }

    public override string? Print(in Shown shown)
    {
        var instruction = new Instruction { Is64 = shown.Is64 };
        _wide.Decode(shown.Word, 0, ref instruction);
        return Shown.Hex((ulong)instruction.Immediate);
    }
}
