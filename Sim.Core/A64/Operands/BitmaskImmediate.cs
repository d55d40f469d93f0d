using System.Numerics;

namespace Sim.Core.A64.Operands;

/// <summary>The constant of <c>and</c>, <c>orr</c> and <c>eor</c>: a rotated run of ones, repeated every 2, 4, 8, 16, 32 or 64 bits.</summary>
/// <param name="isInverted">True where the text has the inverse of it.</param>
sealed class BitmaskImmediate(bool isInverted = false) : Operand(new Field(10, 13).Bits)
{
    static readonly Field Pattern = new(10, 13);

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        if (ValueOf(Pattern.Get(word), i.Is64) is not { } value)
            return false;
        i = i with { Immediate = (long)value };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) =>
        PatternOf((ulong)i.Immediate, i.Is64) is { } pattern && Pattern.TrySet(ref word, pattern);

    public override string Syntax => "#bitmask";

    public override bool Parse(Draft draft)
    {
        var first = draft.Text.Current;
        if (!draft.TryConstant(out var number))
            return false;
        if (!draft.Is64 && !draft.InRange(first, number, "immediate", int.MinValue, uint.MaxValue))
            return true;
        var value = isInverted ? ~(ulong)number : (ulong)number;
        if (!draft.Is64)
            value = (uint)value;
        if (PatternOf(value, draft.Is64) is { } pattern)
            return Pattern.TrySet(ref draft.Word, pattern);
        const string Why = "is not a rotated run of ones, alone or repeated every 2, 4, 8, 16 or 32 bits";
        draft.Complain(draft.Text.BadNumber(first, "immediate", $"0x{value:x}", Why, "move it into a register first"));
        return true;
    }

    public override string? Print(in Shown shown) => Shown.Hex(ValueOf(Pattern.Get(shown.Word), shown.Is64) ?? 0);

    /// <summary>The constant that N, immr and imms say; null if they are reserved.</summary>
    public static ulong? ValueOf(uint pattern, bool is64)
    {
        var (n, rotation, run) = (pattern >> 12, (int)(pattern >> 6 & 63), (int)(pattern & 63));
        var periodLog = 31 - BitOperations.LeadingZeroCount(n << 6 | (uint)~run & 63);
        if (periodLog < 1 || (n == 1 && !is64))
            return null;
        var period = 1 << periodLog;
        var ones = (run & (period - 1)) + 1;
        if (ones == period)
            return null;

        var value = ulong.MaxValue >> (64 - ones);
        for (var width = period; width < 64; width *= 2)
            value |= value << width;
        // With a period of up to 64 a rotation of the whole is one of each period.
        value = BitOperations.RotateRight(value, rotation & (period - 1));
        return is64 ? value : (uint)value;
    }

    /// <summary>N, immr and imms of <paramref name="value"/>; null if it is not such a constant.</summary>
    public static uint? PatternOf(ulong value, bool is64)
    {
        if (!is64)
            value = (uint)value | value << 32;
        if (value is 0 or ulong.MaxValue)
            return null;
        var period = 64;
        while (period > 2 && value == BitOperations.RotateRight(value, period / 2))
            period /= 2;

        // One run of ones a period: the bit changes exactly twice a period.
        if (BitOperations.PopCount(value ^ BitOperations.RotateRight(value, 1)) != 2 * (64 / period))
            return null;
        var ones = BitOperations.PopCount(value) / (64 / period);

        // Where the run starts, counted from bit 0 upwards: the run must be rotated right by the rest of the period.
        var start = BitOperations.TrailingZeroCount(value & ~BitOperations.RotateLeft(value, 1));
        var rotation = (period - start) & (period - 1);
        var run = (-2 * period & 63) | (ones - 1);
        return (period == 64 ? 1u << 12 : 0) | (uint)rotation << 6 | (uint)run;
    }
}
