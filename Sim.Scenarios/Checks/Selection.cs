namespace Sim.Scenarios.Checks;

/// <summary>Some cells of a scenario, chosen by values of dimensions.</summary>
/// <param name="Indices">Their indices in plan order.</param>
/// <param name="Conditions">Names of the dimensions with the values that are wanted, as written; empty for all cells.</param>
public sealed record Selection(IReadOnlySet<int> Indices, IReadOnlyList<(string Name, string Values)> Conditions)
{
    /// <summary>True if the cell is one of them.</summary>
    public bool Contains(int index) => Indices.Contains(index);

    /// <summary>The conditions in parentheses after a blank, such as <c> (strategy call_ops, relevant 1)</c>; empty for all cells.</summary>
    public override string ToString() =>
        Conditions.Count == 0 ? "" : $" ({string.Join(", ", Conditions.Select(condition => $"{condition.Name} {condition.Values}"))})";
}
