using Sim.Core.Kernel.Build;

namespace Sim.Core.Mechanisms.ListFunc;

/// <summary>The list function, which all strategies fall back on.</summary>
public static class ListWalk
{
    /// <summary>Its entry point.</summary>
    public const string Symbol = "arch_ftrace_ops_list_func";

    /// <summary>Entry point of the function that guards an ops outside of the list.</summary>
    public const string AssistSymbol = "ftrace_ops_assist_func";

    /// <summary>A build's list function at its place in the kernel image, and after it what it calls.</summary>
    /// <guess>Two builds were recorded, 6.1 and 6.12. All that fill a pt_regs are taken as the first, all later ones as the second.</guess>
    public static IReadOnlyList<Routine> Routines(KernelBuild build) =>
    [
        new(build.FillsPtRegs ? "Mechanisms/ListFunc/list_func_6.1.s" : "Mechanisms/ListFunc/list_func_6.12.s", build.Addresses.ListFunc),
        new("Mechanisms/ListFunc/hash_contains_ip.s", null),
        new("Mechanisms/ListFunc/rcu_is_watching.s", null),
        new("Mechanisms/ListFunc/ftrace_ops_assist_func.s", null),
    ];
}
