using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Remarks;

/// <summary>Open loads of which more arrives than the core can serve: their response times grow for as long as the run lasts.</summary>
public static class Overload
{
    /// <summary>A remark on the cell. Null where the load is closed or the core keeps up.</summary>
    public static string? Of(CellResult cell)
    {
        if (cell is not { Spec.Arrivals: { } arrivals, Run: { } run })
            return null;
        var load = 1000 * run.TotalNs / run.Calls / arrivals.Every;
        return load < 1 ? null : $"overload: {NumberText.Significant(load)} times what the core can serve, response times grow with the run";
    }
}
