using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Keys;

/// <summary>The keys of rules that a scenario's results must keep.</summary>
static class RuleKeys
{
    static readonly OtherForm Cells = new("dimensions with one value or a list each");
    static readonly OtherForm CellsOrUntraced = new("`untraced`, or dimensions with one value or a list each");
    static readonly OtherForm Names = new("a dimension, or a list");
    static readonly OtherForm Figure = new("a number with the metric's unit");
    static readonly OtherForm RatioOrFigure = new("a number with the metric's unit; of a ratio, a plain number");

    static Key Metric { get; } = new("metric", NameForm.Of("metric", Core.Runs.Metric.All.Select(metric => metric.Name)), "The figure that it is about.", true);

    static Key Where { get; } = new(
        "where", Cells, "Which cells: `core`, `kernel`, `strategy`, `tracer`, `relevant`, `irrelevant`, `flags`, `calls`, ..., or a path that the sweep varies; default: all.");

    /// <summary>An entry of <c>budgets</c>.</summary>
    public static GroupForm Budget { get; } = new("a budget",
        Metric,
        new("at_most", Figure, "The highest it may be."),
        new("at_least", Figure, "The lowest it may be."),
        new("between", new OtherForm("a list of two numbers with the metric's unit"), "Both, in the place of `at_least` and `at_most`."),
        Where);

    /// <summary>An entry of <c>expect</c>.</summary>
    public static GroupForm Expectation { get; } = new("an expectation",
        Metric,
        Where,
        new("independent_of", Names, "It is equal in all cells that differ in this alone."),
        new("increases_with", Names, "It is higher in each cell than in the one before along this dimension."),
        new("decreases_with", Names, "It is lower in each cell than in the one before along this dimension."),
        new("above", Cells, "It is higher than in these cells; in each of the pairs below."),
        new("below", Cells, "It is lower than in these cells."),
        new("equal_to", Cells, "It is the same as in these cells."),
        new("ratio_to", CellsOrUntraced, "Divided by the figure of these cells, or of the same cell with no tracer registered, it keeps `at_most`, `at_least` or `between`."),
        new("difference_from", CellsOrUntraced, "Less the same figure, it keeps `at_most`, `at_least` or `between`."),
        new("within", new OtherForm("a percentage, or a number with the metric's unit"), "Figures that are no further apart count as equal; default: 0."),
        new("at_most", RatioOrFigure, "The highest that the ratio or difference may be."),
        new("at_least", RatioOrFigure, "The lowest that it may be."),
        new("between", new OtherForm("a list of two such numbers"), "Both."),
        new("across", Names, "Further dimensions in which compared cells may differ."));
}
