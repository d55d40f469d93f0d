using Sim.Core.A64;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Mechanisms;

/// <summary>Somebody's own trampoline at work: all is as the build's strategy has it, but enabled callsites call a copy of the design.</summary>
public sealed class DesignDispatcher(Dispatcher build, KernelBuild kernel, TrampolineDesign design) : Dispatcher
{
    // Behind what the kernel image has of routines.
    const ulong BehindListFunc = 1 << 20;

    public override IReadOnlyList<Routine> Routines => build.Routines;

    public override IReadOnlyList<Routine> TrampolinesFor(
        Registration registration, Callsite callsite, ulong free, Func<string, ulong> addressOf)
    {
        if (registration.OpsOn(callsite.Address).Count == 0)
            return [];
        if (!kernel.Options.DynamicFtrace)
            throw new CannotDispatchException("without DYNAMIC_FTRACE no callsite is patched to call a trampoline");
        var own = registration.OwnOps(callsite.Address);
        var constants = new Dictionary<string, long>
        {
            [TrampolineDesign.OpsConstant] = (long)(own?.Address ?? addressOf("ftrace_list_ops")),
            [TrampolineDesign.FuncConstant] = (long)(own?.Func ?? addressOf(ListFunc.ListWalk.Symbol)),
        };
        return [new Routine(design.Text, design.InModuleRegion ? free : kernel.Addresses.ListFunc + BehindListFunc, constants)];
    }

    public override void Prepare(CodeImage code, GuestMemory memory) => build.Prepare(code, memory);

    public override void Enable(CodeImage code, GuestMemory memory, Registration registration, Callsite callsite)
    {
        build.Enable(code, memory, registration, callsite);
        PatchCall(code, callsite.Address, code.Symbols.TryGetValue(design.Entry, out var entry) ? entry : throw new DesignException([NoEntry]));
    }

    Diagnostic NoEntry => new(
        "SIM154", $"the text has no global label '{design.Entry}'", new SourceSpan(design.Text.Name), "Write .global before the label that callsites call.");
}
