using Sim.Core.A64;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Machine.Memory;
using Sim.Core.Mechanisms.ListFunc;

namespace Sim.Core.Mechanisms.OwnTrampoline;

/// <summary>A user's own trampoline: all is as in the usual mechanism of the build, but enabled callsites call a copy of the design.</summary>
public sealed class OwnTrampolineMechanism(UserTrampoline design, Mechanism usual) : Mechanism
{
    // After what the kernel image has of routines.
    const ulong BehindListFunc = 1 << 20;

    public override string Name => design.Name;

    public override string Meaning => $"the trampoline of {design.Text.Name}";

    public override bool HasLiteral => usual.HasLiteral;

    public override bool KeepsArguments => usual.KeepsArguments;

    public override bool HasReach => false;

    public override string? RefusalIn(ResolvedBuild build) => usual.RefusalIn(build)
        ?? (usual.Attachments.Count > 0 ? "a trampoline of one's own takes the callsite's branch, which a direct call would" : null);

    public override IReadOnlyDictionary<string, long> Constants(KernelBuild build) => usual.Constants(build);

    public override IReadOnlyList<Routine> Routines(KernelBuild build) => usual.Routines(build);

    public override IReadOnlyList<Routine> TrampolinesFor(Wiring wiring)
    {
        var callsite = wiring.Callsite.Address;
        if (wiring.Registration.OpsOn(callsite).Count == 0)
            return [];
        if (!wiring.Build.Options.DynamicFtrace)
            throw new CannotDispatchException("without DYNAMIC_FTRACE no callsite is patched to call a trampoline");
        var own = wiring.Registration.OwnOps(callsite);
        var constants = new Dictionary<string, long>
        {
            [UserTrampoline.OpsConstant] = (long)(own?.Address ?? wiring.AddressOf("ftrace_list_ops")),
            [UserTrampoline.FuncConstant] = (long)(own?.Func ?? wiring.AddressOf(ListWalk.Symbol)),
        };
        return [new Routine(design.Text, design.InModuleRegion ? wiring.Free : wiring.Build.Addresses.ListFunc + BehindListFunc, constants)];
    }

    public override void Prepare(KernelBuild build, CodeImage code, GuestMemory memory) => usual.Prepare(build, code, memory);

    public override string? Enable(Wiring wiring, CodeImage code, GuestMemory memory)
    {
        usual.Enable(wiring with { Trampolines = [] }, code, memory);
        var entry = code.Symbols.TryGetValue(design.Entry, out var label) ? label : throw DesignException.NoEntry(design.Text, design.Entry, "callsites call");
        CallsitePatch.Call(memory, wiring.Callsite.Address, entry);
        return null;
    }
}
