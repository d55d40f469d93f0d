using Sim.Core.Machine.Causes;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Explaining;

/// <summary>Where the cycles of a call go, for people: by cause, by region, by instruction; with a second cell, what moved.</summary>
public static class ExplainDocument
{
    static readonly IReadOnlyList<Column> CauseColumns =
    [
        new("cause", "what the critical path waits for", IsText: true),
        new("cycles", "core clock cycles of a call on the critical path; together the call"),
        new("share (%)", "of the call's cycles"),
        new("most at", "the instruction with most of them", IsText: true),
    ];

    static readonly IReadOnlyList<Column> RegionColumns =
    [
        new("region", "whom cycles are charged to", IsText: true),
        new("retired in (cycles)", "from the retirement (in order: issue) of the instruction before to that of its own: as in results.csv"),
        new("path (cycles)", "those of its instructions on the critical path"),
        new("instructions", "executed by a call"),
    ];

    static readonly IReadOnlyList<Column> ListingColumns =
    [
        new("path (%)", "of the call's cycles, for which the critical path waits here"),
        new("path (cycles)", "the same in core clock cycles of a call"),
        new("saves (cycles)", "what a call really saves if this instruction takes a cycle less from issue to result: simulated, with --saves"),
        new("retired in (cycles)", "from the retirement (in order: issue) of the instruction before to its own"),
        new("times", "executed by a call"),
        new("mispredicts", "of a call"),
        new("misses", "of L1I, ITLB, L1D and DTLB, of a call"),
        new("cause", "what most of its cycles on the path are spent on", IsText: true),
        new("where", "function, or region, and offset in bytes", IsText: true),
        new("line", "of the assembly text", IsText: true),
        new("instruction", "as GNU objdump spells it", IsText: true),
    ];

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
                ? new("What a call waits for", [new("", CauseColumns, [.. cell.Why.Causes.Select(cause => CauseRow(cell, cause.Cause, cause.Cycles))])], Notes(cell.Why.Causes.Select(cause => cause.Cause)))
                : new("What moved", [new("", MovedColumns(cell, against), [.. Moved(cell, against)])], Notes(cell.Why.Causes.Concat(against.Why.Causes).Select(cause => cause.Cause))),
            new("Where it retires", [new("", RegionColumns, [.. Regions(cell)])], []),
            new(
                rows is null ? "Every instruction" : "The instructions that a call waits for most",
                [new Table("", ListingColumns, [.. Listed(cell.Why, rows).Select(instruction => Row(cell, instruction, saves))]).WithoutEmptyColumns()], []),
        ]);

    static string Title(ExplainedCell cell, ExplainedCell? against)
    {
        var (cause, cycles) = cell.Why.Causes[0];
        return against is null
            ? $"{NumberText.Significant(Percent(cycles, cell))} % of a call is {CauseName.Of(cause).Words}: {Cycles(cell, cycles)} of {Cycles(cell, cell.Why.Cycles)} cycles"
            : $"A call takes {Cycles(cell, cell.Why.Cycles)} cycles in {cell.Label}, {Cycles(against, against.Why.Cycles)} {(against.Label.StartsWith("without ", StringComparison.Ordinal) ? "" : "in ")}{against.Label}";
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

    static List<string> Notes(IEnumerable<Cause> causes) =>
        [.. causes.Distinct().Order().Select(CauseName.Of).Select(cause => $"{cause.Words}: {cause.Meaning}.")];

    static string[] CauseRow(ExplainedCell cell, Cause cause, long cycles) =>
        [CauseName.Of(cause).Words, Cycles(cell, cycles), NumberText.Significant(Percent(cycles, cell)), MostAt(cell.Why, cause)];

    static string MostAt(CallExplanation why, Cause cause)
    {
        var most = why.Instructions.MaxBy(instruction => CyclesOf(instruction, cause))!;
        return $"{Where(most)}: {most.Text}";
    }

    static long CyclesOf(ExplainedInstruction instruction, Cause cause) => instruction.Path.Where(part => part.Cause == cause).Sum(part => part.Cycles);

    static Column[] MovedColumns(ExplainedCell cell, ExplainedCell against) =>
    [
        CauseColumns[0],
        new($"{cell.Label} (cycles)", "core clock cycles of a call on the critical path"),
        new($"{against.Label} (cycles)", "the same in the other cell"),
        new("difference", "the first less the second"),
    ];

    static IEnumerable<IReadOnlyList<string>> Moved(ExplainedCell cell, ExplainedCell against)
    {
        var rows = cell.Why.Causes.Concat(against.Why.Causes).Select(part => part.Cause).Distinct()
            .Select(cause => (Cause: cause, First: PerCall(cell, cause), Second: PerCall(against, cause)))
            .OrderByDescending(row => Math.Abs(row.First - row.Second)).ThenBy(row => row.Cause);
        foreach (var (cause, first, second) in rows)
            yield return [CauseName.Of(cause).Words, NumberText.Significant(first), NumberText.Significant(second), NumberText.Significant(first - second)];
        yield return ["together", NumberText.Significant(cell.PerCall), NumberText.Significant(against.PerCall), NumberText.Significant(cell.PerCall - against.PerCall)];
    }

    static double PerCall(ExplainedCell cell, Cause cause) => cell.PerCallOf(cell.Why.Causes.Where(part => part.Cause == cause).Sum(part => part.Cycles));

    static IEnumerable<IReadOnlyList<string>> Regions(ExplainedCell cell) =>
        from region in cell.Why.Regions
        let path = cell.Why.Instructions.Where(instruction => instruction.Region == region.Region).Sum(instruction => instruction.PathCycles)
        orderby region.Cycles descending, region.Region
        select (IReadOnlyList<string>)[region.Region, Cycles(cell, region.Cycles), Cycles(cell, path), Cycles(cell, region.Instructions)];

    /// <summary>The instructions that a document lists.</summary>
    public static IEnumerable<ExplainedInstruction> Listed(CallExplanation why, int? rows) => rows is { } most
        ? why.Instructions.Where(instruction => instruction.PathCycles > 0).OrderByDescending(instruction => instruction.PathCycles).Take(most)
        : why.Instructions;

    static string[] Row(ExplainedCell cell, ExplainedInstruction instruction, IReadOnlyDictionary<ulong, double>? saves) =>
    [
        NumberText.Significant(Percent(instruction.PathCycles, cell)),
        Cycles(cell, instruction.PathCycles),
        saves?.TryGetValue(instruction.Address, out var saved) == true ? NumberText.Significant(saved) : NumberText.Missing,
        Cycles(cell, instruction.Cycles),
        Cycles(cell, instruction.Executions),
        Cycles(cell, instruction.Mispredicts),
        Cycles(cell, instruction.CodeMisses + instruction.DataMisses),
        instruction.Path.Count > 0 ? CauseName.Of(instruction.Path[0].Cause).Words : "",
        Where(instruction),
        instruction.Line,
        instruction.Text,
    ];

    static string Where(ExplainedInstruction instruction) => instruction.Symbol.Length > 0 ? instruction.Symbol : instruction.Region;

    static string Cycles(ExplainedCell cell, long count) => NumberText.Significant(cell.PerCallOf(count));

    static double Percent(long cycles, ExplainedCell cell) => 100.0 * cycles / cell.Why.Cycles;
}
