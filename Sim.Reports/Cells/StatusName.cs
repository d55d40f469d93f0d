using Sim.Core.Diagnostics;
using Sim.Core.Runs;

namespace Sim.Reports.Cells;

/// <summary>The status of a cell as files write it.</summary>
public static class StatusName
{
    /// <summary>The name in results.csv.</summary>
    public static string Of(CellStatus status) => status switch
    {
        CellStatus.Ok => "ok",
        CellStatus.Unreachable => "unreachable",
        CellStatus.Unsupported => "unsupported",
        CellStatus.Failed => "failed",
        _ => throw new SimBug($"cell status {status} has no name"),
    };
}
