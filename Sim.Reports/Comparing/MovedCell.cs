using Sim.Core.Runs;

namespace Sim.Reports.Comparing;

/// <summary>A cell whose figures are not the baseline's.</summary>
/// <param name="Before">The baseline's cell.</param>
/// <param name="Now">The current one.</param>
/// <param name="Metrics">Names of the metrics that differ.</param>
public sealed record MovedCell(ComparedCell Before, ComparedCell Now, IReadOnlyList<string> Metrics)
{
    /// <summary>Null if nothing differs by more than the tolerance.</summary>
    public static MovedCell? Of(ComparedCell before, ComparedCell now, double tolerancePercent)
    {
        List<string> moved = [.. before.Figures.Keys.Union(now.Figures.Keys).Where(name => !Equal(before, now, name, tolerancePercent))];
        return moved.Count == 0 && before.Status == now.Status ? null : new(before, now, moved);
    }

    /// <summary>The most telling metric that differs. Null where only the status does.</summary>
    public string? Metric => Metrics.FirstOrDefault(name => name == "overhead_ns") ?? Metrics.FirstOrDefault(name => name == "per_call_ns") ?? (Metrics.Count > 0 ? Metrics[0] : null);

    /// <summary>Parts of the cell that have another hash than in the baseline.</summary>
    public IReadOnlyList<string> ChangedInputs =>
        [.. Before.Inputs.Keys.Union(Now.Inputs.Keys).Where(part => Before.Inputs.GetValueOrDefault(part) != Now.Inputs.GetValueOrDefault(part))];

    /// <summary>Cycles per call that each part of the code takes more, or fewer, the largest change first.</summary>
    public IReadOnlyList<(string Region, double Before, double Now)> Regions => [.. Stack.Where(region => Math.Abs(region.Now - region.Before) >= 0.0005)];

    /// <summary>Cycles per call in every part of the code, the largest change first.</summary>
    public IReadOnlyList<(string Region, double Before, double Now)> Stack =>
    [
        .. Before.Regions.Keys.Union(Now.Regions.Keys)
            .Select(region => (Region: region, Before: Before.Regions.GetValueOrDefault(region), Now: Now.Regions.GetValueOrDefault(region)))
            .OrderByDescending(region => Math.Abs(region.Now - region.Before)).ThenBy(region => region.Region, StringComparer.Ordinal),
    ];

    static bool Equal(ComparedCell before, ComparedCell now, string name, double tolerancePercent) =>
        before.Figures.TryGetValue(name, out var one) && now.Figures.TryGetValue(name, out var other)
        && (one == other || Math.Abs(other - one) <= Math.Abs(one) * tolerancePercent / 100);
}
