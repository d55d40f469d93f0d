using System.Numerics;

namespace Sim.Core.A64.Operands;

/// <summary>The constant of <c>and</c>, <c>orr</c> and <c>eor</c>: a rotated run of ones, repeated every 2, 4, 8, 16, 32 or 64 bits.</summary>
sealed class BitmaskImmediate() : Operand(new Field(10, 13).Bits)
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

    /// <summary>The constant that N, immr and imms say; null if they are reserved.</summary>
    static ulong? ValueOf(uint pattern, bool is64)
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
