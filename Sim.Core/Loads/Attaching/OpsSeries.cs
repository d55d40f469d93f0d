using Sim.Core.Machine.Pipeline;

namespace Sim.Core.Loads.Attaching;

/// <summary>The cost of many ops that are attached, or detached, one after the other, from that of a few of them.</summary>
/// <remarks>
/// From the third ops on nothing is patched: each walks all records as the one before, and what walks the list of ops has one more entry to pass. So the instructions
/// of each region grow by the same number from ops to ops, which is checked. Cycles are the mean of the last ones executed, with one more for each further instruction.
/// </remarks>
public static class OpsSeries
{
    /// <summary>Ops that are executed where there are more.</summary>
    public const int Executed = 12;

    // Cycles of neighbours differ by where their ops are.
    const int Averaged = 6;

    // The last differences that must be equal.
    const int Compared = 3;

    /// <summary>True if the instructions of the last ops grow by the same number in each region.</summary>
    /// <param name="executed">Counts of the operation with 1, 2, 3... ops.</param>
    public static bool IsSteady(IReadOnlyList<CoreCounts> executed) =>
        executed.Count > Compared + 2 && Enumerable.Range(0, executed[^1].Regions).All(region =>
            Enumerable.Range(1, Compared - 1).All(back => Growth(executed, region, back) == Growth(executed, region, 0)));

    /// <summary>Counts of all operations.</summary>
    /// <param name="executed">Counts of the operation with 1, 2, 3... ops.</param>
    /// <param name="ops">All of them; as many as are executed, or more where <see cref="IsSteady"/>.</param>
    public static CoreCounts Sum(IReadOnlyList<CoreCounts> executed, int ops)
    {
        var last = executed[^1];
        var sum = executed.Aggregate(new CoreCounts(last.Regions), (all, one) => all.Plus(one, 1));
        var missing = (long)(ops - executed.Count);
        if (missing == 0)
            return sum;
        var steps = missing * (missing + 1) / 2;
        for (var region = 0; region < last.Regions; region++)
        {
            var growth = steps * Growth(executed, region, 0);
            var cycles = (executed.TakeLast(Averaged).Sum(one => one.RegionCycles(region)) * missing / Averaged) + growth;
            sum.Charge(region, (last.RegionInstructions(region) * missing) + growth, cycles);
            sum.Cycles += cycles;
        }

        return sum;
    }

    /// <summary>Counts of <paramref name="one"/> operation that has <paramref name="further"/> ops more to pass, each at what it costs those <paramref name="executed"/>.</summary>
    public static CoreCounts Later(CoreCounts one, IReadOnlyList<CoreCounts> executed, int further)
    {
        var later = new CoreCounts(one.Regions).Plus(one, 1);
        for (var region = 0; region < one.Regions; region++)
        {
            var growth = Growth(executed, region, 0) * further;
            later.Charge(region, growth, growth);
            later.Cycles += growth;
        }

        return later;
    }

    static long Growth(IReadOnlyList<CoreCounts> executed, int region, int back) =>
        executed[^(back + 1)].RegionInstructions(region) - executed[^(back + 2)].RegionInstructions(region);
}
