using ScottPlot;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Charts;

/// <summary>Predicted against measured figures: on the diagonal where they are equal, inside the band where the tolerance holds.</summary>
public static class ValidationChart
{
    const int Width = 980;
    const int PanelHeight = 470;
    const float CheckedSize = 9;

    /// <summary>A panel per unit that figures above 0 are measured in; null where there are none.</summary>
    /// <param name="title">The answer in a sentence.</param>
    /// <param name="rows">All rows; context is left out.</param>
    /// <param name="simVersion">Version of Sim.</param>
    public static Chart? Draw(string title, IReadOnlyList<ValidationRow> rows, string simVersion)
    {
        _ = BundledFont.Instance;
        var drawn = rows.Where(row => row is { Measurement: { Role: not MeasurementRole.Context, Value: > 0 }, Predicted: > 0 }).ToList();
        if (drawn.Count == 0)
            return null;
        var strategies = drawn.Select(row => row.Measurement.Strategy).Distinct().ToList();
        var panels = drawn.GroupBy(UnitOf).Select(unit => Panel(unit.Key, [.. unit], strategies)).ToList();
        List<ChartKey> keys =
        [
            .. strategies.Select((strategy, series) => new ChartKey($"{strategy}, checked", new(ChartTheme.MarkerOf(series), CheckedSize, ChartTheme.ColorOf(series)), null)),
            new("fitted: proves nothing", ChartTheme.Measured(ChartTheme.FaintInk), null),
        ];
        var sources = string.Join(", ", drawn.Select(row => row.Measurement.Source).Distinct());
        var footer = $"Bands: tolerances of {string.Join(", ", Tolerances(drawn).Select(percent => $"{NumberText.Decimal(percent)} %"))}. "
            + "Both axes are logarithmic: no figure of 0 is drawn.";
        return new Chart(Width, title, $"{NumberText.Integer(drawn.Count)} figures of {sources}", keys, [new(PanelHeight, panels)], [footer, $"sim {simVersion}"]);
    }

    static string UnitOf(ValidationRow row) => Metric.Find(row.Measurement.Metric)!.Unit;

    static IEnumerable<double> Tolerances(IEnumerable<ValidationRow> rows) =>
        rows.Where(row => row.Measurement.Role == MeasurementRole.Validation).Select(row => row.Measurement.TolerancePercent).OfType<double>().Distinct().Order();

    static Plot Panel(string unit, IReadOnlyList<ValidationRow> rows, List<string> strategies)
    {
        var plot = ChartTheme.NewPlot($"measured ({unit}, log scale)", $"predicted ({unit}, log scale)", new PixelPadding(left: 74, right: 16, bottom: 58, top: 12));
        var values = rows.SelectMany(row => new[] { row.Measurement.Value, row.Predicted!.Value }).Select(Math.Log10).ToList();
        var (low, high) = (values.Min() - 0.1, values.Max() + 0.1);
        foreach (var percent in Tolerances(rows).Reverse())
            AddBand(plot, low, high, percent);
        var diagonal = plot.Add.Line(low, low, high, high);
        diagonal.LineStyle = new LineStyle(1, ChartTheme.FaintInk);
        foreach (var row in rows)
        {
            var series = strategies.IndexOf(row.Measurement.Strategy);
            var marker = plot.Add.Marker(Math.Log10(row.Measurement.Value), Math.Log10(row.Predicted!.Value));
            marker.MarkerStyle = row.Measurement.Role == MeasurementRole.Validation
                ? new MarkerStyle(ChartTheme.MarkerOf(series), CheckedSize, ChartTheme.ColorOf(series))
                : ChartTheme.Measured(ChartTheme.ColorOf(series));
        }

        ChartTheme.SetTicks(plot.Axes.Bottom, Ticks(low, high));
        ChartTheme.SetTicks(plot.Axes.Left, Ticks(low, high));
        plot.Axes.SetLimits(low, high, low, high);
        return plot;
    }

    // Of equal width everywhere: a ratio, on logarithmic axes.
    static void AddBand(Plot plot, double low, double high, double percent)
    {
        var up = Math.Log10(1 + (percent / 100));
        var down = percent < 100 ? Math.Log10(1 - (percent / 100)) : low - high;
        var band = plot.Add.Polygon([new(low, low + down), new(low, low + up), new(high, high + up), new(high, high + down)]);
        band.FillColor = ChartTheme.FaintInk.WithAlpha(0.14);
        band.LineWidth = 0;
    }

    static IEnumerable<(double, string)> Ticks(double low, double high)
    {
        int[] steps = high - low <= 1.5 ? [1, 2, 5] : [1];
        return from decade in Enumerable.Range((int)Math.Floor(low), (int)(Math.Ceiling(high) - Math.Floor(low)) + 1)
               from step in steps
               let position = decade + Math.Log10(step)
               where position >= low && position <= high
               select (position, NumberText.Decimal(step * Math.Pow(10, decade)));
    }
}
