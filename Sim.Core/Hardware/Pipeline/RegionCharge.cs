using System.Runtime.CompilerServices;

namespace Sim.Core.Hardware.Pipeline;

/// <summary>Charges instructions and cycles to regions, once for every stretch of instructions of the same region.</summary>
/// <param name="counts">Where the charges go.</param>
/// <param name="cycle">Cycle of the last instruction before the first one that is charged.</param>
public struct RegionCharge(CoreCounts counts, long cycle)
{
    int _region, _instructions;
    long _from = cycle;

    /// <summary>An instruction of <paramref name="region"/> comes; the one before it retired (in order: issued) in <paramref name="before"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next(int region, long before)
    {
        if (region != _region)
            Change(region, before);
        _instructions++;
    }

    /// <summary>The last instruction retired (in order: issued) in <paramref name="last"/>: charges what is left.</summary>
    public void End(long last) => Change(0, last);

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Change(int region, long before)
    {
        counts.Charge(_region, _instructions, before - _from);
        (_region, _instructions, _from) = (region, 0, before);
    }
}
