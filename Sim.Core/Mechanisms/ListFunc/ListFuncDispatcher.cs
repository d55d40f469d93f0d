using Sim.Core.A64;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Mechanisms.ListFunc;

/// <summary>
/// One common trampoline. It calls the function that walks the list of all ops in the system, and asks each whether it traces this callsite;
/// unless there is one static ops only, which it calls by itself.
/// </summary>
public class ListFuncDispatcher(KernelBuild build) : Dispatcher
{
    public override IReadOnlyList<Routine> Routines =>
    [
        new(
            build.FillsPtRegs ? "Mechanisms/ListFunc/ftrace_caller_regs_6.1.s" : "Mechanisms/ListFunc/ftrace_caller_args_6.2.s",
            build.Addresses.FtraceCaller, at: "ftrace_caller"),
        .. ListWalk.Routines(build),
    ];

    public override void Enable(CodeImage code, GuestMemory memory, Registration registration, Callsite callsite)
    {
        var saveRegs = registration.OpsOn(callsite.Address).Any(ops => ops.Flags.HasFlag(OpsFlags.SaveRegs));
        if (saveRegs && !build.FillsPtRegs)
            throw new CannotDispatchException($"{build.Version} has no trampoline that saves all registers: it refuses save_regs");

        var handedOn = registration.OnlyOps?.Address ?? code.Symbols["ftrace_list_ops"];
        memory.Write(code.Symbols["function_trace_op"], handedOn, 8);
        PatchCall(code, code.Symbols["ftrace_call"], FuncFor(registration.OnlyOps, code));
        PatchCallsite(code, callsite, saveRegs ? "ftrace_regs_caller" : "ftrace_caller");
    }

    /// <summary>What a trampoline calls that serves <paramref name="only"/> alone; the list function where it serves several ops.</summary>
    protected static ulong FuncFor(FtraceOps? only, CodeImage code) =>
        only is null ? code.Symbols[ListWalk.Symbol] : only.NeedsAssist ? code.Symbols[ListWalk.AssistSymbol] : only.Func;
}
