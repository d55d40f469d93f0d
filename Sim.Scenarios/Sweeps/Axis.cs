using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>What a sweep varies at once: one name, or several in step with each other.</summary>
/// <param name="Names">A variable without <c>$</c>, or the path of a value.</param>
/// <param name="Points">Values of the names, in their order.</param>
sealed record Axis(IReadOnlyList<Scalar> Names, IReadOnlyList<IReadOnlyList<Node>> Points)
{
    /// <summary>Every combination of a point of each axis, the last axis fastest.</summary>
    public static IEnumerable<Dictionary<string, Node>> Grid(IReadOnlyList<Axis> axes)
    {
        IEnumerable<Dictionary<string, Node>> combinations = [[]];
        foreach (var axis in axes)
        {
            combinations =
                from outer in combinations
                from point in axis.Points
                select axis.With(outer, point);
        }

        return combinations;
    }

    /// <summary><paramref name="outer"/> with the values of <paramref name="point"/>.</summary>
    public Dictionary<string, Node> With(Dictionary<string, Node> outer, IReadOnlyList<Node> point)
    {
        var values = new Dictionary<string, Node>(outer);
        foreach (var (name, value) in Names.Zip(point))
            values[name.Text] = value;
        return values;
    }
}
