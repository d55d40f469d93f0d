using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Machine;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>What a scenario's workload runs on.</summary>
/// <param name="Cores">Its cores.</param>
/// <param name="Kernels">Its kernel builds.</param>
/// <param name="Designs">Its ways of dispatch; null means what the kernel build gives.</param>
/// <param name="ReadDesigns">Reads a strategy that a sweep names.</param>
/// <param name="Bag">Receives the mistakes of values that sweeps set.</param>
sealed record Machines(
    IReadOnlyList<Profile<CoreProfile>> Cores,
    IReadOnlyList<Profile<KernelBuild>> Kernels,
    IReadOnlyList<UserTrampoline?> Designs,
    Func<Node, DiagnosticBag, IReadOnlyList<UserTrampoline?>> ReadDesigns,
    DiagnosticBag Bag)
{
    /// <summary>The cores with the values that sweeps set.</summary>
    public ProfileVariants<CoreProfile> CoreVariants { get; } = new(Bag);

    /// <summary>The kernels with the values that sweeps set.</summary>
    public ProfileVariants<KernelBuild> KernelVariants { get; } = new(Bag);

    public IReadOnlyList<string> CoreNames => [.. Cores.Select(core => core.Value.Name)];

    public IReadOnlyList<string> KernelNames => [.. Kernels.Select(kernel => kernel.Value.Name)];

    /// <summary>On how many machines each combination of a sweep entry runs; at least 1, so that a wrong name does not make a huge sweep a small one.</summary>
    public int CountOf(Sweep sweep) => Math.Max(1, Designs.Count * Cores.Sum(core => Kernels.Count(kernel => sweep.IsFor(core.Value.Name, kernel.Value.Name))));
}
