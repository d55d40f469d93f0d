using Sim.Core.A64;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Layout;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine.Memory;
using Sim.Core.Mechanisms.ListFunc;

namespace Sim.Core.Mechanisms.DynamicTrampoline;

/// <summary>
/// What x86 does and arm64 does not: an ops that is alone on a callsite gets a trampoline of its own, which calls its function directly.
/// A callsite with several ops uses the common trampoline and the list, and so does one from which no BL reaches the ops'
/// trampoline, or from there its function.
/// </summary>
public sealed class DynamicTrampolineMechanism : ListFuncMechanism
{
    // A trampoline has a page for itself, as executable memory is allocated.
    const ulong LastInstruction = 4096 - 4;

    public override string Name => "dynamic_trampoline";

    public override string Meaning => "one trampoline per ops, where a branch reaches it; no arm64 kernel has it";

    public override bool Validated => false;

    public override bool ServesManyFunctions => false;

    public override bool CanBeAttached => false;

    public override string? ReasonIn(ResolvedBuild build) =>
        build.Has(Feature.PatchableEntry) && build.Build.Options.DynamicTrampolines ? "the build has per-ops trampolines, as no arm64 kernel does" : null;

    public override bool IsComparedIn(ResolvedBuild build) => true;

    public override Reach ReachFrom(CallsiteSpread from, AddressSpace space, bool hasPlt) =>
        Reach.ToOwn(from, space.OwnTrampoline, space.FtraceCaller, hasPlt);

    public override IReadOnlyList<Routine> TrampolinesFor(Wiring wiring)
    {
        if (OnlyOps(wiring) is not { } ops || Missing(wiring, ops) is not null)
            return [];
        var func = ops.NeedsAssist ? wiring.AddressOf(ListWalk.AssistSymbol) : ops.Func;
        return [Routine.Serving("Mechanisms/DynamicTrampoline/ops_trampoline.s", wiring.Free, func, ops.Address)];
    }

    public override string? Enable(Wiring wiring, CodeImage code, GuestMemory memory)
    {
        if (wiring.Trampolines is [{ Address: { } own }])
        {
            CallsitePatch.Call(memory, wiring.Callsite.Address, own);
            return null;
        }

        base.Enable(wiring, code, memory);
        return OnlyOps(wiring) is { } ops && Missing(wiring, ops) is { } missing ? $"fell back to list_func: {missing}" : null;
    }

    static FtraceOps? OnlyOps(Wiring wiring) =>
        wiring.Registration.OnlyOpsOn(wiring.Callsite.Address) is { } ops && !ops.Flags.HasFlag(OpsFlags.SaveRegs) ? ops : null;

    // The branch that does not reach: to the trampoline, or from anywhere in it to the ops' function.
    static string? Missing(Wiring wiring, FtraceOps ops)
    {
        var (callsite, trampoline) = (wiring.Callsite.Address, wiring.Free);
        if (!BranchReach.Reaches(callsite, trampoline))
            return CallsitePatch.OutOfReach(callsite, trampoline);
        return BranchReach.Reaches(trampoline, ops.Func) && BranchReach.Reaches(trampoline + LastInstruction, ops.Func)
            ? null
            : CallsitePatch.OutOfReach(trampoline, ops.Func);
    }
}
