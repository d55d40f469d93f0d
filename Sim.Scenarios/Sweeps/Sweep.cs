using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>One entry of a scenario's <c>sweep</c>: what varies, over which values.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Axes">What varies, in the order of the file.</param>
/// <param name="Exclusions">Combinations that are left out.</param>
/// <param name="Design">Which of all combinations there are. Null for all.</param>
/// <param name="Cores">The cores that it is for. Null for all of the scenario.</param>
/// <param name="Kernels">The kernels that it is for. Null for all of the scenario.</param>
sealed record Sweep(
    Place Place,
    IReadOnlyList<Axis> Axes,
    IReadOnlyList<Exclusion> Exclusions,
    SpaceFilling? Design,
    IReadOnlyList<string>? Cores,
    IReadOnlyList<string>? Kernels)
{
    /// <summary>What is sought along one of the axes. Null where every cell is run.</summary>
    public SearchGoal? Goal { get; init; }

    /// <summary>A sweep over nothing: one combination without values.</summary>
    public static Sweep None(Place place) => new(place, [], [], null, null, null);

    /// <summary>Names of all that varies.</summary>
    public IEnumerable<Scalar> Names => Axes.SelectMany(axis => axis.Names);

    /// <summary>How many combinations there are at most.</summary>
    public double Count => Design?.Points ?? Axes.Aggregate(1.0, (count, axis) => count * axis.Points.Count);

    /// <summary>True if it is for this core on this kernel.</summary>
    public bool IsFor(string core, string kernel) => (Cores is null || Cores.Contains(core)) && (Kernels is null || Kernels.Contains(kernel));

    /// <summary>Every combination, in order.</summary>
    public IEnumerable<Dictionary<string, Node>> Combinations() =>
        (Design is null ? Axis.Grid(Axes) : Design.Of(Axes)).Where(combination => !Exclusions.Any(exclusion => exclusion.Meets(combination)));
}
