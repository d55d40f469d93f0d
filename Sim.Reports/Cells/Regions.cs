using Sim.Core.Runs;

namespace Sim.Reports.Cells;

/// <summary>The parts of the code that cycles are charged to.</summary>
public static class Regions
{
    static readonly string[] InOrderOfExecution = ["caller", "tracee", "veneer", "trampoline", "list_walk", "hash_lookup", "rcu_check", "tracer", "others"];

    /// <summary>Names of the regions that occur, in the order in which a traced call passes them; unknown ones last.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<CellResult> cells) =>
    [
        .. cells.SelectMany(cell => cell.Run?.Regions ?? [])
            .Select(region => region.Region)
            .Distinct()
            .OrderBy(region => Array.IndexOf(InOrderOfExecution, region) is var index and >= 0 ? index : int.MaxValue)
            .ThenBy(region => region, StringComparer.Ordinal),
    ];

    /// <summary>Cycles per call in <paramref name="region"/>; 0 where the cell never came there, null where it has no numbers.</summary>
    public static double? CyclesPerCall(CellResult cell, string region) =>
        cell.Run is { } run ? run.Regions.Where(count => count.Region == region).Sum(count => (double)count.Cycles) / run.Calls : null;
}
