using Sim.Core.Runs;

namespace Sim.Scenarios.Checks;

/// <summary>A bound that one cell does not keep.</summary>
/// <param name="Budget">The bound.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Value">Its figure, in the metric's unit. Null where the cell has no numbers.</param>
public sealed record BrokenBudget(Budget Budget, CellResult Cell, double? Value)
{
    /// <summary>One clause: cell, metric, value, bound.</summary>
    public string Message
    {
        get
        {
            var (spec, metric) = (Cell.Spec, Budget.Metric);
            var tracers = FormattableString.Invariant($"{spec.RelevantTracers} relevant, {spec.IrrelevantTracers} irrelevant");
            var value = Value is { } number ? FormattableString.Invariant($"{number:0.###} {metric.Unit}") : $"unknown ({Cell.Reason ?? "a closed load has none"})";
            var bound = FormattableString.Invariant($"{Budget.AtMost:0.###} {metric.Unit}");
            return $"cell {Cell.Cell} ({spec.Kernel.Name} on {spec.Core.Name}, {tracers}): {metric.Name} {value} is not at most {bound}";
        }
    }

    /// <summary>All broken bounds, in the order of the budgets, then of the cells. A cell without numbers breaks its budgets.</summary>
    public static IReadOnlyList<BrokenBudget> Find(IReadOnlyList<Budget> budgets, IReadOnlyList<CellResult> results) =>
    [
        .. from budget in budgets
           from cell in results
           where budget.Cells.Contains(cell.Cell)
           let value = budget.Metric.Of(cell)
           where !(value <= budget.AtMost)
           select new BrokenBudget(budget, cell, value),
    ];
}
