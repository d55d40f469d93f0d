using ScottPlot;

namespace Sim.Reports.Charts;

/// <summary>Panels side by side.</summary>
/// <param name="Height">Height in pixels.</param>
/// <param name="Panels">From left to right; their data areas are equally wide.</param>
sealed record PanelRow(int Height, IReadOnlyList<ChartPanel> Panels)
{
    /// <summary>Panels without names, which have equal padding.</summary>
    public PanelRow(int height, IReadOnlyList<Plot> plots)
        : this(height, [.. plots.Select(plot => new ChartPanel(plot, "", new PixelPadding()))])
    {
    }

    /// <summary>Width of each data area, in pixels; 0 to fill the chart's.</summary>
    public float AreaWidth { get; init; }
}
