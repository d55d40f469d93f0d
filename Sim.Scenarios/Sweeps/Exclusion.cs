using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>Combinations that a sweep leaves out: those that have one of the values under each name.</summary>
sealed record Exclusion(Place Place, IReadOnlyList<(string Name, IReadOnlyList<Node> Values)> Conditions)
{
    /// <summary>True for a combination that is left out.</summary>
    public bool Meets(IReadOnlyDictionary<string, Node> combination) =>
        Conditions.All(condition => combination.TryGetValue(condition.Name, out var value) && condition.Values.Any(other => AreEqual(value, other)));

    // 1_000 is 1000, and 1 KiB is 1024 B.
    static bool AreEqual(Node one, Node other) => one is Scalar first && other is Scalar second
        && (first.Text == second.Text || (Quantity.TryParse(first.Text, out var left) && Quantity.TryParse(second.Text, out var right) && left.IsSameAs(right)));
}
