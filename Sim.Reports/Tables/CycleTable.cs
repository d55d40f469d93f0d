using Sim.Core.Runs;
using Sim.Reports.Attaching;
using Sim.Reports.Cells;
using Sim.Reports.Results;

namespace Sim.Reports.Tables;

/// <summary>Where the cycles go: cycles per call by part of the code.</summary>
public static class CycleTable
{
    static readonly Metric CyclesPerCall = Metric.Find("cycles_per_call")!;

    /// <summary>A table per group of cells; cells without numbers are left out, the overhead table gives their reasons.</summary>
    public static Section Of(ScenarioResults results)
    {
        var swept = SweptColumns.Of(results.Cells);
        var groups = CellGroup.Split([.. results.Cells.Where(cell => cell.Run is not null)], sweptApart: false);
        return new("Where the cycles go", [.. groups.Select(group => TableOf(group, swept))], []);
    }

    static Table TableOf(CellGroup group, SweptColumns swept)
    {
        var regions = Regions.Of(group.Cells);
        if (group.Cells.Any(cell => cell.Spec.Kernel.Capture is not null))
            return FunctionTable.Of(group, swept, regions);
        return Table.Of(
            group.Label,
            [
                .. swept.Each.Select(column => new Column<CellResult>(column.Title, SweptColumns.Meaning, cell => column.Text(cell.Planned))),
                new("relevant", "tracers whose filter contains the called function", cell => NumberText.Integer(cell.Spec.RelevantTracers)),
                new("irrelevant", "tracers whose filter contains other functions only", cell => NumberText.Integer(cell.Spec.IrrelevantTracers)),
                new("cycles", "core clock cycles per call; the columns to the right add up to it", cell => NumberText.Significant(CyclesPerCall.Of(cell))),
                .. regions.Select(region => new Column<CellResult>(region, MeaningOf(region), cell => NumberText.Significant(Regions.CyclesPerCall(cell, region)))),
            ],
            group.Cells);
    }

    static string MeaningOf(string region) => region switch
    {
        "caller" => "cycles per call in the loop that calls the traced function",
        "tracee" => "cycles per call in the traced function, its patched entry included",
        "veneer" => "cycles per call in the module's PLT entry, where no BL reaches the trampoline",
        "trampoline" => "cycles per call saving, calling and restoring (ftrace_caller)",
        "list_walk" => "cycles per call walking the list of all registered ops",
        "hash_lookup" => "cycles per call testing the filters of ops",
        "rcu_check" => "cycles per call asking whether RCU is watching, for ops with the flag rcu",
        "tracer" => "cycles per call in the tracers' own functions",
        "others" => "cycles per call in which interrupts or another task had the core",
        _ when AttachStep.All.FirstOrDefault(step => step.Regions.Contains(region)) is { } step => $"cycles per call attaching and detaching: {step.Meaning}",
        _ => "cycles per call in this part of the code",
    };
}
