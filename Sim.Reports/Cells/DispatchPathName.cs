using Sim.Core.Diagnostics;
using Sim.Core.Runs;

namespace Sim.Reports.Cells;

/// <summary>The way of a cell's calls as files write it.</summary>
public static class DispatchPathName
{
    /// <summary>The name in results.csv.</summary>
    public static string Of(DispatchPath way) => way switch
    {
        DispatchPath.Untraced => "untraced",
        DispatchPath.Direct => "direct",
        DispatchPath.Veneer => "veneer",
        DispatchPath.Fallback => "fallback",
        DispatchPath.List => "list",
        DispatchPath.Mixed => "mixed",
        _ => throw new SimBug($"way {way} has no name"),
    };
}
