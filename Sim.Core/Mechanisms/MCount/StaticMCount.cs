using Sim.Core.A64;
using Sim.Core.Kernel.Build;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Mechanisms.MCount;

/// <summary>
/// <c>gcc -pg</c> without DYNAMIC_FTRACE: every function calls <c>_mcount</c> at every call, which asks whether there is a tracer. Nothing is
/// patched, there are no filters, and each tracer is called for every function.
/// </summary>
static class StaticMCount
{
    public static IReadOnlyList<Routine> Routines(KernelBuild build) =>
    [
        new("Mechanisms/MCount/mcount_static.s", build.Addresses.FtraceCaller),
        new("Mechanisms/MCount/list_func_static.s", build.Addresses.ListFunc),
        new("Mechanisms/ListFunc/rcu_is_watching.s", null),
    ];

    /// <summary>Sets what <c>_mcount</c> calls: <c>ftrace_stub</c> while no function is traced.</summary>
    public static void CallWhenAsked(CodeImage code, GuestMemory memory, string function) =>
        memory.Write(code.Symbols["ftrace_trace_function"], code.Symbols[function], 8);
}
