using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Tables;

/// <summary>A large sweep on one screen: a row per group of cells with its extremes, and what failed.</summary>
public static class SweepSummary
{
    /// <summary>More cells than these are summed up.</summary>
    public const int MostCells = 200;

    const int MostGroups = 15;
    const int MostReasons = 5;

    static readonly Metric OverheadNs = Metric.Find("overhead_ns")!;

    static readonly IReadOnlyList<Column> Columns =
    [
        new("cells", "what the cells of a row have in common", IsText: true),
        new("number", "how many they are"),
        new("lowest (ns)", "least overhead of a traced call among them"),
        new("at", "its relevant + irrelevant tracers"),
        new("median (ns)", "half of them have no more overhead"),
        new("highest (ns)", "most overhead among them"),
        new("at ", "its relevant + irrelevant tracers"),
        new("failed", "cells without numbers"),
    ];

    /// <summary>The groups with the most overhead; all cells are in results.csv.</summary>
    public static Section Of(ScenarioResults results)
    {
        var groups = CellGroup.Split(results.Cells)
            .Select(group => (Group: group, Traced: Traced(group)))
            .OrderByDescending(group => group.Traced.Count > 0 ? group.Traced[^1].Ns : double.NegativeInfinity).ToList();
        return new(
            "Overhead, by group",
            [new("", Columns, [.. groups.Take(MostGroups).Select(group => RowOf(group.Group, group.Traced))])],
            [.. Notes(results, groups.Count)]);
    }

    static List<(CellResult Cell, double Ns)> Traced(CellGroup group) =>
    [
        .. group.Cells.Where(cell => !CellGroup.IsBaseline(cell) && cell.Run is not null)
            .Select(cell => (Cell: cell, Ns: OverheadNs.Of(cell)!.Value)).OrderBy(cell => cell.Ns),
    ];

    static IReadOnlyList<string> RowOf(CellGroup group, List<(CellResult Cell, double Ns)> traced) =>
    [
        group.Label,
        NumberText.Integer(group.Cells.Count),
        NumberText.Significant(traced.Count > 0 ? traced[0].Ns : null),
        traced.Count > 0 ? Tracers(traced[0].Cell) : NumberText.Missing,
        NumberText.Significant(traced.Count > 0 ? traced[traced.Count / 2].Ns : null),
        NumberText.Significant(traced.Count > 0 ? traced[^1].Ns : null),
        traced.Count > 0 ? Tracers(traced[^1].Cell) : NumberText.Missing,
        NumberText.Integer(group.Cells.Count(cell => cell.Status != CellStatus.Ok)),
    ];

    static string Tracers(CellResult cell) => $"{NumberText.Integer(cell.Spec.RelevantTracers)}+{NumberText.Integer(cell.Spec.IrrelevantTracers)}";

    static IEnumerable<string> Notes(ScenarioResults results, int groups)
    {
        if (groups > MostGroups)
            yield return $"{NumberText.Integer(groups - MostGroups)} groups with less overhead are left out";
        var failed = results.Cells.Where(cell => cell.Status != CellStatus.Ok).GroupBy(cell => cell.Reason).OrderByDescending(group => group.Count()).ToList();
        foreach (var reason in failed.Take(MostReasons))
            yield return $"{NumberText.Integer(reason.Count())} cells without numbers: {reason.Key}";
        if (failed.Count > MostReasons)
            yield return $"{NumberText.Integer(failed.Count - MostReasons)} more reasons are in results.csv";
        yield return $"all {NumberText.Integer(results.Cells.Count)} cells are in results.csv, and with --format csv on stdout";
    }
}
