using ScottPlot;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Remarks;
using Sim.Reports.Results;
using Sim.Reports.Tables;

namespace Sim.Reports.Charts;

/// <summary>Throughput and overhead over time of every cell with intervals, with what happened meanwhile.</summary>
public static class TimelineChart
{
    const int Width = 980;
    const int Border = 20;
    const int ThroughputHeight = 220;
    const int OverheadHeight = 150;
    const int MostCells = 8;

    /// <summary>Two panels per cell, one below the other, for the first eight cells; null where no cell has intervals.</summary>
    public static Chart? Draw(ScenarioResults results)
    {
        _ = BundledFont.Instance;
        var cells = results.Cells.Where(cell => cell.Run is { Course.Intervals.Count: > 0 }).ToList();
        if (cells.Count == 0)
            return null;
        var groups = CellGroup.Split(results.Cells);
        var shown = cells.Take(MostCells).ToList();
        var longest = shown.Max(cell => cell.Run!.Course.Intervals[^1].EndNs);
        var time = TimeScale.For(longest);
        List<PanelRow> rows =
        [
            .. shown.SelectMany(cell => new PanelRow[]
            {
                new(ThroughputHeight, [CoursePanels.Throughput(cell, NameOf(cell, groups), time, time.Of(longest), Width - Border)]),
                new(OverheadHeight, [CoursePanels.Overhead(cell, time, time.Of(longest))]),
            }),
        ];
        List<ChartKey> keys =
        [
            new("with the tracers", MarkerStyle.None, new LineStyle(1.8f, ChartTheme.ColorOf(0))),
            new("untraced, on average", MarkerStyle.None, new LineStyle(1.4f, ChartTheme.ColorOf(1))),
            .. AbsenceMarks.Keys(shown.SelectMany(cell => cell.Run!.Course.Absences)),
        ];
        var answer = Headline.Of(results);
        List<string> footer =
        [
            $"Intervals of {NumberText.Decimal(time.Of(shown[0].Spec.Interval / 1000.0))} {time.Unit}. Overhead: time per call above the average of the same cell with "
                + "no tracer registered; nothing is drawn where no call ended, and single values may be above the axis.",
            Conditions.Origin(results),
        ];
        if (cells.Count > shown.Count)
            footer.Insert(0, $"{NumberText.Integer(cells.Count - shown.Count)} cells more are in intervals.csv.");
        return new(Width, answer.Title, $"{answer.Rest}\n{Conditions.Of(results)}", keys, rows, footer);
    }

    static string NameOf(CellResult cell, IReadOnlyList<CellGroup> groups)
    {
        var group = groups.Single(group => group.Cells.Any(other => other.Cell == cell.Cell));
        return group.Cells.Count == 1
            ? group.Label
            : $"{group.Label}, {NumberText.Integer(cell.Spec.RelevantTracers)} relevant, {NumberText.Integer(cell.Spec.IrrelevantTracers)} irrelevant";
    }
}
