namespace Sim.Core.Kernel.Functions;

/// <summary>The veneers that every module brings along, for its callsites from which no BL reaches the trampoline.</summary>
/// <source key="debian-kernel-icount">Three instructions per call more, on both kernels.</source>
public static class ModulePlt
{
    /// <summary>Built-in routine of the entries, by its path below Sim.Core.</summary>
    public const string Text = "Kernel/Functions/ftrace_plt.s";

    /// <summary>What its instructions are counted as.</summary>
    public const string Region = "veneer";

    /// <summary>Global label of the entry that leads to <paramref name="trampoline"/>.</summary>
    public static string EntryOf(string trampoline) => $"{trampoline}_plt";
}
