using Sim.Core.A64;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Mechanisms.ListFunc;

namespace Sim.Core.Mechanisms.DynamicTrampoline;

/// <summary>
/// What x86 does and arm64 does not: an ops that is alone on a callsite gets a trampoline of its own, which calls its function directly.
/// A callsite with several ops uses the common trampoline and the list, and so does one from which no BL reaches the ops'
/// trampoline, or from there its function.
/// </summary>
public sealed class DynamicTrampolineDispatcher(KernelBuild build) : ListFuncDispatcher(build)
{
    // A trampoline has a page for itself, as executable memory is allocated.
    const ulong LastInstruction = 4096 - 4;

    ulong? _trampoline;
    string? _fallbackReason;

    public override string? FallbackReason => _fallbackReason;

    public override IReadOnlyList<Routine> TrampolinesFor(
        Registration registration, Callsite callsite, ulong free, Func<string, ulong> addressOf)
    {
        if (registration.OnlyOpsOn(callsite.Address) is not { } ops || ops.Flags.HasFlag(OpsFlags.SaveRegs))
            return [];
        if (Missing(callsite, free, ops) is { } missing)
        {
            _fallbackReason = $"fell back to list_func: {missing}";
            return [];
        }

        var func = ops.NeedsAssist ? addressOf(ListWalk.AssistSymbol) : ops.Func;
        _trampoline = free;
        return [new Routine("Mechanisms/DynamicTrampoline/ops_trampoline.s", free, ConstantsOf(func, ops.Address))];
    }

    public override void Enable(CodeImage code, GuestMemory memory, Registration registration, Callsite callsite)
    {
        if (_trampoline is { } trampoline)
            PatchCall(code, callsite.Address, trampoline);
        else
            base.Enable(code, memory, registration, callsite);
    }

    // The branch that does not reach: to the trampoline, or from anywhere in it to the ops' function.
    static string? Missing(Callsite callsite, ulong trampoline, FtraceOps ops)
    {
        if (!BranchReach.Reaches(callsite.Address, trampoline))
            return OutOfReach(callsite.Address, trampoline);
        return BranchReach.Reaches(trampoline, ops.Func) && BranchReach.Reaches(trampoline + LastInstruction, ops.Func)
            ? null
            : OutOfReach(trampoline, ops.Func);
    }
}
