using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Factors;

/// <summary>What the names of strategies in a table would all repeat, and is told once instead.</summary>
/// <param name="Strategy">The strategy that all cells have, where their kernels or attachments tell them apart. Null if there is none.</param>
/// <param name="IsUnvalidated">True if the names differ and no measurement backs any of them.</param>
public sealed record SharedWay(string? Strategy, bool IsUnvalidated)
{
    /// <summary>What these cells share.</summary>
    public static SharedWay Of(IReadOnlyList<CellResult> cells)
    {
        var strategies = cells.Select(cell => cell.Strategy).Distinct().Take(2).ToList();
        var kernels = cells.Select(cell => cell.Spec.Kernel.Name).Distinct().Take(2).Count();
        var isTold = strategies.Count == 1 && kernels > 1;
        return new(isTold ? strategies[0] : null, (isTold || strategies.Count > 1) && cells.All(cell => !cell.Validated));
    }
}
