using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Factors;

namespace Sim.Reports.Remarks;

/// <summary>Answers from overheads: what one more tracer of some kind costs, else what tracing costs.</summary>
static class CostAnswer
{
    const string Strategy = "strategy";

    // Strategies are what readers compare, unless another factor matters far more.
    const double LeastShareOfInfluence = 0.25;

    static readonly Metric OverheadNs = Metric.Find("overhead_ns")!;

    /// <summary>What the changes of captured kernels save a call. Null where nothing is patched.</summary>
    public static Answer? Patched(CellTable table)
    {
        var pairs = PatchedPair.Of(table);
        if (pairs.Count == 0)
            return null;
        var saves = pairs.All(pair => pair.SavedNs >= 0);
        var subject = saves ? "The patch saves a call" : pairs.All(pair => pair.SavedNs < 0) ? "The patch costs a call" : "The patch changes the time of a call by";
        return Of([subject], CellTable.Of([.. pairs.Select(pair => pair.Original)]), [.. pairs.Select(pair => (double?)(saves ? pair.SavedNs : -pair.SavedNs))]);
    }

    /// <summary>What one more tracer costs a call: an unrelated one, else one of the same function, else one of a tool. Null where no number of tracers is swept.</summary>
    public static Answer? PerTracer(CellTable table)
    {
        foreach (var count in table.Factors.Where(factor => factor.IsNumeric && IsCount(factor)).OrderBy(Rank).ThenByDescending(factor => factor.Values.Count))
        {
            var slopes = TracerSlope.Of(table, count, OverheadNs);
            if (slopes.Count == 0)
                continue;
            var covered = CellTable.Of([.. slopes.SelectMany(slope => slope.Cells)]);
            var of = slopes.SelectMany(slope => slope.Cells.Select(_ => slope)).ToList();
            return Sentence([SubjectOf(count)], covered, covered.Find(Strategy), [.. of.Select(slope => (slope.LowNs, slope.HighNs))], [count.Factor.Name]).Answer();
        }

        return null;
    }

    /// <summary>What tracing costs a call, by strategy or by what matters more. Null where no cell has numbers.</summary>
    public static Answer? Range(CellTable table)
    {
        var known = table.Where(cell => OverheadNs.Of(table.Cells[cell]) is not null);
        return known.Cells.Count == 0 ? null : Of([SubjectOf(known), "Tracing costs a call"], known, [.. known.Cells.Select(OverheadNs.Of)]);
    }

    static Answer Of(IReadOnlyList<string> subjects, CellTable table, IReadOnlyList<double?> values) =>
        Sentence(subjects, table, MainFactor(table, values), [.. values.Select(value => (value!.Value, value.Value))], []).Answer();

    // A part for each value of the main factor; ranges are over all others but those that are named.
    static CostSentence Sentence(IReadOnlyList<string> subjects, CellTable table, CellFactor? main, IReadOnlyList<(double Low, double High)> costs, IReadOnlyList<string> named)
    {
        List<CostPart> parts =
        [
            .. from cell in Enumerable.Range(0, table.Cells.Count)
               group cell by main?.Codes[cell] ?? 0 into same
               orderby same.Key
               select new CostPart(
                   main is null ? NameOfStrategy(table.Cells[same.First()]) : NameOf(main, same.Key),
                   same.Min(cell => costs[cell].Low),
                   same.Max(cell => costs[cell].High),
                   same.All(cell => table.Cells[cell].Validated)),
        ];
        return new(subjects, parts, Over(table, [main?.Factor.Name ?? "", .. named]))
        {
            IsUnvalidated = main is not null && (main.Factor.Name == Strategy ? SharedWay.Of(table.Cells).IsUnvalidated : table.Cells.All(cell => !cell.Validated)),
        };
    }

    static CellFactor? MainFactor(CellTable table, IReadOnlyList<double?> values)
    {
        var influence = table.Factors.Where(factor => !factor.IsNumeric).Select(factor => (Factor: factor, Share: ExplainedShare.Of(factor, values))).ToList();
        if (influence.Count == 0)
            return null;
        var most = influence.MaxBy(factor => factor.Share);
        var strategy = influence.FirstOrDefault(factor => factor.Factor.Factor.Name == Strategy);
        return strategy.Factor is not null && strategy.Share >= LeastShareOfInfluence * most.Share ? strategy.Factor : most.Factor;
    }

    static bool IsCount(CellFactor factor) => factor.Factor.Name is "relevant" or "irrelevant" || factor.Factor.Title.StartsWith("tracers of ", StringComparison.Ordinal);

    static int Rank(CellFactor factor) => factor.Factor.Name switch { "irrelevant" => 0, "relevant" => 1, _ => 2 };

    static string SubjectOf(CellFactor count) => count.Factor.Name switch
    {
        "irrelevant" => "An unrelated tracer costs a call",
        "relevant" when count.Values is [{ Number: 1 }, { Number: 2 }] => "A second tracer costs a call",
        "relevant" => "One more tracer costs a call",
        _ => $"One more '{count.Factor.Name}' tracer costs a call",
    };

    static string SubjectOf(CellTable table)
    {
        var specs = table.Cells.Select(cell => cell.Spec).ToList();
        if (specs.All(spec => spec.Population is not null))
            return specs.All(spec => spec.Tools.All.All(tool => tool.Filter.ToString() == "all")) ? "Tracing every function costs a call" : "Tracing costs a call";
        return specs.All(spec => spec is { RelevantTracers: 1, IrrelevantTracers: 0 }) ? "One tracer costs a call" : "Tracing costs a call";
    }

    static string NameOfStrategy(CellResult cell) => $"under {cell.Strategy}{(cell.Validated ? "" : $" ({CellGroup.UnvalidatedMark})")}";

    static string NameOf(CellFactor factor, int code)
    {
        var value = factor.Values[code];
        var preposition = factor.Factor.Name switch { Strategy => "under", "core" => "on", _ => "with" };
        return $"{preposition} {(value.Label.Length > 0 ? value.Label : value.Text)}";
    }

    static string Span(Factor factor, string low, string high) =>
        factor.Unit.Length == 0 && !factor.Title.Contains('.', StringComparison.Ordinal) ? $"{low} to {high} {factor.Title}"
        : char.IsDigit(high[^1]) && factor.Unit.Length > 0 ? $"{factor.Title} {low} to {high} {factor.Unit}"
        : $"{factor.Title} {low} to {high}";

    // Such as: 2 cores and 0 to 20,000 polluted lines.
    static string Over(CellTable table, IReadOnlyList<string> named) => string.Join(" and ", table.Factors
        .Where(factor => !named.Contains(factor.Factor.Name))
        .Select(factor => factor.IsNumeric
            ? Span(factor.Factor, factor.Values[0].Text, factor.Values[^1].Text)
            : $"{NumberText.Integer(factor.Values.Count)} {factor.Factor.Plural}"));
}
