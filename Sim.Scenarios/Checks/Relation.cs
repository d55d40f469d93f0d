using Sim.Core.Diagnostics;
using Sim.Core.Runs;

namespace Sim.Scenarios.Checks;

/// <summary>An expectation: how a figure of one cell and that of another are related.</summary>
/// <param name="Metric">The figure.</param>
/// <param name="Pairs">Indices of the cells in question, each with that of a cell it is compared with.</param>
/// <param name="Sense">What must hold.</param>
/// <param name="Bounds">Of the ratio or the difference. Null for the others.</param>
/// <param name="Slack">What counts as equal. Null: nothing but equal figures.</param>
/// <param name="Text">The rule in one clause.</param>
/// <param name="At">Where it is written.</param>
public sealed record Relation(
    Metric Metric, IReadOnlyList<(int Cell, int Other)> Pairs, RelationKind Sense, Bounds? Bounds, Slack? Slack, string Text, SourceSpan At)
    : Rule("expectation", Metric, Text, At)
{
    /// <inheritdoc/>
    public override int Comparisons => Pairs.Count;

    /// <inheritdoc/>
    protected override IEnumerable<Func<string>?> Compare(IReadOnlyList<CellResult> results)
    {
        foreach (var (index, otherIndex) in Pairs)
        {
            var (cell, other) = (results[index], results[otherIndex]);
            yield return Metric.Of(cell) is { } one && Metric.Of(other) is { } another && Holds(one, another) ? null : () => Describe(cell, other);
        }
    }

    bool Holds(double one, double other) => Sense switch
    {
        RelationKind.Above => one > other || Slack?.Allows(one, other) == true,
        RelationKind.Below => one < other || Slack?.Allows(one, other) == true,
        RelationKind.Equal => one == other || Slack?.Allows(one, other) == true,
        RelationKind.Ratio => other != 0 && Bounds!.Hold(one / other),
        RelationKind.Difference => Bounds!.Hold(one - other),
        _ => throw new SimBug($"relation {Sense} is not compared"),
    };

    string Describe(CellResult cell, CellResult other)
    {
        var both = DescribePair(cell, other);
        return Metric.Of(cell) is not { } one || Metric.Of(other) is not { } another ? both : Sense switch
        {
            RelationKind.Ratio when another == 0 => $"{both}: nothing can be divided by 0",
            RelationKind.Ratio => $"{both}: the ratio {FigureText.Of(one / another, "")} is not {Bounds}",
            RelationKind.Difference => $"{both}: the difference {FigureText.Of(one - another, Metric.Unit)} is not {Bounds}",
            _ => both,
        };
    }
}

/// <summary>How the figures of two cells must be related.</summary>
public enum RelationKind
{
    /// <summary>The first is higher.</summary>
    Above,

    /// <summary>The first is lower.</summary>
    Below,

    /// <summary>Both are the same.</summary>
    Equal,

    /// <summary>The first divided by the second keeps bounds.</summary>
    Ratio,

    /// <summary>The first less the second keeps bounds.</summary>
    Difference,
}
