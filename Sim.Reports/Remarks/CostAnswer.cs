using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Factors;

namespace Sim.Reports.Remarks;

/// <summary>Answers from overheads: what one more tracer of some kind costs, else what tracing costs.</summary>
static class CostAnswer
{
    const string Strategy = "strategy";
    const string OneTracer = "One tracer costs a call";

    // Strategies are what readers compare, unless another factor matters far more.
    const double LeastShareOfInfluence = 0.25;

    const int RankOfTools = 2;

    /// <summary>What one more tracer costs a call: an unrelated one, else one of the same function, else one of a tool. Null where no number of tracers is swept.</summary>
    public static Answer? PerTracer(CellTable table)
    {
        var answers = table.Factors.Where(factor => factor.IsNumeric && IsCount(factor)).OrderBy(Rank).ThenByDescending(factor => factor.Values.Count)
            .Select(count => (IsTool: Rank(count) == RankOfTools, Answer: PerTracer(table, count))).Where(answer => answer.Answer is not null).ToList();
        if (answers.Count == 0)
            return null;
        var first = answers[0].Answer!;
        var others = answers[0].IsTool ? answers.Skip(1).Select(other => $" {other.Answer!.Title}.") : [];
        return first with { Rest = $"{first.Rest}{string.Concat(others)}".TrimStart() };
    }

    static Answer? PerTracer(CellTable table, CellFactor count)
    {
        var slopes = TracerSlope.Of(table, count);
        if (slopes.Count == 0)
            return null;
        if (First(table, slopes, count) is { } first)
            return first;
        var covered = CellTable.Of([.. slopes.SelectMany(slope => slope.Cells)]);
        var of = slopes.SelectMany(slope => slope.Cells.Select(_ => slope)).ToList();
        return Sentence(SubjectsOf(count), covered, covered.Find(Strategy), [.. of.Select(slope => slope.Cost)], [count.Factor.Name], table).Answer();
    }

    // Where one more costs about the same under all strategies, it is the first that tells them apart.
    static Answer? First(CellTable table, IReadOnlyList<TracerSlope> slopes, CellFactor count)
    {
        var first = CellTable.Of([.. slopes.Select(slope => slope.Cells[0])]);
        if (count.Factor.Name != "relevant" || table.Find(Strategy) is null || SubjectOf(first) != OneTracer
            || Spread(slopes, slope => OwnOverhead.Of(slope.Cells[0])!.Value) <= Spread(slopes, slope => slope.Cost.MeanNs))
            return null;
        var answer = Of([OneTracer], first, [.. first.Cells.Select(OwnOverhead.Of)]);
        var (low, high) = CostRange.Over([.. slopes.Select(slope => slope.Cost)]);
        var more = $"{SubjectsOf(count)[0]} {CostSentence.TextOf(low, high)}.";
        return answer with { Rest = $"{answer.Rest} {more}".TrimStart() };
    }

    // From the strategy with the least to that with the most, as a ratio; infinite from nothing to something.
    static double Spread(IReadOnlyList<TracerSlope> slopes, Func<TracerSlope, double> ns)
    {
        var means = slopes.GroupBy(slope => NameOfStrategy(slope.Cells[0])).Select(strategy => strategy.Average(ns)).ToList();
        return means.Count < 2 || CostSentence.IsNothing(means.Max()) ? 1 : means.Min() <= 0 || CostSentence.IsNothing(means.Min()) ? double.PositiveInfinity : means.Max() / means.Min();
    }

    /// <summary>What tracing costs a call, by strategy or by what matters more. Null where no cell has numbers.</summary>
    public static Answer? Range(CellTable table)
    {
        var known = table.Where(cell => OwnOverhead.Of(table.Cells[cell]) is not null);
        return known.Cells.Count == 0 ? null : Of([SubjectOf(known), "Tracing costs a call"], known, [.. known.Cells.Select(OwnOverhead.Of)], table);
    }

    /// <summary>What something else costs the calls of a table's cells.</summary>
    /// <param name="subjects">What costs, up to the first figure; shorter words for where these are too long.</param>
    /// <param name="table">The cells.</param>
    /// <param name="values">What each costs, in nanoseconds; none without.</param>
    /// <param name="all">These cells and those without numbers. The same if null.</param>
    public static Answer Of(IReadOnlyList<string> subjects, CellTable table, IReadOnlyList<double?> values, CellTable? all = null) =>
        Sentence(subjects, table, MainFactor(table, values), [.. values.Select(value => CostRange.Of(value!.Value))], [], all ?? table).Answer();

