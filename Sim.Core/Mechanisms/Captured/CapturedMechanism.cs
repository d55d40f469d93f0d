using Sim.Core.A64;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Mechanisms.Captured;

/// <summary>Whatever a captured call does to reach its tracers: the capture holds it as it was, patched callsite and all.</summary>
public sealed class CapturedMechanism : Mechanism
{
    /// <summary>The one that all captures have.</summary>
    public static CapturedMechanism Instance { get; } = new();

    public override string Name => "captured";

    public override string Meaning => "a call cut out of a memory image, with the tracers that were attached";

    public override bool HasReach => false;

    public override IReadOnlyList<Routine> Routines(KernelBuild build) => [];

    public override string? Enable(Wiring wiring, CodeImage code, GuestMemory memory) => throw new SimBug("a capture is not patched");
}
