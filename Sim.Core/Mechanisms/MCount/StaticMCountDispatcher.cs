using Sim.Core.A64;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Mechanisms.MCount;

/// <summary>
/// <c>gcc -pg</c> without DYNAMIC_FTRACE: every function calls <c>_mcount</c> at every call, which asks whether there is a tracer. Nothing is
/// patched, there are no filters, and each tracer is called for every function.
/// </summary>
public sealed class StaticMCountDispatcher(KernelBuild build) : Dispatcher
{
    public override IReadOnlyList<Routine> Routines =>
    [
        new("Mechanisms/MCount/mcount_static.s", build.Addresses.FtraceCaller),
        new("Mechanisms/MCount/list_func_static.s", build.Addresses.ListFunc),
        new("Mechanisms/ListFunc/rcu_is_watching.s", null),
    ];

    public override void Prepare(CodeImage code, GuestMemory memory) =>
        memory.Write(code.Symbols["ftrace_trace_function"], code.Symbols["ftrace_stub"], 8);

    public override void Enable(CodeImage code, GuestMemory memory, Registration registration, Callsite callsite) =>
        memory.Write(code.Symbols["ftrace_trace_function"], code.Symbols[ListFunc.ListWalk.Symbol], 8);
}
