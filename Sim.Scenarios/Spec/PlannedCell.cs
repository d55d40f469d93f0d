using Sim.Core.Runs;

namespace Sim.Scenarios.Spec;

/// <summary>Makes cells: names what a spec is simulated with, and its key.</summary>
public static class PlannedCell
{
    /// <summary>The cell of <paramref name="spec"/> at <paramref name="index"/> of its plan.</summary>
    public static Cell Of(CellSpec spec, string scenario, int index, long seed)
    {
        var mechanism = spec.Mechanism;
        return new()
        {
            Scenario = scenario,
            Index = index,
            Spec = spec,
            Key = CellKey.Of(spec),
            Inputs = $"{CellKey.PartsText(spec)} model={ModelVersion.Text}",
            Strategy = mechanism.Name,
            Validated = mechanism.Validated,
            Seed = seed,
        };
    }
}
