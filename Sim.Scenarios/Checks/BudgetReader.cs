using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Keys;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Checks;

/// <summary>Reads one entry of <c>budgets</c>.</summary>
/// <param name="selections">Reads which cells are meant.</param>
/// <param name="overridden">True if options changed the scenario: a budget for cells that are gone is then no mistake.</param>
/// <param name="bag">Receives the mistakes.</param>
sealed class BudgetReader(SelectionReader selections, bool overridden, DiagnosticBag bag)
{
    /// <summary>The budget, or null after reporting its mistakes.</summary>
    public Budget? Read(Node node)
    {
        if (Fields.Of(node, RuleKeys.Budget, bag) is not { } fields)
            return null;
        var before = bag.Count;
        var figures = new RuleFigures(bag);
        var metric = figures.Metric(fields);
        var bounds = metric is null ? null : figures.Bounds(fields, metric, 0);
        if (metric is not null && bounds is null && bag.Count == before)
            node.Place.Report(bag, Code.MissingKey, "a budget has no key 'at_most', 'at_least' or 'between'");
        var where = fields.Node("where");
        var cells = selections.Read(where, "where");
        fields.RejectUnknown();
        if (cells is { Indices.Count: 0 } && !overridden)
            (where ?? node).Place.Report(bag, Code.EmptyRule, "no cell of the scenario is meant by this budget");
        return metric is null || bounds is null || cells is null ? null : new Budget(metric, bounds, cells, node.Place.At);
    }
}
