using Sim.Core.Machine.Causes;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Explaining;

/// <summary>Where the cycles of a call go, for people: by cause, by region, by instruction; with a second cell, what moved.</summary>
public static class ExplainDocument
{
    /// <summary>Everything about <paramref name="cell"/>.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="against">What to compare it with. Null for nothing.</param>
    /// <param name="rows">Instructions to list, by their cycles on the path; null for all, by address.</param>
    /// <param name="saves">By address: cycles that all calls save where an instruction takes a cycle less. Null for none.</param>
    public static Document Of(ExplainedCell cell, ExplainedCell? against, int? rows, IReadOnlyDictionary<ulong, double>? saves = null) => new(
        Title(cell, against),
        [.. Conditions(cell, against)],
        [
            against is null
                ? new("What a call waits for", [Table.Of("", CauseColumns(cell), cell.Why.Causes)], Notes(cell.Why.Causes.Select(cause => cause.Cause)))
                : new("What moved", [Table.Of("", MovedColumns(cell, against), Moved(cell, against))],
                    [.. IsWithoutCost(against) ? [against.Without, WithoutNote] : Array.Empty<string>(), .. Notes(cell.Why.Causes.Concat(against.Why.Causes).Select(cause => cause.Cause))]),
            new("Where it retires", [Table.Of("", RegionColumns(cell), cell.Why.Regions.OrderByDescending(region => region.Cycles).ThenBy(region => region.Region, StringComparer.Ordinal))], []),
            new(
                rows is null ? "Every instruction" : "The instructions that a call waits for most",
                [Table.Of("", ListingColumns(cell, saves), Listed(cell.Why, rows)).WithoutEmptyColumns()], []),
        ]);

    static string Title(ExplainedCell cell, ExplainedCell? against)
    {
        var (cause, cycles) = cell.Why.Causes[0];
        return against is null
            ? $"{NumberText.Significant(Percent(cycles, cell))} % of a call is {CauseName.Of(cause).Words}: {Cycles(cell, cycles)} of {Cycles(cell, cell.Why.Cycles)} cycles"
            : $"A call takes {Cycles(cell, cell.Why.Cycles)} cycles in {cell.Label}, {Cycles(against, against.Why.Cycles)} {(IsWithoutCost(against) ? "" : "in ")}{against.Label}";
    }

    static IEnumerable<string> Conditions(ExplainedCell cell, ExplainedCell? against)
    {
        foreach (var shown in new[] { cell, against }.OfType<ExplainedCell>())
        {
            yield return $"{shown.Label}: {shown.Cell.Text}; {NumberText.Integer(shown.Why.Calls)} calls"
                + (shown.Why.IsWhole ? "" : $" of {NumberText.Integer(shown.Cell.Spec.Calls)}")
                + $", {NumberText.Integer(shown.Why.RecordedCalls)} of them recorded.";
        }
    }

    const string WithoutNote = "A cost is one part of its cause: what stays of a cause is its other part, as described below. Where other waits move too, a call may save less than the cause's cycles, or more.";

    static bool IsWithoutCost(ExplainedCell against) => against.Without.Length > 0;

    static List<string> Notes(IEnumerable<Cause> causes) =>
        [.. causes.Distinct().Order().Select(CauseName.Of).Select(cause => $"{cause.Words}: {cause.Meaning}.")];

    static IReadOnlyList<Column<(Cause Cause, long Cycles)>> CauseColumns(ExplainedCell cell) =>
    [
        new("cause", "what the critical path waits for", cause => CauseName.Of(cause.Cause).Words, IsText: true),
        new("cycles", "core clock cycles of a call on the critical path; together the call", cause => Cycles(cell, cause.Cycles)),
        new("share (%)", "of the call's cycles", cause => NumberText.Significant(Percent(cause.Cycles, cell))),
        new("most at", "the instruction with most of them", cause => MostAt(cell.Why, cause.Cause), IsText: true),
    ];

    static IReadOnlyList<Column<RegionCount>> RegionColumns(ExplainedCell cell) =>
    [
        new("region", "whom cycles are charged to", region => region.Region, IsText: true),
        new("retired in (cycles)", "from the retirement (in order: issue) of the instruction before to that of its own: as in results.csv", region => Cycles(cell, region.Cycles)),
        new("path (cycles)", "those of its instructions on the critical path",
            region => Cycles(cell, cell.Why.Instructions.Where(instruction => instruction.Region == region.Region).Sum(instruction => instruction.PathCycles))),
        new("instructions", "executed by a call", region => Cycles(cell, region.Instructions)),
    ];

