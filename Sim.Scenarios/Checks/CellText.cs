using Sim.Core.Runs;

namespace Sim.Scenarios.Checks;

/// <summary>A cell in the few words of a message.</summary>
static class CellText
{
    /// <summary>Its index, what it runs on, its tracers, and what a sweep varies by path.</summary>
    public static string Of(CellResult cell)
    {
        var spec = cell.Spec;
        var swept = string.Concat(cell.Planned.Swept.Select(value => $", {value.Path} {value.Text}"));
        return FormattableString.Invariant(
            $"cell {cell.Cell} ({spec.Kernel.Name} on {spec.Core.Name}, {spec.RelevantTracers} relevant, {spec.IrrelevantTracers} irrelevant{swept})");
    }
}
