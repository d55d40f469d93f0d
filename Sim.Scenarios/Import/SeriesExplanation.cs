namespace Sim.Scenarios.Import;

/// <summary>The best explanations of a series of runs.</summary>
/// <param name="Runs">Indices of the runs.</param>
/// <param name="Line">The law of their cost.</param>
/// <param name="Machine">Without lost time slices: a line, perhaps with a cliff.</param>
/// <param name="Slices">With lost time slices; null if they explain nothing.</param>
sealed record SeriesExplanation(int[] Runs, CostModel Line, Explanation Machine, Explanation? Slices)
{
    /// <summary>The shorter one.</summary>
    public Explanation Best => Slices is { } slices && slices.Length < Machine.Length ? slices : Machine;

    /// <summary>Explains <paramref name="runs"/>.</summary>
    /// <param name="indices">Their indices.</param>
    /// <param name="runs">Runs whose cost has one law.</param>
    /// <param name="isConstant">True if this law is a constant.</param>
    /// <param name="ticks">Ticks per second that slices may have, and what it takes to tell them, in nats.</param>
    public static SeriesExplanation Of(int[] indices, IReadOnlyList<LogRun> runs, bool isConstant, IEnumerable<(int Hz, double Assumed)> ticks)
    {
        var plain = Plain(indices, runs, isConstant);
        var line = plain.Line;
        if (line.Terms >= runs.Count)
            return plain;

        double[] costs = [.. runs.Select(run => (double)run.TotalNs / run.Calls)];
        var cliff = isConstant ? null : CliffSearch.Best(runs, line, costs);
        var slices = ticks.Select(tick => new SliceSearch(runs, line, 1e9 / tick.Hz).Best(tick.Assumed))
            .OfType<Explanation>().Where(found => found.HasSlices).MinBy(found => found.Length);
        return plain with { Machine = cliff is not null && cliff.Length < plain.Machine.Length ? cliff : plain.Machine, Slices = slices };
    }

    /// <summary>Explains <paramref name="runs"/> by a line, or a constant.</summary>
    public static SeriesExplanation Plain(int[] indices, IReadOnlyList<LogRun> runs, bool isConstant)
    {
        var line = isConstant ? CostModel.Constant(runs) : CostModel.Linear(runs);
        double[] costs = [.. runs.Select(run => (double)run.TotalNs / run.Calls)];
        var error = line.Error(costs, line.Fit(costs));
        return new(indices, line, new(CostModel.Length(runs.Count, error), error, [.. runs.Select(_ => 0)], 0, null), null);
    }
}
