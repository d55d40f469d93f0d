using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Comparing;

/// <summary>A comparison for people: what moved, by how much, and why.</summary>
public static class ComparisonTable
{
    const int MostRows = 40;
    const int MostRegions = 3;
    const int MostStacks = 3;

    static readonly IReadOnlyList<Column<MovedThreshold>> ThresholdColumns =
    [
        new("sought", "where, and what a search looks for", found => found.Sought, IsText: true),
        new("found before", "the value in the baseline", found => found.Before.ToString()),
        new("found now", "the value now", found => found.Finds),
    ];

    static readonly IReadOnlyList<Column<MovedCell>> Columns =
    [
        new("cell", "what is compared", cell => cell.Name, IsText: true),
        new("column", "the most telling column that differs", cell => cell.Differences[0].Column.Name, IsText: true),
        new("baseline", "its value in the baseline", cell => cell.Differences[0].Shown.Before),
        new("now", "its value now", cell => cell.Differences[0].Shown.Now),
        new("change (%)", "now minus baseline, in percent of the baseline", cell => cell.Differences[0].Percent),
        new("also", "other columns that differ", cell => cell.Others, IsText: true),
        new("where", "parts of the code whose cycles per call changed most: baseline, now", cell => string.Join("; ", cell.Regions.Take(MostRegions)
            .Select(region => $"{region.Region} {NumberText.Significant(region.Before)}, {NumberText.Significant(region.Now)}")), IsText: true),
        new("why", "parts of the cell whose inputs changed", cell => cell.Why, IsText: true),
    ];

    static readonly IReadOnlyList<Column<GoneCell>> GoneColumns =
    [
        new("cell", "what is compared", cell => cell.Name, IsText: true),
        new("instead", "what the nearest cell that is new has", cell => cell.Nearest ?? "", IsText: true),
    ];

    static readonly IReadOnlyList<Column<(string Region, double Before, double Now)>> StackColumns =
    [
        new("part of the code", "what the cycles are charged to, the largest change first", part => part.Region, IsText: true),
        new("baseline (cycles)", "cycles per call in the baseline", part => NumberText.Significant(part.Before)),
        new("now (cycles)", "cycles per call now", part => NumberText.Significant(part.Now)),
        new("change (cycles)", "now minus baseline", part => NumberText.Significant(part.Now - part.Before)),
    ];

    public static Document Of(Comparison comparison, ComparedResults baseline, ComparedResults current) => new(
        Title(comparison),
        [
            $"{baseline.Path} (model {baseline.Model ?? "unknown"}) and {current.Path} (model {current.Model ?? "unknown"})",
            .. comparison.Remarks,
            .. comparison.Added.Count == 0 ? (string[])[] : [Added(comparison.Added)],
        ],
        [
            .. SectionOf("Thresholds that moved", ThresholdColumns, comparison.Thresholds, "thresholds moved", []),
            .. SectionOf("Differences", Columns, comparison.Moved, "cells differ", comparison.Moved.Count == 0 ? [] : comparison.Changed.Take(MostRows).Select(value => $"changed: {value}")),
            .. SectionOf("Cells that are gone", GoneColumns, comparison.Gone, "cells are gone", []),
            .. StacksOf(comparison),
        ]);

    /// <summary>How many cells are new, in a sentence.</summary>
    public static string Added(IReadOnlyList<string> names) =>
        $"{Count(names.Count, "cell is", "cells are")} not in the baseline and {(names.Count == 1 ? "was" : "were")} not compared, the first: {names[0]}";

    static IEnumerable<Section> SectionOf<T>(string heading, IReadOnlyList<Column<T>> columns, IReadOnlyList<T> items, string what, IEnumerable<string> notes) => items.Count == 0 ? [] :
    [
        new(
            heading,
            [Table.Of("", columns, items.Take(MostRows)).WithoutEmptyColumns()],
            [
                .. items.Count > MostRows ? (string[])[$"{NumberText.Integer(items.Count - MostRows)} more {what}; --format csv has all"] : [],
                .. notes,
            ]),
    ];

    // All of the stack, of the first cells only: the reason is mostly the same.
    static IEnumerable<Section> StacksOf(Comparison comparison)
    {
        List<Table> tables = [.. comparison.Moved.Where(cell => cell.Regions.Count > 0).Take(MostStacks).Select(cell => Table.Of(
            cell.Name, StackColumns, cell.Stack.Append(("all", cell.Stack.Sum(part => part.Before), cell.Stack.Sum(part => part.Now)))))];
        return tables.Count > 0 ? [new Section("Where the cycles went", tables, [])] : [];
    }

    static string Title(Comparison comparison)
    {
        if (comparison.IsEqual)
            return $"{Count(comparison.Compared, "cell is", "cells are")} as in the baseline";
        List<string> parts = [];
        if (comparison.Moved.Count > 0)
            parts.Add($"{NumberText.Integer(comparison.Moved.Count)} of {NumberText.Integer(comparison.Compared)} cells differ from the baseline");
        if (comparison.Gone.Count > 0)
            parts.Add($"{Count(comparison.Gone.Count, "cell of the baseline is", "cells of the baseline are")} gone");
        if (comparison.Thresholds.Count > 0)
            parts.Add($"{Count(comparison.Thresholds.Count, "threshold", "thresholds")} moved");
        return string.Join("; ", parts);
    }

    static string Count(int count, string one, string many) => $"{NumberText.Integer(count)} {(count == 1 ? one : many)}";
}
