using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Tables;

/// <summary>Where the cycles of captured calls go: a row for each function, the most expensive first, a column for each cell.</summary>
static class FunctionTable
{
    const int MostRows = 30;
    const int MostCells = 8;

    public static Table Of(CellGroup group, SweptColumns swept, IReadOnlyList<string> regions)
    {
        var cells = group.Cells.Take(MostCells).ToList();
        var rows = regions
            .Select(region => (Region: region, Cycles: cells.Select(cell => Regions.CyclesPerCall(cell, region)).ToList()))
            .OrderByDescending(row => row.Cycles.Max())
            .ThenBy(row => row.Region, StringComparer.Ordinal)
            .ToList();
        var shown = rows.Take(MostRows);
        if (rows.Count > MostRows)
            shown = shown.Append((FormattableString.Invariant($"{rows.Count - MostRows} more functions"), [.. cells.Select((_, cell) => (double?)rows.Skip(MostRows).Sum(row => row.Cycles[cell] ?? 0))]));

        return Table.Of(
            group.Label,
            [
                new("function", "kernel function by its symbol, or the page of code that has none: a trampoline, a BPF program, a probe's slot", row => row.Region, IsText: true),
                .. cells.Select((cell, place) => new Column<(string Region, List<double?> Cycles)>(
                    TitleOf(cell, group.Cells, swept), "cycles per call in the function itself", row => NumberText.Significant(row.Cycles[place]))),
            ],
            shown);
    }

    // Cells of a group differ in what was swept by path, in numbers of tracers, and in nothing that is not said.
    static string TitleOf(CellResult cell, IReadOnlyList<CellResult> all, SweptColumns swept) => string.Join(
        ", ",
        swept.Titles.Zip(swept.Values(cell.Planned), (title, value) => $"{title} {value}")
            .Concat(Told.Where(dimension => all.Where(other => IsTraced(other) == IsTraced(cell)).Select(other => dimension.Text(other.Planned)).Distinct().Count() > 1)
                .Select(dimension => $"{dimension.Text(cell.Planned)} {dimension.ShortName}").Prepend(IsTraced(cell) ? "traced" : "untraced"))) + " (cycles)";

    static bool IsTraced(CellResult cell) => cell.Spec.RelevantTracers > 0;

    static readonly IReadOnlyList<Dimension> Told = [.. Dimension.All.Where(dimension => !dimension.SeparatesGroups)];
}
