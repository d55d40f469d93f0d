using Sim.Core.Diagnostics;
using Sim.Core.Runs;

namespace Sim.Scenarios.Checks;

/// <summary>An expectation: a figure is equal in all cells of a group, which differ in some dimensions alone.</summary>
/// <param name="Metric">The figure.</param>
/// <param name="Groups">The groups: indices of two or more cells each.</param>
/// <param name="Slack">How far apart the lowest and the highest of a group may be.</param>
/// <param name="Text">The rule in one clause.</param>
/// <param name="At">Where it is written.</param>
public sealed record Independence(Metric Metric, IReadOnlyList<IReadOnlyList<int>> Groups, Slack Slack, string Text, SourceSpan At)
    : Rule("expectation", Metric, Text, At)
{
    /// <inheritdoc/>
    public override int Comparisons => Groups.Count;

    /// <inheritdoc/>
    protected override IEnumerable<Func<string>?> Compare(IReadOnlyList<CellResult> results)
    {
        foreach (var group in Groups)
        {
            List<CellResult> cells = [.. group.Select(index => results[index])];
            if (cells.FirstOrDefault(cell => Metric.Of(cell) is null) is { } unknown)
            {
                yield return () => Describe(unknown);
                continue;
            }

            var (low, high) = (cells.MinBy(cell => Metric.Of(cell))!, cells.MaxBy(cell => Metric.Of(cell))!);
            yield return Slack.Allows(Metric.Of(low)!.Value, Metric.Of(high)!.Value) ? null : () => DescribePair(low, high);
        }
    }
}
