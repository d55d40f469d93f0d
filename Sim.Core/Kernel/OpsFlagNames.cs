namespace Sim.Core.Kernel;

/// <summary>The names of <see cref="OpsFlags"/> in files: scenarios, measurements and results.</summary>
public static class OpsFlagNames
{
    /// <summary>Flags by name; <c>none</c> is the empty set.</summary>
    public static IReadOnlyDictionary<string, OpsFlags> All { get; } = new Dictionary<string, OpsFlags>
    {
        ["none"] = OpsFlags.None,
        ["save_regs"] = OpsFlags.SaveRegs,
        ["recursion"] = OpsFlags.Recursion,
        ["rcu"] = OpsFlags.Rcu,
    };

    /// <summary><c>none</c>, or the names of the set flags joined by <c>+</c>.</summary>
    public static string Of(OpsFlags flags) => flags == OpsFlags.None
        ? "none"
        : string.Join('+', All.Where(flag => flag.Value != OpsFlags.None && flags.HasFlag(flag.Value)).Select(flag => flag.Key));
}
