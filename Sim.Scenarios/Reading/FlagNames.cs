using Sim.Core.Kernel;

namespace Sim.Scenarios.Reading;

/// <summary>Reads flags of an ops.</summary>
static class FlagNames
{
    /// <summary>One name or a list of names; null after reporting a mistake.</summary>
    public static OpsFlags? Read(Node node, ValueReader values)
    {
        OpsFlags? flags = OpsFlags.None;
        foreach (var item in node is Sequence list ? list.Items : [node])
            flags = values.Name(item, "flag", [.. OpsFlagNames.All.Keys]) is { } name ? flags | OpsFlagNames.All[name] : null;
        return flags;
    }
}
