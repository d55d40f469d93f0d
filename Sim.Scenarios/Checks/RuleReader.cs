using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Checks;

/// <summary>Reads what a scenario's results must keep.</summary>
static class RuleReader
{
    /// <summary>Budgets, then expectations, in the order of the file.</summary>
    /// <param name="budgets">The list of budgets. Null for none.</param>
    /// <param name="expect">The list of expectations. Null for none.</param>
    /// <param name="cells">The scenario's cells; empty where their plan has mistakes.</param>
    /// <param name="overridden">True if options changed the scenario: a rule about cells that are gone is then no mistake.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static IReadOnlyList<Rule> Read(Node? budgets, Node? expect, IReadOnlyList<Cell> cells, bool overridden, DiagnosticBag bag)
    {
        if (budgets is null && expect is null)
            return [];
        var values = new ValueReader(bag);
        // Without cells nothing is known of the values that they have.
        var lenient = overridden || cells.Count == 0;
        var coordinates = Coordinate.Of(cells);
        var selections = new SelectionReader(cells, coordinates, lenient, bag);
        var bounds = new BudgetReader(selections, lenient, bag);
        var relations = new ExpectationReader(cells, coordinates, selections, lenient, bag);
        return
        [
            .. (budgets is null ? [] : values.Items(budgets, "budgets") ?? []).Select(Rule? (node) => bounds.Read(node)).OfType<Rule>(),
            .. (expect is null ? [] : values.Items(expect, "expect") ?? []).Select(relations.Read).OfType<Rule>(),
        ];
    }
}
