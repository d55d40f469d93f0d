using Sim.Core.A64;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Machine.Memory;
using Sim.Core.Mechanisms.ListFunc;

namespace Sim.Core.Mechanisms.CallOps;

/// <summary>
/// The literal before each function names the ops that its trampoline calls: the function's own if it has one only and that needs no guard,
/// or else an ops whose function is the list walk. Ops of other functions do not matter.
/// </summary>
public class CallOpsMechanism : Mechanism
{
    static readonly KernelVersion DirectCalls = new(6, 4);

    public override string Name => "call_ops";

    public override string Meaning => "a literal before each function names its ops; the common trampoline calls it directly";

    public override bool Validated => true;

    public override bool HasLiteral => true;

    public override bool ServesManyFunctions => true;

    public override bool CanBeAttached => true;

    public override string? ReasonIn(ResolvedBuild build) =>
        build.Build.Options.DynamicTrampolines ? null
        : build.Findings.SingleOrDefault(finding => finding.Feature == Feature.CallOps && finding.Granted)?.Reason;

    public override IReadOnlyDictionary<string, long> Constants(KernelBuild build) =>
        new Dictionary<string, long>(base.Constants(build)) { ["CALL_OPS_LITERAL"] = 1 };

    public override IReadOnlyList<Routine> Routines(KernelBuild build) =>
    [
        new(
            build.Version < DirectCalls ? "Mechanisms/CallOps/ftrace_caller_6.3.s" : "Mechanisms/CallOps/ftrace_caller_6.12.s",
            build.Addresses.FtraceCaller),
        .. ListWalk.Routines(build),
    ];

    public override string? Enable(Wiring wiring, CodeImage code, GuestMemory memory)
    {
        var (registration, callsite) = (wiring.Registration, wiring.Callsite);
        if (registration.OpsOn(callsite.Address).Any(ops => ops.Flags.HasFlag(OpsFlags.SaveRegs)))
            throw new CannotDispatchException($"{wiring.Build.Version} has no trampoline that saves all registers: it refuses save_regs");
        if (callsite.Literal is not { } literal)
            throw new Diagnostics.SimBug($"callsite {callsite.Address} has no ops literal");

        // The literal first: a callsite must never call with a stale one.
        memory.Write(literal, registration.OwnOps(callsite.Address)?.Address ?? code.Symbols["ftrace_list_ops"], 8);
        CallsitePatch.Call(code, memory, callsite, "ftrace_caller");
        return null;
    }
}
