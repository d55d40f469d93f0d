using System.Numerics;

namespace Sim.Core.A64.Parsing;

/// <summary>Constants that <c>and</c>, <c>orr</c> and <c>eor</c> can hold: a rotated run of ones, repeated every 2, 4, 8, 16, 32 or 64
/// bits.</summary>
static class LogicalImmediate
{
    public static bool IsEncodable(ulong value, bool is64)
    {
        if (!is64)
            value = (uint)value | value << 32;
        if (value is 0 or ulong.MaxValue)
            return false;

        var period = 64;
        while (period > 2 && value == BitOperations.RotateRight(value, period / 2))
            period /= 2;

        // One run of ones a period: the bit changes exactly twice a period.
        var changes = BitOperations.PopCount(value ^ BitOperations.RotateRight(value, 1));
        return changes == 2 * (64 / period);
    }
}
