using Sim.Core.Diagnostics;
using Sim.Core.Runs;

namespace Sim.Scenarios.Checks;

/// <summary>An expectation: along a dimension a figure only rises, or only falls.</summary>
/// <param name="Metric">The figure.</param>
/// <param name="Steps">Pairs of neighbours along the dimension: indices of the one before and the one after.</param>
/// <param name="Rises">True if it must rise.</param>
/// <param name="Slack">How far the wrong way counts as no step. Null: equal figures break the rule, too.</param>
/// <param name="Text">The rule in one clause.</param>
/// <param name="At">Where it is written.</param>
public sealed record Ordering(Metric Metric, IReadOnlyList<(int Before, int After)> Steps, bool Rises, Slack? Slack, string Text, SourceSpan At)
    : Rule("expectation", Metric, Text, At)
{
    /// <inheritdoc/>
    public override int Comparisons => Steps.Count;

    /// <inheritdoc/>
    protected override IEnumerable<Func<string>?> Compare(IReadOnlyList<CellResult> results) =>
        from step in Steps
        let before = results[step.Before]
        let after = results[step.After]
        select Holds(Metric.Of(before), Metric.Of(after)) ? null : (Func<string>)(() => DescribePair(before, after));

    bool Holds(double? before, double? after) => before is { } one && after is { } other
        && ((Rises ? other > one : other < one) || Slack?.Allows(one, other) == true);
}
