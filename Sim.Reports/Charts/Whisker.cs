using ScottPlot;
using Sim.Core.Runs;

namespace Sim.Reports.Charts;

/// <summary>A bar with ends: where the mean overhead over seeds is, with a confidence of 95 %.</summary>
static class Whisker
{
    const float EndSize = 16;

    static readonly LineStyle Line = new(1.4f, ChartTheme.Ink);

    /// <summary>The mean of a cell; null if not requested or nothing is drawn.</summary>
    public static SeedFigure? Of(CellResult cell) => cell.Seeds?.Find("overhead_ns");

    /// <summary>From left to right.</summary>
    public static void AddAcross(Plot plot, double y, double low, double high) =>
        Add(plot, new(low, y), new(high, y), MarkerShape.VerticalBar);

    /// <summary>From bottom to top.</summary>
    public static void AddUpright(Plot plot, double x, double low, double high) =>
        Add(plot, new(x, low), new(x, high), MarkerShape.HorizontalBar);

    static void Add(Plot plot, Coordinates low, Coordinates high, MarkerShape end)
    {
        plot.Add.Line(low, high).LineStyle = Line;
        foreach (var place in (Coordinates[])[low, high])
            plot.Add.Marker(place).MarkerStyle = new MarkerStyle(end, EndSize, ChartTheme.Ink) { LineColor = ChartTheme.Ink, LineWidth = 1.4f };
    }
}
