using Sim.Core.Runs;

namespace Sim.Reports.Remarks;

/// <summary>Overhead without the time in which ticks, interrupts or another task had the core: what tracing itself costs a call.</summary>
/// <remarks>The metric <c>overhead_ns</c> has their time, because clocks outside the kernel measure it too.</remarks>
static class OwnOverhead
{
    static readonly Metric OverheadNs = Metric.Find("overhead_ns")!;

    /// <summary>Nanoseconds a call. Null where the cell has no numbers.</summary>
    public static double? Of(CellResult cell) => OverheadNs.Of(cell) is { } ns ? ns - OthersNs(cell.Run!) + OthersNs(cell.Baseline!) : null;

    static double OthersNs(RunResult run) => run.OthersNs / run.Calls;
}
