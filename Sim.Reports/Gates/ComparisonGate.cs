using Sim.Reports.Cells;
using Sim.Reports.Comparing;

namespace Sim.Reports.Gates;

/// <summary>A comparison with a baseline as a gate: each cell that moved.</summary>
public static class ComparisonGate
{
    /// <summary>Name of the gate.</summary>
    public const string Name = "compare";

    const int MostValues = 20;

    /// <summary>The cells that moved; those that did not, and those that are new, in one check each.</summary>
    public static Gate Of(Comparison comparison) => new(Name,
    [
        .. comparison.Moved.Select(cell => CaseOf(cell, comparison.Changed)),
        GateCase.Passed("cells as in the baseline"),
        .. comparison.Added.Count == 0 ? (GateCase[])[] :
        [
            new("cells that the baseline does not have", GateState.Skipped,
                $"{NumberText.Integer(comparison.Added.Count)} cells were not compared", [.. comparison.Added.Take(20).Select(cell => cell.Name)]),
        ],
    ]);

    /// <summary>A comparison that cannot be made.</summary>
    public static Gate Impossible(string reason) =>
        new(Name, [new("results can be compared", GateState.Error, reason.Split('\n')[0], reason.Split('\n')[1..])]);

    static GateCase CaseOf(MovedCell cell, IReadOnlyList<ChangedValue> changed) => new(
        cell.Before.Name,
        GateState.Failed,
        $"{cell.Before.Name}: {Change(cell)}; {ComparisonTable.Why(cell)}",
        [
            .. cell.Regions.Select(region => $"{region.Region}: {NumberText.Significant(region.Before)}, now {NumberText.Significant(region.Now)} cycles per call"),
            .. changed.Where(value => value.Profile == cell.Before.Coordinates["core"] || value.Profile == cell.Before.Coordinates["kernel"]).Take(MostValues).Select(value => $"changed: {value}"),
        ]);

    static string Change(MovedCell cell)
    {
        if (cell.Before.Status != cell.Now.Status || cell.Metric is not { } metric)
            return $"status {cell.Before.Status}, now {cell.Now.Status}";
        double? before = cell.Before.Figures.TryGetValue(metric, out var one) ? one : null;
        double? now = cell.Now.Figures.TryGetValue(metric, out var other) ? other : null;
        return $"{metric} {NumberText.Significant(before)}, now {NumberText.Significant(now)}";
    }
}