    static IReadOnlyList<Column<ExplainedInstruction>> ListingColumns(ExplainedCell cell, IReadOnlyDictionary<ulong, double>? saves) =>
    [
        new("path (%)", "of the call's cycles, for which the critical path waits here", instruction => NumberText.Significant(Percent(instruction.PathCycles, cell))),
        new("path (cycles)", "the same in core clock cycles of a call", instruction => Cycles(cell, instruction.PathCycles)),
        new("saves (cycles)", "what a call really saves if this instruction takes a cycle less from issue to result: simulated, with --saves",
            instruction => saves?.TryGetValue(instruction.Address, out var saved) == true ? NumberText.Significant(saved) : NumberText.Missing),
        new("retired in (cycles)", "from the retirement (in order: issue) of the instruction before to its own", instruction => Cycles(cell, instruction.Cycles)),
        new("times", "executed by a call", instruction => Cycles(cell, instruction.Executions)),
        new("mispredicts", "of a call", instruction => Cycles(cell, instruction.Mispredicts)),
        new("misses", "of L1I, ITLB, L1D and DTLB, of a call", instruction => Cycles(cell, instruction.CodeMisses + instruction.DataMisses)),
        new("cause", "what most of its cycles on the path are spent on", instruction => instruction.Path.Count > 0 ? CauseName.Of(instruction.Path[0].Cause).Words : "", IsText: true),
        new("where", "function, or region, and offset in bytes", Where, IsText: true),
        new("line", "of the assembly text", instruction => instruction.Line, IsText: true),
        new("instruction", "as GNU objdump spells it", instruction => instruction.Text, IsText: true),
    ];

    static string MostAt(CallExplanation why, Cause cause)
    {
        var most = why.Instructions.MaxBy(instruction => CyclesOf(instruction, cause))!;
        return $"{Where(most)}: {most.Text}";
    }

    static long CyclesOf(ExplainedInstruction instruction, Cause cause) => instruction.Path.Where(part => part.Cause == cause).Sum(part => part.Cycles);

    static IReadOnlyList<Column<MovedCause>> MovedColumns(ExplainedCell cell, ExplainedCell against) =>
    [
        new("cause", "what the critical path waits for", moved => moved.Words, IsText: true),
        new($"{cell.Label} (cycles)", "core clock cycles of a call on the critical path", moved => NumberText.Significant(moved.First)),
        new($"{against.Label} (cycles)", "the same in the other cell", moved => NumberText.Significant(moved.Second)),
        new("difference", "the first less the second", moved => NumberText.Significant(moved.First - moved.Second)),
    ];

    static IEnumerable<MovedCause> Moved(ExplainedCell cell, ExplainedCell against) =>
        cell.Why.Causes.Concat(against.Why.Causes).Select(part => part.Cause).Distinct()
            .Select(cause => (Cause: cause, Moved: new MovedCause(CauseName.Of(cause).Words, PerCall(cell, cause), PerCall(against, cause))))
            .OrderByDescending(row => Math.Abs(row.Moved.First - row.Moved.Second)).ThenBy(row => row.Cause).Select(row => row.Moved)
            .Append(new("together", cell.PerCall, against.PerCall));

    static double PerCall(ExplainedCell cell, Cause cause) => cell.PerCallOf(cell.Why.Causes.Where(part => part.Cause == cause).Sum(part => part.Cycles));

    /// <summary>The instructions that a document lists.</summary>
    public static IEnumerable<ExplainedInstruction> Listed(CallExplanation why, int? rows) => rows is { } most
        ? why.Instructions.Where(instruction => instruction.PathCycles > 0).OrderByDescending(instruction => instruction.PathCycles).Take(most)
        : why.Instructions;

    static string Where(ExplainedInstruction instruction) => instruction.Symbol.Length > 0 ? instruction.Symbol : instruction.Region;

    static string Cycles(ExplainedCell cell, long count) => NumberText.Significant(cell.PerCallOf(count));

    static double Percent(long cycles, ExplainedCell cell) => 100.0 * cycles / cell.Why.Cycles;

    // Cycles of a call that a cause has in both cells.
    sealed record MovedCause(string Words, double First, double Second);
}
