using Sim.Core.A64;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Mechanisms.None;

/// <summary>A kernel without function tracing: what an untraced call costs where nothing stands at the entry, and nothing to trace with.</summary>
public sealed class NoDispatcher : Dispatcher
{
    public override IReadOnlyList<Routine> Routines => [];

    public override void Enable(CodeImage code, GuestMemory memory, Registration registration, Callsite callsite) =>
        throw new CannotDispatchException("the kernel is built without function tracing");
}
