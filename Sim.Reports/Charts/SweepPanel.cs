using ScottPlot;
using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Charts;

/// <summary>Overhead against a growing number of tracers: a line with markers per series, open circles where measured.</summary>
static class SweepPanel
{
    /// <summary>The panel's plot.</summary>
    /// <param name="xTitle">What grows along the axis.</param>
    /// <param name="sweeps">The series with their index among all series of the chart, which colour and marker depend on.</param>
    /// <param name="measurements">Where to look for measured figures.</param>
    /// <param name="scale">The axis of nanoseconds, which panels side by side share.</param>
    public static Plot Draw(
        string xTitle, IReadOnlyList<(int Series, OverheadCurve Curve)> sweeps, IReadOnlyList<Measurement> measurements, OverheadScale scale)
    {
        var plot = ChartTheme.NewPlot(xTitle, "overhead per call (ns, log scale)", new PixelPadding(left: 74, right: 16, bottom: 58, top: 12));
        foreach (var (series, sweep) in sweeps)
            AddBand(plot, series, sweep, scale);
        foreach (var (series, sweep) in sweeps)
            AddSeries(plot, series, sweep, scale);
        foreach (var point in sweeps.SelectMany(sweep => sweep.Curve.Points))
        {
            if (Whisker.Of(point.Cell) is { } mean)
                Whisker.AddUpright(plot, TracerScale.PositionOf(point.Tracers), scale.PositionOf(mean.Low), scale.PositionOf(mean.High));
        }

        foreach (var (series, sweep) in sweeps)
            AddMeasured(plot, series, sweep, measurements, scale);

        var tracers = new TracerScale(sweeps.SelectMany(sweep => sweep.Curve.Points).Select(point => point.Tracers));
        ChartTheme.SetTicks(plot.Axes.Bottom, tracers.Ticks());
        ChartTheme.SetTicks(plot.Axes.Left, scale.Ticks());
        plot.Axes.SetLimits(tracers.Limits.Min, tracers.Limits.Max, scale.Limits.Min, scale.Limits.Max);
        return plot;
    }

    // Faint from the lowest to the highest figure, darker where 90 % of the samples are.
    static void AddBand(Plot plot, int series, OverheadCurve sweep, OverheadScale scale)
    {
        var points = sweep.Points.Where(point => point.Cell.Uncertainty is not null).ToList();
        if (points.Count < 2)
            return;
        Fill(band => band.Low, band => band.High);
        Fill(band => band.P5, band => band.P95);

        void Fill(Func<Band, double> low, Func<Band, double> high)
        {
            var fill = plot.Add.FillY(
                points.Select(point => TracerScale.PositionOf(point.Tracers)).ToArray(),
                points.Select(point => scale.PositionOf(low(point.Cell.Uncertainty!.OverheadNs))).ToArray(),
                points.Select(point => scale.PositionOf(high(point.Cell.Uncertainty!.OverheadNs))).ToArray());
            fill.FillColor = ChartTheme.ColorOf(series).WithAlpha(0.16);
            fill.LineWidth = 0;
        }
    }

    static void AddSeries(Plot plot, int series, OverheadCurve sweep, OverheadScale scale)
    {
        var line = plot.Add.Scatter(
            sweep.Points.Select(point => TracerScale.PositionOf(point.Tracers)).ToArray(),
            sweep.Points.Select(point => scale.PositionOf(point.OverheadNs)).ToArray());
        line.LineStyle = ChartTheme.LineOf(series);
        line.MarkerStyle = ChartTheme.Simulated(series);
    }

    static void AddMeasured(Plot plot, int series, OverheadCurve sweep, IReadOnlyList<Measurement> measurements, OverheadScale scale)
    {
        foreach (var point in sweep.Points)
        {
            if (MeasuredFigure.Of(point.Cell, measurements) is not { } measured)
                continue;

            var circle = plot.Add.Marker(TracerScale.PositionOf(point.Tracers), scale.PositionOf(measured.Measurement.Value));
            circle.MarkerStyle = ChartTheme.Measured(ChartTheme.ColorOf(series));
        }
    }
}
