using Sim.Core.Machine;

namespace Sim.Core.Probes;

/// <summary>Memory that only a part of one cache's sets can hold: so many bytes used, the rest of each period not.</summary>
/// <param name="UsedBytes">From the start of each period.</param>
/// <param name="PeriodBytes">After so many bytes the cache's sets begin again.</param>
readonly record struct PageColor(long UsedBytes, long PeriodBytes)
{
    /// <summary>
    /// Makes the L2 look smaller than the L3, which it would hide otherwise; null where it does not, or cannot. Halves of the L2 are left out
    /// until it is at most half as large as the L3; all sets of the L3 must remain in use.
    /// </summary>
    public static PageColor? ThatShowsL3(MemoryLevels memory)
    {
        if (memory.L3 is not { } l3 || memory.L2.SizeBytes < l3.SizeBytes)
            return null;
        var period = memory.L2.SizeBytes / memory.L2.Ways;
        var used = period;
        while (used * memory.L2.Ways * 5 / 4 > l3.SizeBytes)
            used /= 2;
        return used >= l3.SizeBytes / l3.Ways && used >= memory.PageBytes ? new(used, period) : null;
    }

    /// <summary>The place of the byte that is <paramref name="offset"/> bytes into what is used.</summary>
    public long Place(long offset) => (offset / UsedBytes * PeriodBytes) + (offset % UsedBytes);
}
