using Sim.Reports.Cells;
using Sim.Reports.Comparing;

namespace Sim.Reports.Gates;

/// <summary>A comparison with a baseline as a gate: all that moved or is gone.</summary>
public static class ComparisonGate
{
    /// <summary>Name of the gate.</summary>
    public const string Name = "compare";

    const int MostValues = 20;

    /// <summary>Thresholds and cells that moved, and cells that are gone; those that did not, those that are new, and what was not compared, in one check each.</summary>
    public static Gate Of(Comparison comparison) => new(Name,
    [
        .. comparison.Thresholds.Select(found => new GateCase(found.Sought, GateState.Failed, found.ToString(), [])),
        .. comparison.Moved.Select(cell => CaseOf(cell, comparison.Changed)),
        .. comparison.Gone.Select(cell => new GateCase(cell.Name, GateState.Failed, cell.ToString(), [])),
        GateCase.Passed("cells as in the baseline"),
        .. Skipped("cells that the baseline does not have", ComparisonTable.Added, comparison.Added),
        .. Skipped("all that both results have", remarks => string.Join("; ", remarks), comparison.Remarks),
    ]);

    /// <summary>A comparison that cannot be made.</summary>
    public static Gate Impossible(string reason) =>
        new(Name, [new("results can be compared", GateState.Error, reason.Split('\n')[0], reason.Split('\n')[1..])]);

    static IEnumerable<GateCase> Skipped(string name, Func<IReadOnlyList<string>, string> message, IReadOnlyList<string> details) =>
        details.Count == 0 ? [] : [new(name, GateState.Skipped, message(details), [.. details.Take(MostValues)])];

    static GateCase CaseOf(MovedCell cell, IReadOnlyList<ChangedValue> changed) => new(
        cell.Name,
        GateState.Failed,
        $"{cell.Name}: {cell.Differences[0]}; why: {cell.Why}",
        [
            .. cell.Others.Length > 0 ? (string[])[$"also: {cell.Others}"] : [],
            .. cell.Regions.Select(region => $"{region.Region}: {NumberText.Significant(region.Before)}, now {NumberText.Significant(region.Now)} cycles per call"),
            .. changed.Where(value => value.Profile == cell.Before.Text("core") || value.Profile == cell.Before.Text("kernel")).Take(MostValues).Select(value => $"changed: {value}"),
        ]);
}
