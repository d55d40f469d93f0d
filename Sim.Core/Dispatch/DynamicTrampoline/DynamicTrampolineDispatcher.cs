using Sim.Core.A64;
using Sim.Core.Dispatch.ListFunc;
using Sim.Core.Hardware.State;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Ops;

namespace Sim.Core.Dispatch.DynamicTrampoline;

/// <summary>
/// What x86 does and arm64 does not: an ops that is alone on a callsite gets a trampoline of its own, which calls its function directly.
/// A callsite with several ops uses the common trampoline and the list.
/// </summary>
public sealed class DynamicTrampolineDispatcher(KernelBuild build) : ListFuncDispatcher(build)
{
    ulong? _trampoline;

    public override IReadOnlyList<Routine> TrampolinesFor(Registration registration, Callsite callsite, ulong free)
    {
        if (registration.OwnOps(callsite.Address) is not { } ops || ops.Flags.HasFlag(OpsFlags.SaveRegs))
            return [];
        var constants = new Dictionary<string, long> { ["TRAMPOLINE_FUNC"] = (long)ops.Func, ["TRAMPOLINE_OPS"] = (long)ops.Address };
        _trampoline = free;
        return [new Routine("Dispatch/DynamicTrampoline/ops_trampoline.s", free, constants)];
    }

    public override void Enable(CodeImage code, Memory memory, Registration registration, Callsite callsite)
    {
        if (_trampoline is { } trampoline)
            PatchCall(code, callsite.Address, trampoline);
        else
            base.Enable(code, memory, registration, callsite);
    }
}
