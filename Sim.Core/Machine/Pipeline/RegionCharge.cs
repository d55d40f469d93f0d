using System.Runtime.CompilerServices;

namespace Sim.Core.Machine.Pipeline;

/// <summary>Charges instructions and cycles to regions, once for every stretch of instructions of the same region.</summary>
/// <param name="counts">Where the charges go.</param>
/// <param name="cycle">Cycle of the last instruction before the first one that is charged.</param>
/// <param name="instruction">Number of the first one that is charged.</param>
public struct RegionCharge(CoreCounts counts, long cycle, uint instruction)
{
    int _region;
    uint _first = instruction;
    long _from = cycle;

    /// <summary>
    /// Instruction number <paramref name="instruction"/>, of <paramref name="region"/>, comes; the one before it retired (in order: issued) in <paramref name="before"/>.
    /// </summary>
    public void Next(int region, long before, uint instruction)
    {
        if (region == _region)
            return;
        counts.Charge(_region, instruction - _first, before - _from);
        (_region, _first, _from) = (region, instruction, before);
    }

    /// <summary>The cycles from <paramref name="before"/>, up to which the last instructions are charged, to <paramref name="until"/> belong to no region.</summary>
    public void Exclude(long before, long until)
    {
        counts.Charge(_region, 0, before - _from);
        _from = until;
    }

    /// <summary>The last instruction retired (in order: issued) in <paramref name="last"/>, and <paramref name="instruction"/> would be the next one's number: charges what is left.</summary>
    public readonly void End(long last, uint instruction) => counts.Charge(_region, instruction - _first, last - _from);
}
