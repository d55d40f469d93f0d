using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Ops;

namespace Sim.Core.Mechanisms;

/// <summary>A callsite that is about to be traced, with all that a mechanism may need to know.</summary>
/// <param name="Build">The kernel build.</param>
/// <param name="Registration">All registered ops.</param>
/// <param name="Callsite">The callsite.</param>
/// <param name="Free">Start of free memory for trampolines, in the module region or where the build allocates them.</param>
/// <param name="AddressOf">Addresses of symbols that are there already: data, and global labels of <see cref="Mechanism.Routines"/>.</param>
public sealed record Wiring(KernelBuild Build, Registration Registration, Callsite Callsite, ulong Free, Func<string, ulong> AddressOf)
{
    /// <summary>What <see cref="Mechanism.TrampolinesFor"/> gave and is in memory now.</summary>
    public IReadOnlyList<Routine> Trampolines { get; init; } = [];
}
