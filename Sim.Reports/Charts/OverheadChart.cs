using ScottPlot;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Remarks;
using Sim.Reports.Results;
using Sim.Reports.Tables;

namespace Sim.Reports.Charts;

/// <summary>Overhead of all cells of a scenario in one picture.</summary>
public static class OverheadChart
{
    const int Width = 980;
    const int PanelHeight = 400;

    // Two numbers are read faster than a line through them.
    const int LeastPointsOfLine = 3;

    static readonly Metric OverheadNs = Metric.Find("overhead_ns")!;

    /// <summary>
    /// A panel for each number of tracers that grows over several cells, irrelevant ones on the left; a row per cell where none does.
    /// Null where no traced cell has numbers.
    /// </summary>
    public static Chart? Draw(ScenarioResults results)
    {
        _ = BundledFont.Instance;
        var groups = CellGroup.Split(results.Cells);
        var irrelevant = SweepsOf(groups, OverheadCurve.OverIrrelevant);
        var relevant = SweepsOf(groups, OverheadCurve.OverRelevant);
        if (irrelevant.Count + relevant.Count == 0)
            return DrawDots(results, groups);

        var scale = new OverheadScale([.. irrelevant.Concat(relevant).SelectMany(sweep => ValuesOf(sweep.Curve, results.Measurements))]);
        List<Plot> panels = [];
        if (irrelevant.Count > 0)
            panels.Add(SweepPanel.Draw("irrelevant tracers, besides 1 relevant (log scale)", irrelevant, results.Measurements, scale));
        if (relevant.Count > 0)
            panels.Add(SweepPanel.Draw("relevant tracers, no irrelevant one (log scale)", relevant, results.Measurements, scale));

        var shown = irrelevant.Concat(relevant).Select(sweep => sweep.Series).Distinct().Order();
        var keys = shown.Select(series => new ChartKey(groups[series].Label, ChartTheme.Simulated(series), ChartTheme.LineOf(series)));
        return Compose(results, PanelHeight, [.. keys, .. MeasuredKey(results)], panels, scale.HasZero);
    }

    static Chart? DrawDots(ScenarioResults results, IReadOnlyList<CellGroup> groups)
    {
        List<DotRow> rows =
        [
            .. from indexed in groups.Index()
               from cell in indexed.Item.Cells
               where !CellGroup.IsBaseline(cell)
               select new DotRow(NameOf(cell, indexed.Item, results.Cells), indexed.Index, cell, OverheadNs.Of(cell),
                   MeasuredFigure.Of(cell, results.Measurements)?.Measurement.Value),
        ];
        if (rows.All(row => row.OverheadNs is null))
            return null;

        var scale = new OverheadScale([.. rows.SelectMany(row => new[] { row.OverheadNs, row.MeasuredNs }.Concat(BandOf(row.Cell))).OfType<double>()]);
        return Compose(results, DotPanel.HeightOf(rows.Count), [.. MeasuredKey(results)], [DotPanel.Draw(rows, scale)], scale.HasZero);
    }

    static Chart Compose(
        ScenarioResults results, int panelHeight, IReadOnlyList<ChartKey> keys, IReadOnlyList<Plot> panels, bool hasZero)
    {
        List<string> footer = [Conditions.Origin(results)];
        if (hasZero)
            footer.Insert(0, OverheadScale.ZeroNote);
        if (results.Cells.Any(cell => cell.Uncertainty is not null))
            footer.Insert(0, "Bands: 90 % of the samples of all guesses, and faint what any sample or any guess alone at an end of its range gives.");
        if (results.Cells.Any(cell => Whisker.Of(cell) is not null))
            footer.Insert(0, "Bars with ends: 95 % confidence intervals of the mean over seeds.");
        var missing = results.Cells.Count(cell => cell.Run is null);
        if (missing > 0)
            footer.Insert(0, $"Cells without numbers: {NumberText.Integer(missing)}; the table gives the reasons.");
        var unvalidated = results.Cells.Where(cell => !cell.Validated).Select(cell => cell.Strategy).Distinct().ToList();
        if (unvalidated.Count > 0)
            footer.Insert(0, $"{CellGroup.UnvalidatedMark}: no hardware measurement exists of {string.Join(", ", unvalidated)}.");
        return new(Width, Headline.Of(results), Conditions.Of(results), keys, [new(panelHeight, panels)], footer);
    }

    static IReadOnlyList<(int Series, OverheadCurve Curve)> SweepsOf(IReadOnlyList<CellGroup> groups, Func<CellGroup, OverheadCurve?> sweepOf) =>
    [
        .. from indexed in groups.Index()
           let sweep = sweepOf(indexed.Item)
           where sweep is { Points.Count: >= LeastPointsOfLine }
           select (indexed.Index, sweep),
    ];

    static IEnumerable<double> ValuesOf(OverheadCurve sweep, IReadOnlyList<Measurement> measurements) => sweep.Points
        .SelectMany(point => new[] { point.OverheadNs, MeasuredFigure.Of(point.Cell, measurements)?.Measurement.Value }.Concat(BandOf(point.Cell)))
        .OfType<double>();

    static IEnumerable<double?> BandOf(CellResult cell) =>
        [cell.Uncertainty?.OverheadNs.Low, cell.Uncertainty?.OverheadNs.High, Whisker.Of(cell)?.Low, Whisker.Of(cell)?.High];

    static IEnumerable<ChartKey> MeasuredKey(ScenarioResults results)
    {
        var sources = results.Cells
            .Where(cell => cell.Run is not null && cell.Spec.RelevantTracers > 0)
            .Select(cell => MeasuredFigure.Of(cell, results.Measurements)?.Measurement.Source)
            .OfType<string>()
            .Distinct()
            .ToList();
        if (sources.Count > 0)
            yield return new($"measured ({string.Join(", ", sources)})", ChartTheme.Measured(ChartTheme.FaintInk), Line: null);
    }

    static string NameOf(CellResult cell, CellGroup group, IReadOnlyList<CellResult> all)
    {
        var tracers = all
            .Where(other => !CellGroup.IsBaseline(other))
            .Select(other => (other.Spec.RelevantTracers, other.Spec.IrrelevantTracers))
            .Distinct();
        return tracers.Count() == 1
            ? group.Label
            : $"{group.ShortLabel}, {NumberText.Integer(cell.Spec.RelevantTracers)} relevant, "
                + $"{NumberText.Integer(cell.Spec.IrrelevantTracers)} irrelevant";
    }
}
