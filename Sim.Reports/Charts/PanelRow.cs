using ScottPlot;

namespace Sim.Reports.Charts;

/// <summary>Panels side by side.</summary>
/// <param name="Height">Height in pixels.</param>
/// <param name="Panels">From left to right, all of the same width.</param>
sealed record PanelRow(int Height, IReadOnlyList<Plot> Panels);
