using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Remarks;

namespace Sim.Reports.Charts;

/// <summary>What tracing costs, in all cells of a scenario, in one picture that suits what was swept.</summary>
public static class OverheadChart
{
    const int Width = 980;
    const int Borders = 20;

    /// <summary>Lines over one swept number, a map of two, rows of dots for names. Null where no traced cell has numbers.</summary>
    public static Chart? Draw(ScenarioResults results)
    {
        _ = BundledFont.Instance;
        var data = ChartData.Of(results);
        if (data.Values.All(value => value is null))
            return null;
        var plan = ChartPlanner.Of(data);
        var body = plan.Kind switch
        {
            ChartKind.Lines => LineChart.Draw(data, plan, Width - Borders),
            ChartKind.Map => MapChart.Draw(data, plan, Width - Borders),
            _ => DotChart.Draw(data, plan, Width - Borders),
        };
        var answer = ChartTitle.Of(data);
        return new(Width, answer.Title, $"{answer.Rest}\n{Conditions.Constant(results, data.Table)}", [.. body.Keys, .. MeasuredKey(data)], body.Rows, [.. body.Notes, .. Notes(data), Conditions.Origin(results)]);
    }

    static IEnumerable<ChartKey> MeasuredKey(ChartData data)
    {
        var sources = data.Results.Measurements.Count == 0 ? [] : data.Table.Cells
            .Where(cell => cell.Run is not null && data.MeasuredOf(cell) is not null)
            .Select(cell => MeasuredFigure.Of(cell, data.Results.Measurements)!.Measurement.Source)
            .Distinct()
            .ToList();
        if (sources.Count > 0)
            yield return new($"measured ({string.Join(", ", sources)})", ChartTheme.Measured(ChartTheme.FaintInk), Line: null);
    }

    static IEnumerable<string> Notes(ChartData data)
    {
        var cells = data.Table.Cells;
        var unvalidated = cells.Where(cell => !cell.Validated && cell.Run is not null).Select(cell => cell.Strategy).Distinct().ToList();
        var published = unvalidated.Where(strategy => data.Results.Nearest.Any(nearest => nearest.Strategy == strategy && nearest.Context.Count > 0)).ToList();
        if (unvalidated.Count > published.Count)
            yield return $"{CellGroup.UnvalidatedMark}: no hardware measurement of {string.Join(", ", unvalidated.Except(published))} is known.";
        if (published.Count > 0)
            yield return $"{CellGroup.UnvalidatedMark}: no hardware measurement of {string.Join(", ", published)} is checked.";
        var missing = cells.Count(cell => cell.Run is null);
        if (missing > 0)
            yield return $"Cells without numbers: {NumberText.Integer(missing)}; the table gives the reasons.";
        if (cells.Any(cell => data.MeanOf(cell) is not null))
            yield return "Bars with ends: 95 % confidence intervals of the mean over seeds.";
        if (cells.Any(cell => data.BandOf(cell) is not null))
            yield return "Bands: 90 % of the samples of all guesses, and faint what any sample or any guess alone at an end of its range gives.";
    }
}
