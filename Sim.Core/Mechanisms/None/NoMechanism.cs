using Sim.Core.A64;
using Sim.Core.Kernel.Build;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Mechanisms.None;

/// <summary>A kernel without function tracing: what an untraced call costs where nothing is at the entry, and nothing to trace with.</summary>
public sealed class NoMechanism : Mechanism
{
    public override string Name => "none";

    public override string Meaning => "built without function tracing: a function's entry has nothing for tracing";

    public override bool HasReach => false;

    public override string? ReasonIn(ResolvedBuild build) => build.Build.Options.FunctionTracer ? null : "the build has no function tracer";

    public override IReadOnlyDictionary<string, long> Constants(KernelBuild build) =>
        new Dictionary<string, long>(base.Constants(build)) { ["NO_ENTRY"] = 1 };

    public override IReadOnlyList<Routine> Routines(KernelBuild build) => [];

    public override string? Enable(Wiring wiring, CodeImage code, GuestMemory memory) =>
        throw new CannotDispatchException("the kernel is built without function tracing");
}
