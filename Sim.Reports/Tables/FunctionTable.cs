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
        IEnumerable<IReadOnlyList<string>> shown = rows.Take(MostRows).Select(row => (IReadOnlyList<string>)[row.Region, .. row.Cycles.Select(NumberText.Significant)]);
        if (rows.Count > MostRows)
        {
            var rest = cells.Select((_, cell) => (double?)rows.Skip(MostRows).Sum(row => row.Cycles[cell] ?? 0));
            shown = shown.Append([FormattableString.Invariant($"{rows.Count - MostRows} more functions"), .. rest.Select(NumberText.Significant)]);
        }

        return new(
            group.Label,
            [
                new("function", "kernel function by its symbol, or the page of code that has none: a trampoline, a BPF program, a probe's slot", IsText: true),
                .. cells.Select(cell => new Column(TitleOf(cell, swept), "cycles per call in the function itself")),
            ],
            [.. shown]);
    }

    static string TitleOf(CellResult cell, SweptColumns swept) => string.Join(
        ", ",
        swept.Titles.Zip(swept.Values(cell.Planned), (title, value) => $"{title} {value}")
            .Append(cell.Spec.RelevantTracers == 0 ? "untraced (cycles)" : "traced (cycles)"));
}
