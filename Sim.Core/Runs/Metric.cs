namespace Sim.Core.Runs;

/// <summary>A figure of a cell that users can print, measure, check and plot; its name is a column of results.csv.</summary>
/// <param name="Name">Column name; part of the contract with users' scripts.</param>
/// <param name="Unit">Unit as printed in headings.</param>
/// <param name="Meaning">One sentence for legends and <c>sim list metrics</c>.</param>
/// <param name="Value">The figure, from a run and its baseline; null where runs of this kind have none.</param>
public sealed record Metric(string Name, string Unit, string Meaning, Func<RunResult, RunResult, double?> Value)
{
    /// <summary>The figure of a cell; null where the cell has no numbers, or none of this kind.</summary>
    public double? Of(CellResult cell) => cell.Run is { } run && cell.Baseline is { } baseline ? Value(run, baseline) : null;

    /// <summary>All metrics, in the order of the columns.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        new("total_ns", "ns", "time of all calls; of an open load, time in which the core was not idle", (run, _) => run.TotalNs),
        new("per_call_ns", "ns", "time per call", (run, _) => run.TotalNs / run.Calls),
        new("overhead_ns", "ns", "time per call above that of the same cell with no tracer registered",
            (run, baseline) => (run.TotalNs / run.Calls) - (baseline.TotalNs / baseline.Calls)),
        new("cycles_per_call", "cycles", "core clock cycles per call", (run, _) => PerCall(run.Cycles, run)),
        new("instructions_per_call", "instructions", "instructions retired per call", (run, _) => PerCall(run.Instructions, run)),
        new("added_instructions_per_call", "instructions", "instructions per call above those of the same cell with no tracer registered",
            (run, baseline) => PerCall(run.Instructions, run) - PerCall(baseline.Instructions, baseline)),
        new("ipc", "instructions/cycle", "instructions retired per cycle", (run, _) => (double)run.Instructions / run.Cycles),
        new("branch_mispredicts_per_call", "mispredicts", "branches predicted wrongly per call",
            (run, _) => PerCall(run.BranchMispredicts, run)),
        new("l1i_misses_per_call", "misses", "first-level instruction cache misses per call", (run, _) => PerCall(run.L1IMisses, run)),
        new("l1d_misses_per_call", "misses", "first-level data cache misses per call", (run, _) => PerCall(run.L1DMisses, run)),
        new("l2_misses_per_call", "misses", "second-level cache misses per call", (run, _) => PerCall(run.L2Misses, run)),
        new("itlb_misses_per_call", "misses", "first-level instruction TLB misses per call", (run, _) => PerCall(run.ItlbMisses, run)),
        new("dtlb_misses_per_call", "misses", "first-level data TLB misses per call", (run, _) => PerCall(run.DtlbMisses, run)),
        new("forwarding_failures_per_call", "loads", "loads per call that had to wait for a store to reach the cache",
            (run, _) => PerCall(run.ForwardingFailures, run)),
        new("calls_per_second", "1/s", "calls per second, whatever else happened meanwhile and idle time included", (run, _) => run.Calls * 1e9 / run.ElapsedNs),
        new("calls_direct_share", "share", "share of calls that entered a tracer by the callsite's own branch and trampoline",
            (run, _) => PerCall(run.CallsByPath.Direct, run)),
        new("calls_list_share", "share", "share of calls that walked the list of all registered ops", (run, _) => PerCall(run.CallsByPath.List, run)),
        new("calls_veneer_share", "share", "share of calls that entered a tracer through the module's PLT entry, without the list",
            (run, _) => PerCall(run.CallsByPath.Veneer, run)),
        new("calls_untraced_share", "share", "share of calls that neither entered a tracer nor walked the list",
            (run, _) => PerCall(run.CallsByPath.Untraced, run)),
        new("others_ns", "ns", "time in which ticks, interrupts or another task had the core", (run, _) => run.OthersNs),
        new("attach_ns", "ns", "time of tasks that attached or detached tracers, beside others_ns", (run, _) => run.Course.AttachNs),
        new("utilisation_percent", "%", "share of the time in which the core was not idle; this and all below: of open loads only",
            (run, _) => run.OpenLoad is { } load ? 100.0 * run.Cycles / (run.Cycles + load.IdleCycles) : null),
        new("wait_mean_ns", "ns", "mean time from a call's arrival to its beginning", (run, _) => run.OpenLoad?.WaitMeanNs),
        new("response_mean_ns", "ns", "mean time from a call's arrival to its end", (run, _) => run.OpenLoad?.ResponseMeanNs),
        new("response_median_ns", "ns", "half of the calls had no longer response time", (run, _) => run.OpenLoad?.Responses.MedianNs),
        new("response_p99_ns", "ns", "99 of 100 calls had no longer response time", (run, _) => run.OpenLoad?.Responses.P99Ns),
        new("response_longest_ns", "ns", "longest time from a call's arrival to its end", (run, _) => run.OpenLoad?.Responses.LongestNs),
        new("response_added_ns", "ns", "mean response time above that of the same cell with no tracer registered",
            (run, baseline) => run.OpenLoad?.ResponseMeanNs - baseline.OpenLoad?.ResponseMeanNs),
        new("queue_longest", "calls", "calls that waited at the same time, at most", (run, _) => run.OpenLoad?.QueueLongest),
    ];

    /// <summary>The metric of that name, or null.</summary>
    public static Metric? Find(string name) => All.FirstOrDefault(metric => metric.Name == name);

    static double PerCall(long events, RunResult run) => (double)events / run.Calls;
}
