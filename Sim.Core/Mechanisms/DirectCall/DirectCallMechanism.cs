using Sim.Core.A64;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Layout;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine.Memory;
using Sim.Core.Mechanisms.CallOps;

namespace Sim.Core.Mechanisms.DirectCall;

/// <summary>
/// On top of call ops: where an ops with a trampoline of its own is alone on a function, the callsite branches there. Where the branch does not
/// reach, <c>ftrace_caller</c> finds the trampoline through the literal and saves nothing; with other ops on the function it walks the list, and
/// leaves through the trampoline.
/// </summary>
/// <source key="revest-2023-direct-calls"/>
public sealed class DirectCallMechanism : CallOpsMechanism
{
    // What the ops names as its function: it runs in the list walk only.
    const string FuncSymbol = "call_direct_funcs";

    // From a callsite to a trampoline that no BL reaches.
    const ulong OutOfReachBytes = 512ul << 20;

    static readonly Attachment Near = new("direct_call");
    static readonly Attachment Far = new("direct_call_far") { Remark = "far" };

    public override string Name => "direct_call";

    public override string Meaning => "the callsite branches to the tracer's own trampoline, through ftrace_caller where the branch does not reach";

    public override bool Validated => false;

    public override bool ServesManyFunctions => false;

    public override bool CanBeAttached => false;

    public override string RefusalOfKernelTracer => "is no tracer for direct calls: it needs its ops";

    /// <summary>With a trampoline that a branch from the callsite reaches (<c>register_ftrace_direct</c>), and with one that none reaches.</summary>
    public override IReadOnlyList<Attachment> Attachments => [Near, Far];

    public override string? ReasonIn(ResolvedBuild build) => null;

    public override string? RefusalIn(ResolvedBuild build) => build.Has(Feature.DirectCalls)
        ? null
        : $"no direct calls: {build.RefusalsOf(Feature.DirectCalls).FirstOrDefault()?.Reason ?? "the build has no function tracer"}";

    public override bool IsComparedIn(ResolvedBuild build) => build.Has(Feature.DirectCalls);

    public override Reach ReachFrom(CallsiteSpread from, AddressSpace space, bool hasPlt) =>
        Reach.ToOwn(from, space.OwnTrampoline, space.FtraceCaller, hasPlt);

    public override IReadOnlyList<Routine> Routines(KernelBuild build) =>
        [.. base.Routines(build), new("Mechanisms/DirectCall/call_direct_funcs.s", null)];

    public override FtraceOps Adapt(FtraceOps ops, Attachment attachment, Wiring wiring, GuestMemory memory)
    {
        var layout = wiring.Build.Structures;
        var trampoline = attachment == Near ? wiring.Free : (wiring.Callsite.Address - OutOfReachBytes) & ~4095ul;
        var func = wiring.AddressOf(FuncSymbol);
        memory.Write(ops.Address + (ulong)layout.OpsFunc, func, 8);
        memory.Write(ops.Address + (ulong)layout.OpsDirectCall!, trampoline, 8);
        return ops with { Func = func, Direct = new DirectTrampoline(trampoline, ops.Func) };
    }

    public override IReadOnlyList<Routine> TrampolinesFor(Wiring wiring) =>
    [
        .. from ops in wiring.Registration.OpsOn(wiring.Callsite.Address)
           let trampoline = ops.Direct
           where trampoline is not null
           select Routine.Serving("Mechanisms/DirectCall/direct_trampoline.s", trampoline.Address, trampoline.Tracer, ops.Address),
    ];

    public override string? Enable(Wiring wiring, CodeImage code, GuestMemory memory)
    {
        base.Enable(wiring, code, memory);
        var callsite = wiring.Callsite.Address;
        if (wiring.Registration.OwnOps(callsite)?.Direct is not { } trampoline)
            return null;
        if (!BranchReach.Reaches(callsite, trampoline.Address))
            return $"through ftrace_caller: {CallsitePatch.OutOfReach(callsite, trampoline.Address)}";
        CallsitePatch.Call(memory, callsite, trampoline.Address);
        return null;
    }
}
