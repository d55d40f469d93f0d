namespace Sim.Scenarios.Import;

/// <summary>Costs that are linear in the number of ops, and rise from some number on: a cache that became too small.</summary>
/// <remarks>A machine can do that, so time slices must explain the runs decisively better.</remarks>
static class CliffSearch
{
    /// <summary>The best position and size of a cliff; null where no cliff helps.</summary>
    public static Explanation? Best(IReadOnlyList<LogRun> runs, CostModel line, IReadOnlyList<double> costs)
    {
        var ops = runs.Select(run => run.Relevant + run.Irrelevant).ToList();
        List<int> positions = [.. ops.Distinct().Order().SkipLast(1)];
        return positions.SelectMany(position => At(position)).MinBy(explanation => explanation.Length);

        IEnumerable<Explanation> At(int position)
        {
            double[] jump = [.. ops.Select(count => count > position ? 1.0 : 0)];
            double[] slope = [.. ops.Select(count => (double)Math.Max(0, count - position))];
            foreach (var model in (CostModel[])[line.With(slope), line.With(jump), line.With(jump).With(slope)])
            {
                if (model.Terms >= runs.Count)
                    continue;
                var found = model.Fit(costs);
                // No cache makes more ops cheaper; terms that the runs cannot tell apart come out as no number.
                if (found.Any(coefficient => !double.IsFinite(coefficient)) || found[line.Terms..].Any(coefficient => coefficient < 0))
                    continue;
                var error = model.Error(costs, found);
                var assumed = Math.Log(positions.Count) + (0.5 * (model.Terms - line.Terms) * Math.Log(runs.Count));
                yield return new Explanation(CostModel.Length(runs.Count, error) + assumed, error, [.. runs.Select(_ => 0)], 0, position);
            }
        }
    }
}
