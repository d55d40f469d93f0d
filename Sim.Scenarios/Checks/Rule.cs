using Sim.Core.Diagnostics;
using Sim.Core.Runs;

namespace Sim.Scenarios.Checks;

/// <summary>What a scenario's results must keep: a budget or an expectation.</summary>
/// <param name="Kind"><c>budget</c> or <c>expectation</c>.</param>
/// <param name="Metric">The figure that it is about.</param>
/// <param name="Text">The rule in one clause.</param>
/// <param name="At">Where it is written.</param>
public abstract record Rule(string Kind, Metric Metric, string Text, SourceSpan At)
{
    /// <summary>How many figures, groups or pairs it compares; 0 where options left none.</summary>
    public abstract int Comparisons { get; }

    /// <summary>Compares what the rule is about.</summary>
    /// <param name="results">Results of all cells that rules are about, in plan order: a rule names them by their places there.</param>
    public RuleOutcome Check(IReadOnlyList<CellResult> results)
    {
        var (compared, broken, violations) = (0, 0, new List<string>());
        foreach (var violation in Compare(results))
        {
            compared++;
            if (violation is null)
                continue;
            if (++broken <= RuleOutcome.MostViolations)
                violations.Add(violation());
        }

        return new(Kind, Text, At, compared, broken, violations);
    }

    /// <summary>For each comparison what breaks the rule, in one clause; null where nothing does.</summary>
    protected abstract IEnumerable<Func<string>?> Compare(IReadOnlyList<CellResult> results);

    /// <summary>The cell's figure in words, with the cell's place in the plan.</summary>
    protected string Describe(CellResult cell) => $"{CellText.Of(cell)}: {Metric.Name} {FigureOf(cell)}";

    /// <summary>Both figures with their cells, with enough digits to tell them apart, and how far apart they are.</summary>
    protected string DescribePair(CellResult one, CellResult other)
    {
        if (Metric.Of(one) is not { } first || Metric.Of(other) is not { } second)
            return $"{Describe(one)}; {Describe(other)}";
        var (text, otherText) = FigureText.Apart(first, second, Metric.Unit);
        var percent = first != 0 ? $", {FigureText.Of((second - first) / Math.Abs(first) * 100, "%")} away" : "";
        return $"{CellText.Of(one)}: {Metric.Name} {text}; {CellText.Of(other)}: {otherText}{percent}";
    }

    /// <summary>The cell's figure with its unit, or why there is none.</summary>
    protected string FigureOf(CellResult cell) =>
        Metric.Of(cell) is { } value ? FigureText.Of(value, Metric.Unit) : $"unknown ({cell.Reason ?? "a closed load has none"})";
}
