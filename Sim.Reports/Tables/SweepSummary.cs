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

    static readonly IReadOnlyList<Column<Row>> Columns =
    [
        new("cells", "what the cells of a row have in common", row => row.Group.Label, IsText: true),
        new("number", "how many they are", row => NumberText.Integer(row.Group.Cells.Count)),
        new("lowest (ns)", "least overhead of a traced call among them", row => row.Overhead(0)),
        new("at", "its relevant + irrelevant tracers", row => row.Tracers(0)),
        new("median (ns)", "half of them have no more overhead", row => row.Overhead(row.Traced.Count / 2)),
        new("highest (ns)", "most overhead among them", row => row.Overhead(row.Traced.Count - 1)),
        new("at ", "its relevant + irrelevant tracers", row => row.Tracers(row.Traced.Count - 1)),
        new("failed", "cells without numbers", row => NumberText.Integer(row.Group.Cells.Count(cell => cell.Status != CellStatus.Ok))),
    ];

    /// <summary>The groups with the most overhead; all cells are in results.csv.</summary>
    public static Section Of(ScenarioResults results)
    {
        var groups = CellGroup.Split(results.Cells)
            .Select(group => new Row(group, Traced(group)))
            .OrderByDescending(row => row.Traced.Count > 0 ? row.Traced[^1].Ns : double.NegativeInfinity).ToList();
        return new(
            "Overhead, by group",
            [Table.Of("", Columns, groups.Take(MostGroups))],
            [.. Notes(results, groups.Count)]);
    }

    static List<(CellResult Cell, double Ns)> Traced(CellGroup group) =>
    [
        .. group.Cells.Where(cell => !CellGroup.IsBaseline(cell) && cell.Run is not null)
            .Select(cell => (Cell: cell, Ns: OverheadNs.Of(cell)!.Value)).OrderBy(cell => cell.Ns),
    ];

    static IEnumerable<string> Notes(ScenarioResults results, int groups)
    {
        if (groups > MostGroups)
            yield return $"{NumberText.Integer(groups - MostGroups)} groups with less overhead are left out";
        var failed = results.Cells.Where(cell => cell.Status != CellStatus.Ok).GroupBy(cell => cell.Reason).OrderByDescending(group => group.Count()).ToList();
        foreach (var reason in failed.Take(MostReasons))
            yield return $"{NumberText.Counted(reason.Count(), "cell")} without numbers: {reason.Key}";
        if (failed.Count > MostReasons)
            yield return $"{NumberText.Integer(failed.Count - MostReasons)} more reasons are in results.csv";
        yield return $"all {NumberText.Integer(results.Cells.Count)} cells are in results.csv, and with --format csv on stdout";
    }

    // With its traced cells from the least overhead to the most; without any, the columns have nothing to show.
    sealed record Row(CellGroup Group, IReadOnlyList<(CellResult Cell, double Ns)> Traced)
    {
        public string Overhead(int place) => NumberText.Significant(Traced.Count > 0 ? Traced[place].Ns : null);

        public string Tracers(int place) => Traced.Count == 0
            ? NumberText.Missing
            : $"{NumberText.Integer(Traced[place].Cell.Spec.RelevantTracers)}+{NumberText.Integer(Traced[place].Cell.Spec.IrrelevantTracers)}";
    }
}
