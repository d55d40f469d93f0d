using Sim.Core;

namespace Sim.Scenarios.Spec;

/// <summary>Which model made a result.</summary>
public static class ModelVersion
{
    /// <summary>
    /// Changes with any change of Sim.Core's code or routines, and with nothing else: builds are deterministic, and the compiler names a module after its content.
    /// </summary>
    public static string Text { get; } = typeof(Simulation).Module.ModuleVersionId.ToString("N")[..12];
}
