namespace Sim.Scenarios.Sweeps;

/// <summary>A point, and where it runs.</summary>
/// <param name="Point">What is simulated.</param>
/// <param name="Kernels">Names of the scenario's kernels that it is for. Null for all.</param>
readonly record struct PlannedPoint(Point Point, IReadOnlyList<string>? Kernels)
{
    public bool RunsOn(string kernel) => Kernels is null || Kernels.Contains(kernel);
}
