using Sim.Core.Diagnostics;
using Sim.Core.Runs;

namespace Sim.Scenarios.Checks;

/// <summary>Bounds that a figure of each of some cells must keep. A cell without numbers keeps none.</summary>
/// <param name="Metric">What is bounded.</param>
/// <param name="Bounds">The bounds, in the metric's unit.</param>
/// <param name="Cells">The cells.</param>
/// <param name="At">Where it is written.</param>
public sealed record Budget(Metric Metric, Bounds Bounds, Selection Cells, SourceSpan At)
    : Rule("budget", Metric, $"{Metric.Name}{Cells} is {Bounds}", At)
{
    /// <inheritdoc/>
    public override int Comparisons => Cells.Indices.Count;

    /// <inheritdoc/>
    protected override IEnumerable<Func<string>?> Compare(IReadOnlyList<CellResult> results) =>
        results.Where((_, index) => Cells.Contains(index)).Select(cell => Bounds.Hold(Metric.Of(cell))
            ? null
            : (Func<string>)(() => $"{Describe(cell)} is not {Bounds}"));
}
