using ScottPlot;
using ScottPlot.TickGenerators;

namespace Sim.Reports.Charts;

/// <summary>Colours, markers and axes that all charts share.</summary>
static class ChartTheme
{
    public static readonly Color Ink = Color.FromHex("#333333");
    public static readonly Color FaintInk = Color.FromHex("#6B7280");

    /// <summary>Size of names of lines, in pixels.</summary>
    public const float KeySize = 13;

    /// <summary>The line of calls that nothing traces.</summary>
    public static readonly LineStyle Untraced = new(1.4f, FaintInk);

    const float TickSize = 12;
    const float AxisTitleSize = 13;

    // Okabe and Ito's colours, which colour-blind readers can tell apart, in the order of use; yellow is too faint on white.
    static readonly string[] Colors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"];

    static readonly MarkerShape[] Markers =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleDown,
    ];

    public static Color ColorOf(int series) => Color.FromHex(Colors[series % Colors.Length]);

    public static MarkerShape MarkerOf(int series) => Markers[series % Markers.Length];

    /// <summary>A published point: an open circle, wide enough to surround the simulated one.</summary>
    public static MarkerStyle Measured(Color color) =>
        new(MarkerShape.OpenCircle, 15, color) { LineColor = color, LineWidth = 1.6f };

    /// <summary>A simulated point. Later series are drawn on top and smaller, so that the first stay visible where they coincide.</summary>
    public static MarkerStyle Simulated(int series) => new(MarkerOf(series), Math.Max(7, 11 - (2 * series)), ColorOf(series));

    /// <summary>The line through simulated points, narrower for later series: Skia's SVG knows no dashes.</summary>
    public static LineStyle LineOf(int series) => new(Math.Max(1.8f, 4 - (1.8f * series)), ColorOf(series));

    public static Plot NewPlot(string xTitle, string yTitle, PixelPadding padding)
    {
        var plot = new Plot();
        plot.Font.Set(BundledFont.Name);
        plot.FigureBackground.Color = ScottPlot.Colors.White;
        plot.DataBackground.Color = ScottPlot.Colors.White;
        plot.Grid.MajorLineColor = Color.FromHex("#E3E6EA");
        plot.Grid.MajorLineWidth = 1;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        Style(plot.Axes.Bottom, xTitle);
        Style(plot.Axes.Left, yTitle);
        plot.Layout.Fixed(padding);
        // Panels share their chart's canvas.
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        return plot;
    }

    public static void SetTicks(IAxis axis, IEnumerable<(double Position, string Label)> ticks) =>
        axis.TickGenerator = new NumericManual([.. ticks.Select(tick => new Tick(tick.Position, tick.Label, isMajor: true))]);

    static void Style(IAxis axis, string title)
    {
        axis.Label.Text = title;
        axis.Label.FontSize = AxisTitleSize;
        axis.Label.Bold = false;
        axis.Label.ForeColor = Ink;
        axis.TickLabelStyle.FontSize = TickSize;
        axis.TickLabelStyle.ForeColor = Ink;
        axis.FrameLineStyle.Color = Ink;
        axis.MajorTickStyle.Color = Ink;
        axis.MinorTickStyle.Length = 0;
    }
}
