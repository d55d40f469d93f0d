using Sim.Core.Kernel;

namespace Sim.Reports.Cells;

/// <summary>The flags of an ops as files write them.</summary>
public static class OpsFlagsName
{
    /// <summary><c>none</c>, or the names of the set flags joined by <c>+</c>.</summary>
    public static string Of(OpsFlags flags)
    {
        if (flags == OpsFlags.None)
            return "none";

        List<string> names = [];
        if (flags.HasFlag(OpsFlags.SaveRegs))
            names.Add("save_regs");
        if (flags.HasFlag(OpsFlags.Recursion))
            names.Add("recursion");
        if (flags.HasFlag(OpsFlags.Rcu))
            names.Add("rcu");
        return string.Join('+', names);
    }
}
