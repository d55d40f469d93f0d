using Sim.Core.Runs;

namespace Sim.Scenarios.Sweeps;

/// <summary>What one combination of a sweep's values makes of a cell that only has its machine.</summary>
/// <param name="Sweep">The entry that the values are of.</param>
/// <param name="Apply">The change.</param>
readonly record struct Step(Sweep Sweep, Func<CellSpec, CellSpec> Apply)
{
    public bool RunsOn(string kernel) => Sweep.Kernels is null || Sweep.Kernels.Contains(kernel);
}
