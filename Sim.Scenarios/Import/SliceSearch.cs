using MathNet.Numerics.LinearAlgebra;

namespace Sim.Scenarios.Import;

/// <summary>Costs that are linear in the number of ops, with whole time slices added to some of the runs.</summary>
/// <remarks>
/// The line goes through few runs at a time, each of which may have lost up to three slices; the other runs then say how many they lost.
/// The line that leaves the shortest description is fitted again to all runs.
/// </remarks>
sealed class SliceSearch(IReadOnlyList<LogRun> runs, CostModel line, double sliceNs)
{
    const int MaxAnchors = 16;
    const int MaxAnchorSlices = 3;
    const double SlopeOfNothing = 0.01;

    // One more relevant ops is one more call and return: at the very least this share of what is paid in any case.
    const double LeastSlopeOfCalls = 0.1;

    // Fitting moves the line a little, which may move a run to another number of slices; it settles at once or never.
    const int MaxRefits = 8;

    // The slope of relevant ops is then the first.
    readonly bool _relevantVary = runs.Select(run => run.Relevant).Distinct().Count() > 1;

    readonly double[] _totals = [.. runs.Select(run => (double)run.TotalNs)];

    /// <summary>The best line and numbers of slices; null if no line goes through the runs.</summary>
    /// <param name="assumed">What it takes to tell the length of the slice, in nats.</param>
    public Explanation? Best(double assumed)
    {
        Explanation? best = null;
        foreach (var anchors in Combinations(Anchors(), line.Terms))
        {
            var rows = Matrix<double>.Build.DenseOfRowArrays(anchors.Select(anchor => line.Rows[anchor]));
            if (Math.Abs(rows.Determinant()) < 1e-6)
                continue;
            var inverse = rows.Inverse();
            foreach (var slices in Numbers(anchors.Length))
            {
                var costs = Vector<double>.Build.Dense(anchors.Length, i => Cost(anchors[i], slices[i]));
                if (costs.Any(cost => cost <= 0))
                    continue;
                if (Explain([.. inverse * costs], assumed) is { } found && (best is null || found.Length < best.Length))
                    best = found;
            }
        }

        return best is null ? null : Refit(best, assumed);
    }

    // One run of each situation, the fastest: it lost least. Of many situations, some at even distances.
    List<int> Anchors()
    {
        var fastest = Enumerable.Range(0, runs.Count)
            .GroupBy(run => (runs[run].Relevant, runs[run].Irrelevant))
            .Select(group => group.MinBy(run => Cost(run, 0)))
            .OrderBy(run => Cost(run, 0)).ToList();
        return fastest.Count <= MaxAnchors
            ? fastest
            : [.. Enumerable.Range(0, MaxAnchors).Select(i => fastest[i * (fastest.Count - 1) / (MaxAnchors - 1)])];
    }

    double Cost(int run, int slices) => (_totals[run] - (slices * sliceNs)) / runs[run].Calls;

    Explanation? Explain(double[] coefficients, double assumed)
    {
        // No ops is called for less than nothing; where ops cost nothing, errors of measurement make a slope of either sign.
        if (coefficients[1..].Any(slope => slope < -SlopeOfNothing * Math.Abs(coefficients[0])))
            return null;
        if (_relevantVary && coefficients.Length > 1 && coefficients[1] < LeastSlopeOfCalls * Math.Abs(coefficients[0]))
            return null;
        var slices = new int[runs.Count];
        var sum = 0.0;
        for (var run = 0; run < runs.Count; run++)
        {
            var total = line.CostOf(run, coefficients) * runs[run].Calls;
            if (total <= 0)
                return null;
            slices[run] = (int)Math.Clamp(Math.Round((_totals[run] - total) / sliceNs), 0, int.MaxValue);
            var own = _totals[run] - (slices[run] * sliceNs);
            var error = own > 0 ? (own - total) / own : 1;
            sum += error * error;
            if (slices[run] > 0)
                assumed += Math.Log(2 * (1 + (_totals[run] / sliceNs)));
        }

        var rms = Math.Sqrt(sum / runs.Count);
        return new Explanation(CostModel.Length(runs.Count, rms) + assumed, rms, slices, sliceNs, null);
    }

    Explanation Refit(Explanation found, double assumed)
    {
        for (var refit = 0; refit < MaxRefits; refit++)
        {
            double[] costs = [.. found.Slices.Select((slices, run) => Cost(run, slices))];
            if (costs.Any(cost => cost <= 0) || Explain(line.Fit(costs), assumed) is not { } better || better.Length >= found.Length)
                break;
            found = better;
        }

        return found;
    }

    static IEnumerable<int[]> Combinations(List<int> items, int size, int first = 0)
    {
        if (size == 0)
            return [[]];
        return Enumerable.Range(first, Math.Max(0, items.Count - first))
            .SelectMany(i => Combinations(items, size - 1, i + 1).Select(rest => (int[])[items[i], .. rest]));
    }

    static IEnumerable<int[]> Numbers(int size) =>
        Enumerable.Range(0, (int)Math.Pow(MaxAnchorSlices + 1, size))
            .Select(code => Enumerable.Range(0, size).Select(i => code >> (2 * i) & MaxAnchorSlices).ToArray());
}
