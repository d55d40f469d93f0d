using Sim.Core.A64;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Mechanisms.ListFunc;

namespace Sim.Core.Mechanisms.CallOps;

/// <summary>
/// The literal before each function names the ops that its trampoline calls: the function's own if it has one only and that needs no guard,
/// or else an ops whose function is the list walk. Ops of other functions do not matter.
/// </summary>
public class CallOpsDispatcher(KernelBuild build) : Dispatcher
{
    static readonly KernelVersion DirectCalls = new(6, 4);

    public override IReadOnlyList<Routine> Routines =>
    [
        new(
            build.Version < DirectCalls ? "Mechanisms/CallOps/ftrace_caller_6.3.s" : "Mechanisms/CallOps/ftrace_caller_6.12.s",
            build.Addresses.FtraceCaller),
        .. ListWalk.Routines(build),
    ];

    public override void Enable(CodeImage code, GuestMemory memory, Registration registration, Callsite callsite)
    {
        if (registration.OpsOn(callsite.Address).Any(ops => ops.Flags.HasFlag(OpsFlags.SaveRegs)))
            throw new CannotDispatchException($"{build.Version} has no trampoline that saves all registers: it refuses save_regs");
        if (callsite.Literal is not { } literal)
            throw new Diagnostics.SimBug($"callsite 0x{callsite.Address:x} has no ops literal");

        // The literal first: a callsite must never call with a stale one.
        memory.Write(literal, registration.OwnOps(callsite.Address)?.Address ?? code.Symbols["ftrace_list_ops"], 8);
        PatchCallsite(code, callsite, "ftrace_caller");
    }
}
