using Sim.Core.A64;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Machine.Memory;
using Sim.Core.Mechanisms.ListFunc;

namespace Sim.Core.Mechanisms.MCount;

/// <summary>
/// <c>gcc -pg</c>: functions call the trampoline after they have set up their frame, so that it need not save arguments; it always walks the list,
/// because such kernels cannot pass an ops. Without DYNAMIC_FTRACE see <see cref="StaticMCount"/>.
/// </summary>
public sealed class MCountMechanism : Mechanism
{
    public override string Name => "mcount";

    public override string Meaning => "gcc -pg: every function calls a trampoline after its frame is set up, which walks the list of all ops";

    public override bool KeepsArguments => false;

    public override bool ServesManyFunctions => true;

    public override string? ReasonIn(ResolvedBuild build) =>
        build.Build.Options.FunctionTracer && !build.Has(Feature.PatchableEntry) ? build.RefusalsOf(Feature.PatchableEntry).First().Reason : null;

    public override IReadOnlyDictionary<string, long> Constants(KernelBuild build)
    {
        var constants = new Dictionary<string, long> { ["MCOUNT_ENTRY"] = 1 };
        if (!build.Options.DynamicFtrace)
            constants["STATIC_MCOUNT"] = 1;
        return constants;
    }

    public override IReadOnlyList<Routine> Routines(KernelBuild build) => build.Options.DynamicFtrace
        ? [new("Mechanisms/MCount/ftrace_caller_mcount.s", build.Addresses.FtraceCaller), .. ListWalk.Routines(build)]
        : StaticMCount.Routines(build);

    public override void Prepare(KernelBuild build, CodeImage code, GuestMemory memory)
    {
        if (!build.Options.DynamicFtrace)
            StaticMCount.CallWhenAsked(code, memory, "ftrace_stub");
    }

    public override string? Enable(Wiring wiring, CodeImage code, GuestMemory memory)
    {
        if (!wiring.Build.Options.DynamicFtrace)
        {
            StaticMCount.CallWhenAsked(code, memory, ListWalk.Symbol);
            return null;
        }

        if (wiring.Registration.OpsOn(wiring.Callsite.Address).Any(ops => ops.Flags.HasFlag(OpsFlags.SaveRegs)))
            throw new CannotDispatchException("a trampoline reached through -pg has no registers to save: the kernel refuses save_regs");

        CallsitePatch.Call(memory, code.Symbols["ftrace_call"], code.Symbols[ListWalk.Symbol]);
        CallsitePatch.Call(code, memory, wiring.Callsite, "ftrace_caller");
        return null;
    }
}
