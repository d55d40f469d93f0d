namespace Sim.Reports.Comparing;

/// <summary>A cell whose values are not the baseline's.</summary>
/// <param name="Name">In a few words, different for every cell.</param>
/// <param name="Before">The baseline's cell.</param>
/// <param name="Now">The current one.</param>
/// <param name="Differences">The values that differ, the most telling first; at least one.</param>
public sealed record MovedCell(string Name, ComparedCell Before, ComparedCell Now, IReadOnlyList<Difference> Differences)
{
    const int MostNamed = 5;

    /// <summary>Columns that say most of a cell, in this order.</summary>
    public static IReadOnlyList<string> Telling { get; } = ["status", "overhead_ns", "per_call_ns"];

    /// <summary>Parts of the cell that have another hash than in the baseline, in a clause.</summary>
    public string Why => Before.Inputs.Count == 0 || Now.Inputs.Count == 0 ? "unknown, as a file has no hashes of inputs"
        : Before.Inputs.Keys.Union(Now.Inputs.Keys).Where(part => Before.Inputs.GetValueOrDefault(part) != Now.Inputs.GetValueOrDefault(part)).ToList() is { Count: > 0 } parts
            ? string.Join(", ", parts) : "no input changed";

    /// <summary>Names of the other columns that differ, in a clause; empty if there are none.</summary>
    public string Others => string.Join(", ", Differences.Skip(1).Take(MostNamed).Select(difference => difference.Column.Name))
        + (Differences.Count - 1 > MostNamed ? FormattableString.Invariant($" and {Differences.Count - 1 - MostNamed} more") : "");

    /// <summary>Cycles per call that each part of the code takes more, or fewer, the largest change first.</summary>
    public IReadOnlyList<(string Region, double Before, double Now)> Regions => [.. Stack.Where(region => Math.Abs(region.Now - region.Before) >= 0.0005)];

    /// <summary>Cycles per call in every part of the code, the largest change first.</summary>
    public IReadOnlyList<(string Region, double Before, double Now)> Stack
    {
        get
        {
            var (before, now) = (Before.Regions, Now.Regions);
            return
            [
                .. before.Keys.Union(now.Keys)
                    .Select(region => (Region: region, Before: before.GetValueOrDefault(region), Now: now.GetValueOrDefault(region)))
                    .OrderByDescending(region => Math.Abs(region.Now - region.Before)).ThenBy(region => region.Region, StringComparer.Ordinal),
            ];
        }
    }
}
