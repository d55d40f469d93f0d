using Sim.Core.Runs;

namespace Sim.Reports.Cells;

/// <summary>What a user wants of a chart; what is null follows from the data.</summary>
/// <param name="X">Name of the factor along the horizontal axis.</param>
/// <param name="Color">Name of the factor that colours tell apart.</param>
/// <param name="Panels">Names of the factors that have a panel for each combination; over the others, medians and ranges are drawn.</param>
/// <param name="Metric">The figure.</param>
/// <param name="IsLog">Whether its axis is logarithmic.</param>
public sealed record ChartRequest(string? X, string? Color, IReadOnlyList<string>? Panels, Metric? Metric, bool? IsLog)
{
    /// <summary>Everything follows from the data.</summary>
    public static ChartRequest None { get; } = new(null, null, null, null, null);
}
