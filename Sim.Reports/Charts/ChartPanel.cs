using ScottPlot;

namespace Sim.Reports.Charts;

/// <summary>A panel of a chart.</summary>
/// <param name="Plot">What it shows.</param>
/// <param name="Name">What it shows it of; empty where there is one panel.</param>
/// <param name="Padding">Room around the data area, in pixels; the same that the plot has.</param>
sealed record ChartPanel(Plot Plot, string Name, PixelPadding Padding)
{
    /// <summary>Names at the ends of lines, on the right of the data area.</summary>
    public IReadOnlyList<EndLabel> EndLabels { get; init; } = [];
}

/// <summary>The name of a line where it ends.</summary>
/// <param name="Y">Pixels below the upper edge of the panel.</param>
/// <param name="Key">Its text and symbol.</param>
sealed record EndLabel(float Y, ChartKey Key);
