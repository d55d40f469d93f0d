using Sim.Core.Kernel;

namespace Sim.Scenarios.Import;

/// <summary>Time slices that the benchmark's thread lost while it was measured: whole ticks in which another task ran.</summary>
/// <param name="Slices">Slices by run, in the order of the runs.</param>
/// <param name="Findings">What was found in each group of runs that lost some.</param>
public sealed record LostSlices(IReadOnlyList<int> Slices, IReadOnlyList<SliceFinding> Findings)
{
    // How much shorter a description must be, in nats, that assumes more than one line through all runs: 150 times as likely.
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
            foreach (var series in Split([.. group], runs, ownOps, tickHz))
            {
                var found = Explain([.. series.Select(run => runs[run])], tickHz);
                if (!found.HasSlices)
                    continue;
                foreach (var (index, run) in series.Index())
                    slices[run] = found.Slices[index];
                findings.Add(FindingOf(series, [.. series.Select(run => runs[run])], found));
            }
        }

        return new LostSlices(slices, findings);
    }

    // Callsites with one ops may have a path of their own. Where nobody says, the shorter description of the runs does.
    static IReadOnlyList<int[]> Split(int[] group, IReadOnlyList<LogRun> runs, bool? ownOps, int? tickHz)
    {
        var first = runs[group[0]];
        int[] one = [.. group.Where(run => runs[run].Relevant == 1)];
        int[] several = [.. group.Where(run => runs[run].Relevant > 1)];
        var direct = ownOps is not false && first.Relevant > 0 && (first.Flags & (OpsFlags.Recursion | OpsFlags.Rcu)) == 0;
        if (!direct || one.Length == 0 || several.Length == 0)
            return [group];
        if (ownOps is true || Length(one) + Length(several) + Decisive < Length(group))
            return [one, several];
        return [group];

        double Length(int[] series) => Explain([.. series.Select(run => runs[run])], tickHz).Length;
    }

    static Explanation Explain(IReadOnlyList<LogRun> runs, int? tickHz)
    {
        var line = CostModel.Linear(runs);
        double[] costs = [.. runs.Select(run => (double)run.TotalNs / run.Calls)];
        var error = line.Error(costs, line.Fit(costs));
        var plain = new Explanation(CostModel.Length(runs.Count, error), error, [.. runs.Select(_ => 0)], 0, null);
        if (line.Terms >= runs.Count)
            return plain;

        var machine = CliffSearch.Best(runs, line, costs) is { } cliff && cliff.Length < plain.Length ? cliff : plain;
        var best = Ticks(tickHz)
            .Select(tick => new SliceSearch(runs, line, 1e9 / tick.Hz).Best(tick.Assumed))
            .OfType<Explanation>().MinBy(found => found.Length);
        return best is { HasSlices: true } && best.Length + Decisive < machine.Length ? best : machine;
    }

    // The rates that Linux can be configured with; arm64's default is taken for as likely as the others together.
    static IEnumerable<(int Hz, double Assumed)> Ticks(int? given) => given is { } hz
        ? [(hz, 0)]
        : [(100, Math.Log(6)), (250, Math.Log(2)), (300, Math.Log(6)), (1000, Math.Log(6))];

    static SliceFinding FindingOf(int[] series, IReadOnlyList<LogRun> runs, Explanation found)
    {
        var line = CostModel.Linear(runs);
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
