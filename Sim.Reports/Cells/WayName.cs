using Sim.Core.Diagnostics;
using Sim.Core.Runs;

namespace Sim.Reports.Cells;

/// <summary>The way of a cell's calls as files write it.</summary>
public static class WayName
{
    /// <summary>The name in results.csv.</summary>
    public static string Of(CallWay way) => way switch
    {
        CallWay.Untraced => "untraced",
        CallWay.Direct => "direct",
        CallWay.Veneer => "veneer",
        CallWay.Fallback => "fallback",
        CallWay.List => "list",
        CallWay.Mixed => "mixed",
        _ => throw new SimBug($"way {way} has no name"),
    };
}
