using ScottPlot;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Charts;

/// <summary>Overhead of cells that form no line: a row per cell, a dot on a logarithmic axis, the number beside it.</summary>
static class DotPanel
{
    const float ValueSize = 12;

    // Share of the axis to the right of the largest dot.
    const double RoomForValue = 0.3;

    /// <summary>Height in pixels that <paramref name="rows"/> rows need.</summary>
    public static int HeightOf(int rows) => 90 + (rows * 34);

    /// <summary>The panel's plot.</summary>
    /// <param name="rows">From top to bottom: name, index of the series, and the cell.</param>
    /// <param name="scale">The axis of nanoseconds.</param>
    public static Plot Draw(IReadOnlyList<DotRow> rows, OverheadScale scale)
    {
        var labels = rows.Max(row => TextWidth.Of(row.Name, ValueSize));
        var plot = ChartTheme.NewPlot(
            "overhead per call (ns, log scale)", "", new PixelPadding(left: labels + 24, right: 16, bottom: 58, top: 12));
        foreach (var (i, row) in rows.Index())
            AddRow(plot, -i, row, scale);

        ChartTheme.SetTicks(plot.Axes.Left, rows.Select((row, i) => ((double)-i, row.Name)));
        ChartTheme.SetTicks(plot.Axes.Bottom, scale.Ticks());
        plot.Axes.Left.MajorTickStyle.Length = 0;
        var (low, high) = (scale.Limits.Min, scale.Limits.Max);
        plot.Axes.SetLimits(low, high + ((high - low) * RoomForValue), 0.5 - rows.Count, 0.5);
        return plot;
    }

    static void AddRow(Plot plot, double y, DotRow row, OverheadScale scale)
    {
        if (row.OverheadNs is not { } overhead)
        {
            AddText(plot, $"no numbers: {StatusName.Of(row.Cell.Status)}", scale.Limits.Min, y);
            return;
        }

        var x = scale.PositionOf(overhead);
        if (row.Cell.Uncertainty is { OverheadNs: var band })
        {
            AddSpan(plot, y, scale.PositionOf(band.Low), scale.PositionOf(band.High), width: 2, row.Series);
            AddSpan(plot, y, scale.PositionOf(band.P5), scale.PositionOf(band.P95), width: 6, row.Series);
        }

        if (Whisker.Of(row.Cell) is { } mean)
            Whisker.AddAcross(plot, y, scale.PositionOf(mean.Low), scale.PositionOf(mean.High));
        var dot = plot.Add.Marker(x, y);
        dot.MarkerStyle = ChartTheme.Simulated(row.Series);
        dot.MarkerStyle.Size = 10;
        var right = row.Cell.Uncertainty is { OverheadNs.High: var highest } ? scale.PositionOf(highest) : x;
        var text = $"{NumberText.Significant(overhead)} ns";
        if (row.MeasuredNs is { } measured)
        {
            var circle = plot.Add.Marker(scale.PositionOf(measured), y);
            circle.MarkerStyle = ChartTheme.Measured(ChartTheme.ColorOf(row.Series));
            right = Math.Max(right, circle.X);
            text += $" (measured {NumberText.Significant(measured)})";
        }

        AddText(plot, text, right, y);
    }

    static void AddSpan(Plot plot, double y, double from, double to, float width, int series) =>
        plot.Add.Line(from, y, to, y).LineStyle = new LineStyle(width, ChartTheme.ColorOf(series).WithAlpha(0.4));

    static void AddText(Plot plot, string text, double x, double y)
    {
        var label = plot.Add.Text(text, x, y);
        label.LabelFontName = BundledFont.Name;
        label.LabelFontSize = ValueSize;
        label.LabelFontColor = ChartTheme.Ink;
        label.LabelBackgroundColor = Colors.White;
        label.LabelPadding = 2;
        label.LabelAlignment = Alignment.MiddleLeft;
        label.OffsetX = 12;
    }
}

/// <summary>A row of a <see cref="DotPanel"/>.</summary>
/// <param name="Name">What is on the left.</param>
/// <param name="Series">Index of the series, which colour and marker depend on.</param>
/// <param name="Cell">The cell.</param>
/// <param name="OverheadNs">Its overhead in nanoseconds per call. Null where the cell has no numbers.</param>
/// <param name="MeasuredNs">The same as measured. Null if not measured.</param>
sealed record DotRow(string Name, int Series, CellResult Cell, double? OverheadNs, double? MeasuredNs);