    // A part for each value of the main factor; ranges are over all others but those that are named.
    static CostSentence Sentence(IReadOnlyList<string> subjects, CellTable table, CellFactor? main, IReadOnlyList<CostRange> costs, IReadOnlyList<string> named, CellTable all)
    {
        var cells = Enumerable.Range(0, table.Cells.Count);
        var parts = cells.GroupBy(cell => main?.Codes[cell] ?? 0).OrderBy(same => same.Key)
            .Select(same => Part(main is null ? NameOfStrategy(table.Cells[same.First()]) : NameOf(main, same.Key), same)).ToList();
        var strategies = cells.GroupBy(cell => NameOfStrategy(table.Cells[cell])).Select(same => Part(same.Key, same)).ToList();
        var over = table.Factors.Where(factor => factor != main && !named.Contains(factor.Factor.Name)).ToList();
        return new(subjects, parts, Listed([.. over.Select(factor => Over(factor, all))]))
        {
            Strategies = strategies.Count > 1 && (main?.Factor.Name != Strategy || strategies.Count < parts.Count) ? strategies : [],
            IsByStrategy = main?.Factor.Name == Strategy,
            StrategiesOver = Listed([.. table.Factors.Where(factor => factor.Factor.Name != Strategy && !named.Contains(factor.Factor.Name)).Select(factor => Over(factor, all)), .. Several(table.Cells.Select(cell => cell.Spec.Kernel.Name), "kernels"), .. Several(table.Cells.Select(cell => cell.Spec.Setup.Attachment.Name), "attachments")]),
            By = over.Count == 1 ? over[0].Factor.Title : "",
            IsUnvalidated = main is not null && (main.Factor.Name == Strategy ? SharedWay.Of(table.Cells).IsUnvalidated : table.Cells.All(cell => !cell.Validated)),
        };

        CostPart Part(string name, IEnumerable<int> same)
        {
            var (low, high) = CostRange.Over([.. same.Select(cell => costs[cell])]);
            return new(name, low, high, same.All(cell => table.Cells[cell].Validated));
        }
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

    static int Rank(CellFactor factor) => factor.Factor.Name switch { "irrelevant" => 0, "relevant" => 1, _ => RankOfTools };

    static IReadOnlyList<string> SubjectsOf(CellFactor count) => count.Factor.Name switch
    {
        "irrelevant" => ["An unrelated tracer costs a call"],
        "relevant" when count.Values is [{ Number: 1 }, { Number: 2 }] => ["A second tracer costs a call"],
        "relevant" => ["One more tracer costs a call"],
        var tool => [$"One more '{tool}' tracer costs a call", $"One more '{tool}' tracer costs", $"{("aeiou".Contains(char.ToLowerInvariant(tool[0]), StringComparison.Ordinal) ? "An" : "A")} '{tool}' tracer costs"],
    };

    static string SubjectOf(CellTable table)
    {
        var specs = table.Cells.Select(cell => cell.Spec).ToList();
        if (specs.All(spec => spec.Population is not null))
            return specs.All(spec => spec.Tools.All.All(tool => tool.Filter.ToString() == "all")) ? "Tracing every function costs a call" : "Tracing costs a call";
        return specs.All(spec => spec is { RelevantTracers: 1, IrrelevantTracers: 0 }) ? OneTracer : "Tracing costs a call";
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

    static string Over(CellFactor factor, CellTable all)
    {
        if (factor.IsNumeric)
            return Span(factor.Factor, factor.Values[0].Text, factor.Values[^1].Text);
        var (known, swept) = (factor.Values.Count, all.Find(factor.Factor.Name)?.Values.Count ?? 0);
        return $"{NumberText.Integer(known)} {(swept > known ? $"of {NumberText.Integer(swept)} " : "")}{factor.Factor.Plural}";
    }

    static IEnumerable<string> Several(IEnumerable<string> names, string what) =>
        names.Distinct().Count() is > 1 and var count ? [$"{NumberText.Integer(count)} {what}"] : [];

    // Such as: 2 cores, 4 kernels and 0 to 20,000 polluted lines.
    static string Listed(IReadOnlyList<string> items) => items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}";
}
