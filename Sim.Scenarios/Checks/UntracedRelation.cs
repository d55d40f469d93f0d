using Sim.Core.Diagnostics;
using Sim.Core.Runs;

namespace Sim.Scenarios.Checks;

/// <summary>An expectation: how a figure of a cell and that of the same cell with no tracer registered are related.</summary>
/// <param name="Metric">The figure.</param>
/// <param name="Cells">The cells.</param>
/// <param name="IsRatio">True for the ratio of the two, false for their difference.</param>
/// <param name="Bounds">What the ratio or difference keeps.</param>
/// <param name="Text">The rule in one clause.</param>
/// <param name="At">Where it is written.</param>
public sealed record UntracedRelation(Metric Metric, Selection Cells, bool IsRatio, Bounds Bounds, string Text, SourceSpan At)
    : Rule("expectation", Metric, Text, At)
{
    /// <inheritdoc/>
    public override int Comparisons => Cells.Indices.Count;

    /// <inheritdoc/>
    protected override IEnumerable<Func<string>?> Compare(IReadOnlyList<CellResult> results) =>
        from cell in results.Where((_, index) => Cells.Contains(index))
        let untraced = cell.Baseline is { } baseline ? Metric.Value(baseline, baseline) : null
        let figure = IsRatio ? (untraced == 0 ? null : Metric.Of(cell) / untraced) : Metric.Of(cell) - untraced
        select Bounds.Hold(figure) ? null : (Func<string>)(() => Describe(cell, untraced, figure));

    string Describe(CellResult cell, double? untraced, double? figure)
    {
        if (untraced is not { } number)
            return Describe(cell);
        var both = $"{Describe(cell)}, untraced {FigureText.Of(number, Metric.Unit)}";
        return figure is { } value
            ? $"{both}: the {(IsRatio ? "ratio" : "difference")} {FigureText.Of(value, IsRatio ? "" : Metric.Unit)} is not {Bounds}"
            : $"{both}: nothing can be divided by 0";
    }
}
