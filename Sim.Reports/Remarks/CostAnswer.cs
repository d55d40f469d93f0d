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

    /// <summary>What one more tracer costs a call: an unrelated one, else one of the same function, else one of a tool. Null where no number of tracers is swept.</summary>
    public static Answer? PerTracer(CellTable table)
    {
        var counts = table.Factors.Where(factor => factor.IsNumeric && IsCount(factor)).ToList();
        foreach (var count in counts.OrderBy(Rank).ThenByDescending(factor => factor.Values.Count))
        {
            var slice = table.Where(cell => counts.All(other => other == count || other.Codes[cell] == LeastTraced(other)));
            if (slice.Factors.FirstOrDefault(factor => factor.Factor.Name == count.Factor.Name) is { } across && PartsOf(slice, across) is { Count: > 0 } parts)
                return new CostSentence([SubjectOf(count)], parts, Over(slice, [across.Factor.Name, Strategy])).Answer();
        }

        return null;
    }

    /// <summary>What tracing costs a call, by strategy or by what matters more. Null where no cell has numbers.</summary>
    public static Answer? Range(CellTable table)
    {
        var values = table.Cells.Select(OverheadNs.Of).ToList();
        var known = Enumerable.Range(0, table.Cells.Count).Where(cell => values[cell] is not null).ToList();
        if (known.Count == 0)
            return null;
        var main = MainFactor(table, values);
        List<CostPart> parts =
        [
            .. from cell in known
               group cell by main?.Codes[cell] ?? 0 into same
               orderby same.Key
               let costs = same.Select(cell => values[cell]!.Value).ToList()
               select new CostPart(
                   main is null ? NameOfStrategy(table.Cells[same.First()]) : NameOf(main, same.Key), costs.Min(), costs.Max(), same.All(cell => table.Cells[cell].Validated)),
        ];
        return new CostSentence([SubjectOf(table), "Tracing costs a call"], parts, Over(table, [main?.Factor.Name ?? ""]))
        {
            IsUnvalidated = main?.Factor.Name == Strategy && SharedWay.Of(table.Cells).IsUnvalidated,
        }.Answer();
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

    // Between the fewest tracers and the most, everything else equal; then from the least to the most by strategy.
    static List<CostPart> PartsOf(CellTable table, CellFactor across)
    {
        var others = table.Factors.Where(factor => factor != across).ToList();
        var slopes =
            from cell in Enumerable.Range(0, table.Cells.Count)
            where OverheadNs.Of(table.Cells[cell]) is not null
            group cell by string.Join(',', others.Select(factor => factor.Codes[cell])) into same
            let least = same.MinBy(cell => across.Codes[cell])
            let most = same.MaxBy(cell => across.Codes[cell])
            where across.Codes[least] != across.Codes[most]
            select (Cell: table.Cells[least], Ns: (OverheadNs.Of(table.Cells[most])!.Value - OverheadNs.Of(table.Cells[least])!.Value)
                / (across.Values[across.Codes[most]].Number!.Value - across.Values[across.Codes[least]].Number!.Value));
        return
        [
            .. from slope in slopes
               group slope by NameOfStrategy(slope.Cell) into same
               select new CostPart(same.Key, same.Min(slope => slope.Ns), same.Max(slope => slope.Ns), same.First().Cell.Validated),
        ];
    }

    static bool IsCount(CellFactor factor) => factor.Factor.Name is "relevant" or "irrelevant" || factor.Factor.Title.StartsWith("tracers of ", StringComparison.Ordinal);

    static int Rank(CellFactor factor) => factor.Factor.Name switch { "irrelevant" => 0, "relevant" => 1, _ => 2 };

    // Of others' tools none, of one's own one: the least that is there.
    static int LeastTraced(CellFactor count) => count.Factor.Name is "relevant" or "irrelevant"
        ? 0
        : count.Codes.GroupBy(code => code).OrderByDescending(code => code.Count()).ThenBy(code => code.Key).First().Key;

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
