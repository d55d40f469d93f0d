using Sim.Core.A64;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Mechanisms.ListFunc;

/// <summary>
/// One common trampoline. It calls the function that walks the list of all ops in the system, and asks each whether it traces this callsite;
/// unless there is one static ops only, which it calls by itself.
/// </summary>
public class ListFuncMechanism : Mechanism
{
    public override string Name => "list_func";

    public override string Meaning => "one common trampoline; with more than one ops in the system it walks the list of all of them";

    public override bool Validated => true;

    public override bool ServesManyFunctions => true;

    public override bool CanBeAttached => true;

    public override string? ReasonIn(ResolvedBuild build) =>
        build.Has(Feature.PatchableEntry) && !build.Has(Feature.CallOps) && !build.Build.Options.DynamicTrampolines
            ? build.RefusalsOf(Feature.CallOps).First().Reason
            : null;

    public override IReadOnlyList<Routine> Routines(KernelBuild build) =>
    [
        new(
            build.FillsPtRegs ? "Mechanisms/ListFunc/ftrace_caller_regs_6.1.s" : "Mechanisms/ListFunc/ftrace_caller_args_6.2.s",
            build.Addresses.FtraceCaller, at: "ftrace_caller"),
        .. ListWalk.Routines(build),
    ];

    public override string? Enable(Wiring wiring, CodeImage code, GuestMemory memory)
    {
        var (build, registration) = (wiring.Build, wiring.Registration);
        var saveRegs = registration.OpsOn(wiring.Callsite.Address).Any(ops => ops.Flags.HasFlag(OpsFlags.SaveRegs));
        if (saveRegs && !build.FillsPtRegs)
            throw new CannotDispatchException($"{build.Version} has no trampoline that saves all registers: it refuses save_regs");

        var handedOn = registration.OnlyOps?.Address ?? code.Symbols["ftrace_list_ops"];
        memory.Write(code.Symbols["function_trace_op"], handedOn, 8);
        CallsitePatch.Call(memory, code.Symbols["ftrace_call"], FuncFor(registration.OnlyOps, code));
        CallsitePatch.Call(code, memory, wiring.Callsite, saveRegs ? "ftrace_regs_caller" : "ftrace_caller");
        return null;
    }

    // What a trampoline calls that serves one ops alone; the list function where it serves several.
    static ulong FuncFor(FtraceOps? only, CodeImage code) =>
        only is null ? code.Symbols[ListWalk.Symbol] : only.NeedsAssist ? code.Symbols[ListWalk.AssistSymbol] : only.Func;
}
