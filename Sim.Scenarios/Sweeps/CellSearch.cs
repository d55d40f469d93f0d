using Sim.Core.Runs;

namespace Sim.Scenarios.Sweeps;

/// <summary>Cells that differ in one value, of which a search runs as few as it needs.</summary>
/// <param name="Goal">What is sought.</param>
/// <param name="Where">What all of them have in common, as <c>name=value</c>.</param>
/// <param name="Candidates">Index of each cell in plan order, with its value, which rises.</param>
public sealed record CellSearch(SearchGoal Goal, string Where, IReadOnlyList<(int Cell, string Value)> Candidates)
{
    /// <summary>Those of <paramref name="all"/> that no search decides on: they always run, and rules are about them.</summary>
    /// <param name="searches">All of the scenario.</param>
    /// <param name="all">Cells, or what is known of them.</param>
    /// <param name="indexOf">A cell's place in the plan.</param>
    public static IReadOnlyList<T> Without<T>(IReadOnlyList<CellSearch> searches, IReadOnlyList<T> all, Func<T, int> indexOf)
    {
        if (searches.Count == 0)
            return all;
        var candidates = searches.SelectMany(search => search.Candidates).Select(candidate => candidate.Cell).ToHashSet();
        return [.. all.Where(item => !candidates.Contains(indexOf(item)))];
    }
}

/// <summary>The smallest or largest value for which a figure meets a bound.</summary>
/// <param name="Name">What varies.</param>
/// <param name="IsSmallest">True for the smallest value, false for the largest.</param>
/// <param name="Metric">The figure.</param>
/// <param name="Relation"><c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c> or <c>&gt;=</c>.</param>
/// <param name="Bound">In the metric's unit.</param>
public sealed record SearchGoal(string Name, bool IsSmallest, Metric Metric, string Relation, double Bound)
{
    /// <summary>The condition, with the bound in the metric's unit.</summary>
    public string Condition => FormattableString.Invariant($"{Metric.Name} {Relation} {Bound} {Metric.Unit}").TrimEnd();

    /// <summary>True if <paramref name="figure"/> meets the bound.</summary>
    public bool IsMetBy(double figure) => Relation switch
    {
        "<" => figure < Bound,
        "<=" => figure <= Bound,
        ">" => figure > Bound,
        _ => figure >= Bound,
    };
}
