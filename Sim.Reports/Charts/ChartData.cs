using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Factors;
using Sim.Reports.Remarks;

namespace Sim.Reports.Charts;

/// <summary>What a chart is drawn from: cells, their factors, and one figure of each.</summary>
/// <param name="Results">All of the scenario.</param>
/// <param name="Table">The cells that are drawn.</param>
/// <param name="Metric">The figure.</param>
/// <param name="Values">The figure of each cell of the table. Null where it has none.</param>
sealed record ChartData(ScenarioResults Results, CellTable Table, Metric Metric, IReadOnlyList<double?> Values)
{
    const string Overhead = "overhead_ns";
    const string Response = "response_mean_ns";

    const string PerCall = "per_call_ns";

    /// <summary>Overhead; of open loads, whose calls wait for each other, the response time; of untraced calls, where the answer is about these, their time.</summary>
    public static ChartData Of(ScenarioResults results)
    {
        if (results.Chart.Metric is null && Headline.IsOfUntraced(results))
        {
            var (untraced, time) = (CellTable.Of(KernelPair.Untraced(results.Cells)), Metric.Find(PerCall)!);
            return new(results, untraced, time, [.. untraced.Cells.Select(time.Of)]) { IsUntraced = true };
        }

        var table = CellTable.Traced(results.Cells);
        var metric = results.Chart.Metric ?? Metric.Find(table.Cells.Any(cell => cell.Run?.OpenLoad is not null) ? Response : Overhead)!;
        return new(results, table, metric, [.. table.Cells.Select(metric.Of)]);
    }

    /// <summary>True for the figure that the answer is about.</summary>
    public bool IsUsual => IsUntraced || Metric.Name is Overhead or Response;

    /// <summary>True if the cells have no tracers.</summary>
    public bool IsUntraced { get; private init; }

    /// <summary>Axis title without the unit.</summary>
    public string Title => Metric.Name switch
    {
        Overhead => "overhead per call",
        Response => "mean response time",
        PerCall when IsUntraced => "time of an untraced call",
        _ => Metric.Name.Replace('_', ' '),
    };

    /// <summary>The axis of the figure.</summary>
    /// <param name="values">Everything that will be drawn.</param>
    public ValueScale ScaleOf(IReadOnlyCollection<double> values) => new(values, Metric.Unit, Results.Chart.IsLog);

    /// <summary>Axis title with the unit and what the scale is.</summary>
    public string TitleOn(ValueScale scale) => $"{Title} ({Metric.Unit}{scale.Remark})";

    /// <summary>Where samples of all guesses have the figure. Null where none were made.</summary>
    public Band? BandOf(CellResult cell) => Metric.Name == Overhead ? cell.Uncertainty?.OverheadNs : null;

    /// <summary>The mean over seeds. Null where there is none.</summary>
    public SeedFigure? MeanOf(CellResult cell) => cell.Seeds?.Find(Metric.Name);

    /// <summary>The measured figure. Null where there is none.</summary>
    public double? MeasuredOf(CellResult cell) => Results.Measurements.Count > 0 && Metric.Name == Overhead && cell.Spec.RelevantTracers > 0
        ? MeasuredFigure.Of(cell, Results.Measurements)?.Measurement.Value
        : null;

    /// <summary>The same cell with no tracer; null where the figure is a difference from it.</summary>
    public double? UntracedOf(CellResult cell) => Metric.Name == Response ? Metric.Of(cell with { Run = cell.Baseline }) : null;

    /// <summary>Everything that is drawn of a cell.</summary>
    public IEnumerable<double> Drawn(int cell)
    {
        var result = Table.Cells[cell];
        double?[] all = [Values[cell], BandOf(result)?.Low, BandOf(result)?.High, MeanOf(result)?.Low, MeanOf(result)?.High, MeasuredOf(result), UntracedOf(result)];
        return all.OfType<double>();
    }
}

/// <summary>What a kind of chart has between its key and its footer.</summary>
/// <param name="Rows">Panels.</param>
/// <param name="Keys">What is not named in the panels.</param>
/// <param name="Notes">Sentences.</param>
sealed record ChartBody(IReadOnlyList<PanelRow> Rows, IReadOnlyList<ChartKey> Keys, IReadOnlyList<string> Notes);
