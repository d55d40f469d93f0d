using ScottPlot;
using Sim.Core.Probes;
using Sim.Reports.Cells;
using Sim.Reports.Charts;

namespace Sim.Reports.Probes;

/// <summary>A curve of a probe, with a vertical line at each declared capacity.</summary>
static class CurvePanel
{
    const float MarkSize = 12;
    const double Margin = 0.04;
    const double RoomForMarks = 0.14;
    const int MostTicks = 8;

    static readonly int[] RoundNumbers = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    public static Plot Draw(
        Curve curve, string xTitle, string yTitle, IReadOnlyList<CurveMark> marks, bool isLogX = true, bool isLogY = false)
    {
        var (xOf, yOf) = (Scale(isLogX), Scale(isLogY));
        var plot = ChartTheme.NewPlot(xTitle, yTitle, new PixelPadding(left: 70, right: 16, bottom: 58, top: 12));
        var line = plot.Add.Scatter(
            curve.Points.Select(point => xOf(point.X)).ToArray(), curve.Points.Select(point => yOf(point.Y)).ToArray());
        line.LineStyle = new LineStyle(1.6f, ChartTheme.ColorOf(0));
        line.MarkerStyle = new MarkerStyle(MarkerShape.FilledCircle, 5, ChartTheme.ColorOf(0));

        var (left, right) = (xOf(curve.Points[0].X), xOf(curve.Points[^1].X));
        var (bottom, top) = (isLogY ? yOf(curve.Points.Min(point => point.Y)) : 0, yOf(curve.Points.Max(point => point.Y)));
        top = Math.Max(top, bottom + yOf(isLogY ? 2 : 1));
        var height = (top - bottom) * (1 + RoomForMarks);
        foreach (var mark in marks.Where(mark => xOf(mark.X) <= right))
            Add(plot, mark, xOf(mark.X), bottom + height);

        ChartTheme.SetTicks(plot.Axes.Bottom, isLogX ? PowersOfTwo(curve) : Steps(right));
        ChartTheme.SetTicks(plot.Axes.Left, isLogY ? PowersOfTen(bottom, top) : Steps(top));
        var (side, below) = ((right - left) * Margin, isLogY ? height * Margin : 0);
        plot.Axes.SetLimits(left - side, right + side, bottom - below, bottom + height);
        return plot;
    }

    static Func<double, double> Scale(bool isLog) => isLog ? Math.Log2 : x => x;

    static void Add(Plot plot, CurveMark mark, double x, double top)
    {
        var line = plot.Add.VerticalLine(x);
        line.LineStyle = new LineStyle(1, ChartTheme.FaintInk, LinePattern.Dotted);
        var label = plot.Add.Text(mark.Text, x, top);
        label.LabelFontName = BundledFont.Name;
        label.LabelFontSize = MarkSize;
        label.LabelFontColor = ChartTheme.FaintInk;
        label.LabelAlignment = Alignment.UpperRight;
        label.OffsetX = -3;
        label.OffsetY = 2;
    }

    static IEnumerable<(double Position, string Label)> PowersOfTwo(Curve curve)
    {
        var (first, last) = ((int)Math.Ceiling(Math.Log2(curve.Points[0].X)), (int)Math.Log2(curve.Points[^1].X));
        var step = 1 + ((last - first) / MostTicks);
        for (var power = first; power <= last; power += step)
            yield return (power, curve.X == "bytes" ? SizeText(1L << power) : NumberText.Integer(1L << power));
    }

    static IEnumerable<(double Position, string Label)> PowersOfTen(double bottom, double top)
    {
        foreach (var value in RoundNumbers)
        {
            if (Math.Log2(value) >= bottom - 1 && Math.Log2(value) <= top + 1)
                yield return (Math.Log2(value), NumberText.Integer(value));
        }
    }

    static IEnumerable<(double Position, string Label)> Steps(double top)
    {
        var step = RoundNumbers.First(step => top / step <= MostTicks || step == RoundNumbers[^1]);
        for (var value = 0; value <= top; value += step)
            yield return (value, NumberText.Integer(value));
    }

    static string SizeText(long bytes) => bytes >= 1 << 20 ? $"{NumberText.Integer(bytes >> 20)} MiB" : $"{NumberText.Integer(bytes >> 10)} KiB";
}

/// <summary>A capacity that a curve should show.</summary>
/// <param name="X">Where.</param>
/// <param name="Text">What ends there.</param>
readonly record struct CurveMark(double X, string Text);
