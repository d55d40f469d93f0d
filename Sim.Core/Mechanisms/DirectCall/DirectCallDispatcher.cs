using Sim.Core.A64;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Mechanisms.CallOps;

namespace Sim.Core.Mechanisms.DirectCall;

/// <summary>
/// On top of call ops: where an ops with a trampoline of its own is alone on a function, the callsite branches there. Where the branch does not
/// reach, <c>ftrace_caller</c> finds the trampoline through the literal and saves nothing; with other ops on the function it walks the list, and
/// leaves through the trampoline.
/// </summary>
/// <source key="revest-2023-direct-calls"/>
public sealed class DirectCallDispatcher : CallOpsDispatcher
{
    /// <summary>What the ops of a direct call names as its function: it runs in the list walk only.</summary>
    public const string FuncSymbol = "call_direct_funcs";

    string? _fallbackReason;

    public DirectCallDispatcher(ResolvedBuild build)
        : base(build.Build)
    {
        if (!build.Has(Feature.DirectCalls))
            throw new CannotDispatchException($"no direct calls: {build.RefusalsOf(Feature.DirectCalls).FirstOrDefault()?.Reason ?? "the build has no function tracer"}");
    }

    public override string? FallbackReason => _fallbackReason;

    public override IReadOnlyList<Routine> Routines => [.. base.Routines, new("Mechanisms/DirectCall/call_direct_funcs.s", null)];

    public override IReadOnlyList<Routine> TrampolinesFor(
        Registration registration, Callsite callsite, ulong free, Func<string, ulong> addressOf) =>
    [
        .. from ops in registration.OpsOn(callsite.Address)
           let trampoline = ops.Direct
           where trampoline is not null
           select new Routine("Mechanisms/DirectCall/direct_trampoline.s", trampoline.Address, ConstantsOf(trampoline.Tracer, ops.Address)),
    ];

    public override void Enable(CodeImage code, GuestMemory memory, Registration registration, Callsite callsite)
    {
        base.Enable(code, memory, registration, callsite);
        if (registration.OwnOps(callsite.Address)?.Direct is not { } trampoline)
            return;
        if (BranchReach.Reaches(callsite.Address, trampoline.Address))
            PatchCall(code, callsite.Address, trampoline.Address);
        else
            _fallbackReason = $"through ftrace_caller: {OutOfReach(callsite.Address, trampoline.Address)}";
    }
}
