using Sim.Core.A64;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Mechanisms.ListFunc;

namespace Sim.Core.Mechanisms.MCount;

/// <summary>
/// The dynamic variant of <c>gcc -pg</c>: functions call the trampoline after they have set up their frame, so that it need not save
/// arguments; it always walks the list, because such kernels cannot pass an ops.
/// </summary>
public sealed class MCountDispatcher(KernelBuild build) : Dispatcher
{
    public override IReadOnlyList<Routine> Routines =>
        [new("Mechanisms/MCount/ftrace_caller_mcount.s", build.Addresses.FtraceCaller), .. ListWalk.Routines(build)];

    public override void Enable(CodeImage code, GuestMemory memory, Registration registration, Callsite callsite)
    {
        if (registration.OpsOn(callsite.Address).Any(ops => ops.Flags.HasFlag(OpsFlags.SaveRegs)))
            throw new CannotDispatchException("a trampoline reached through -pg has no registers to save: the kernel refuses save_regs");

        PatchCall(code, code.Symbols["ftrace_call"], code.Symbols[ListWalk.Symbol]);
        PatchCallsite(code, callsite, "ftrace_caller");
    }
}
