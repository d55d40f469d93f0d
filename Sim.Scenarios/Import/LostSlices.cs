using Sim.Core.Kernel;

namespace Sim.Scenarios.Import;

/// <summary>Time slices that the benchmark's thread lost while it was measured: whole ticks in which another task ran.</summary>
/// <param name="Slices">Slices by run, in the order of the runs.</param>
/// <param name="Findings">What was found in each group of runs that lost some.</param>
public sealed record LostSlices(IReadOnlyList<int> Slices, IReadOnlyList<SliceFinding> Findings)
{
    // How much shorter a description must be, in nats, that assumes lost slices: 150 times as likely.
    const double Decisive = 5;

    /// <summary>Nothing was lost.</summary>
    public static LostSlices None(int runs) => new(new int[runs], []);

    /// <summary>Length of a slice of run <paramref name="run"/>; 0 where it lost none.</summary>
    public double SliceNs(int run) => Findings.FirstOrDefault(finding => finding.Runs.Contains(run))?.SliceNs ?? 0;

    /// <summary>Looks for lost slices in <paramref name="runs"/>.</summary>
    /// <param name="runs">Runs of one kernel on one machine.</param>
    /// <param name="ownOps">True if a callsite with one ops calls it directly; false if every one goes through the list; null if unknown.</param>
    /// <param name="tickHz">CONFIG_HZ of the kernel; null if unknown.</param>
    public static LostSlices Find(IReadOnlyList<LogRun> runs, bool? ownOps, int? tickHz)
    {
        var slices = new int[runs.Count];
        var findings = new List<SliceFinding>();
        var groups = Enumerable.Range(0, runs.Count)
            .GroupBy(run => runs[run].Relevant == 0 ? (Tracer: "", OpsFlags.None) : (runs[run].Tracer, runs[run].Flags));
        foreach (var group in groups)
        {
            foreach (var series in SeriesWithSlices([.. group], runs, ownOps, tickHz))
            {
                foreach (var (index, run) in series.Runs.Index())
                    slices[run] = series.Slices!.Slices[index];
                findings.Add(FindingOf(series.Runs, series.Line, [.. series.Runs.Select(run => runs[run])], series.Slices!));
            }
        }

        return new LostSlices(slices, findings);
    }

    // Slices are taken for lost where no way in which a kernel calls explains the runs nearly as well without them.
    static IEnumerable<SeriesExplanation> SeriesWithSlices(int[] group, IReadOnlyList<LogRun> runs, bool? ownOps, int? tickHz)
    {
        var ways = CallSeries.WaysOf(group, runs, ownOps).Select(way => way.Series.Select(series => way.IsPlain
            ? SeriesExplanation.Plain(series, [.. series.Select(run => runs[run])], way.Constant == series)
            : SeriesExplanation.Of(series, [.. series.Select(run => runs[run])], way.Constant == series, Ticks(tickHz))).ToList()).ToList();
        // A cost of its own explains one run for free.
        var parameters = -CostModel.Length(1, 0);
        var machine = ways.MinBy(way => way.Sum(series => series.Machine.Length) + (parameters * way.Count))!;
        var slices = ways.MinBy(way => way.Sum(series => series.Best.Length) + (parameters * way.Count))!;
        var lost = slices.Sum(series => series.Best.Length) + (parameters * slices.Count) + Decisive
            < machine.Sum(series => series.Machine.Length) + (parameters * machine.Count);
        return lost ? slices.Where(series => series.Best == series.Slices) : [];
    }

    // The rates that Linux can be configured with; arm64's default is taken for as likely as the others together.
    static IEnumerable<(int Hz, double Assumed)> Ticks(int? given) => given is { } hz
        ? [(hz, 0)]
        : [(100, Math.Log(6)), (250, Math.Log(2)), (300, Math.Log(6)), (1000, Math.Log(6))];

    static SliceFinding FindingOf(int[] series, CostModel line, IReadOnlyList<LogRun> runs, Explanation found)
    {
        double[] costs = [.. runs.Select(run => (double)run.TotalNs / run.Calls)];
        double[] own = [.. runs.Select((run, index) => (run.TotalNs - (found.Slices[index] * found.SliceNs)) / run.Calls)];
        return new SliceFinding(
            [.. series],
            found.SliceNs,
            line.Fit(own),
            found.Error,
            line.Error(costs, line.Fit(costs)),
            [OtherLength(runs, line, found.SliceNs * 15 / 16), OtherLength(runs, line, found.SliceNs * 17 / 16)]);
    }

    static (double SliceNs, double Error) OtherLength(IReadOnlyList<LogRun> runs, CostModel line, double sliceNs) =>
        (sliceNs, new SliceSearch(runs, line, sliceNs).Best(0)?.Error ?? double.PositiveInfinity);
}
