using System.Numerics;
using Sim.Core.Runs;
using Sim.Core.Units;

namespace Sim.Core.Events;

/// <summary>How often calls took how many cycles, in fixed memory: exact below 256 cycles, within 1/128 above.</summary>
public sealed class LatencyHistogram
{
    // Buckets of an octave; below two of them every number has its own.
    const int StepBits = 7;
    const int Steps = 1 << StepBits;

    readonly long[] _counts = new long[(64 - StepBits) * Steps];
    Int128 _cycles;

    /// <summary>Calls that were added.</summary>
    public long Count { get; private set; }

    /// <summary>The longest one, in cycles.</summary>
    public long Longest { get; private set; }

    /// <summary>The exact mean in cycles. There must be a call.</summary>
    public double Mean => (double)_cycles / Count;

    /// <summary>Adds a call of <paramref name="cycles"/>, 0 or more.</summary>
    public void Add(long cycles)
    {
        _counts[BucketOf(cycles)]++;
        Count++;
        _cycles += cycles;
        Longest = Math.Max(Longest, cycles);
    }

    /// <summary>
    /// Cycles that at least this share of the calls did not exceed; the upper end of their bucket, but never more than <see cref="Longest"/>. There
    /// must be a call.
    /// </summary>
    /// <param name="share">Above 0, up to 1.</param>
    public long Percentile(double share)
    {
        var wanted = (long)Math.Ceiling(share * Count);
        var bucket = 0;
        for (var seen = _counts[0]; seen < wanted; seen += _counts[bucket])
            bucket++;
        return Math.Min(LastOf(bucket), Longest);
    }

    /// <summary>Median, 99th percentile and longest, in nanoseconds of <paramref name="clock"/>. There must be a call.</summary>
    public CallTimes Times(Frequency clock) =>
        new(clock.ToNanoseconds(Percentile(0.5)), clock.ToNanoseconds(Percentile(0.99)), clock.ToNanoseconds(Longest));

    // The octave above the first two, and the upper bits below the leading one.
    static int BucketOf(long cycles)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)cycles) - StepBits);
        return (shift * Steps) + (int)(cycles >> shift);
    }

    static long LastOf(int bucket)
    {
        var shift = Math.Max(0, (bucket / Steps) - 1);
        var step = bucket - (shift * Steps);
        return ((step + 1L) << shift) - 1;
    }
}
