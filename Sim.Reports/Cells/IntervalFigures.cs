using Sim.Core.Runs;

namespace Sim.Reports.Cells;

/// <summary>What is computed from an interval and the cell that it belongs to.</summary>
static class IntervalFigures
{
    static readonly Metric CallsPerSecond = Metric.Find("calls_per_second")!;

    /// <summary>Calls per second of the same cell with no tracer registered, over its whole run. Null without numbers.</summary>
    public static double? BaselineCallsPerSecond(CellResult cell) => CallsPerSecond.Of(cell with { Run = cell.Baseline });

    /// <summary>
    /// Time per call above the baseline's over its whole run, in percent of it. Idle time and the time that others had are no part of either. Null where no call ended.
    /// </summary>
    public static double? OverheadPercent(CellResult cell, IntervalResult interval) => interval.Calls.Total > 0 && cell.Baseline is { } baseline
        ? (((interval.EndNs - interval.StartNs - interval.IdleNs - interval.OthersNs) / interval.Calls.Total / ((baseline.TotalNs - baseline.OthersNs) / baseline.Calls)) - 1) * 100
        : null;

    /// <summary>Name and share of each way among the interval's calls; null where no call ended.</summary>
    public static IEnumerable<(string Name, double? Share)> Shares(IntervalResult interval)
    {
        var calls = interval.Calls;
        foreach (var (name, count) in ((string, long)[])[("direct", calls.Direct), ("list", calls.List), ("veneer", calls.Veneer), ("untraced", calls.Untraced)])
            yield return (name, calls.Total > 0 ? (double)count / calls.Total : null);
    }
}
