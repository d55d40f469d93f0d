using Sim.Core.Kernel;

namespace Sim.Scenarios.Reading;

/// <summary>Names of <see cref="OpsFlags"/> in files.</summary>
static class FlagNames
{
    /// <summary>Flags by name; <c>none</c> is the empty set.</summary>
    public static IReadOnlyDictionary<string, OpsFlags> All { get; } = new Dictionary<string, OpsFlags>
    {
        ["none"] = OpsFlags.None,
        ["save_regs"] = OpsFlags.SaveRegs,
        ["recursion"] = OpsFlags.Recursion,
        ["rcu"] = OpsFlags.Rcu,
    };

    /// <summary>One name or a list of names; null after reporting a mistake.</summary>
    public static OpsFlags? Read(Node node, ValueReader values)
    {
        OpsFlags? flags = OpsFlags.None;
        foreach (var item in node is Sequence list ? list.Items : [node])
            flags = values.Name(item, "flag", [.. All.Keys]) is { } name ? flags | All[name] : null;
        return flags;
    }
}
