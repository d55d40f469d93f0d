using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Comparing;

/// <summary>A comparison for people: what moved, by how much, and why.</summary>
public static class ComparisonTable
{
    const int MostRows = 40;
    const int MostRegions = 3;
    const int MostStacks = 3;

    static readonly IReadOnlyList<Column> Columns =
    [
        new("cell", "what is compared", IsText: true),
        new("metric", "the most telling metric that differs", IsText: true),
        new("baseline", "its value in the baseline"),
        new("now", "its value now"),
        new("change (%)", "now minus baseline, in percent of the baseline"),
        new("where", "parts of the code whose cycles per call changed most: baseline, now", IsText: true),
        new("why", "parts of the cell whose inputs changed", IsText: true),
    ];

    static readonly IReadOnlyList<Column> StackColumns =
    [
        new("part of the code", "what the cycles are charged to, the largest change first", IsText: true),
        new("baseline (cycles)", "cycles per call in the baseline"),
        new("now (cycles)", "cycles per call now"),
        new("change (cycles)", "now minus baseline"),
    ];

    public static Document Of(Comparison comparison, ComparedResults baseline, ComparedResults current) => new(
        Title(comparison),
        [$"{baseline.Path} (model {baseline.Model ?? "unknown"}) and {current.Path} (model {current.Model ?? "unknown"})"],
        comparison.Moved.Count + comparison.Added.Count == 0 ? [] :
        [
            new("Differences", [new("", Columns, [.. comparison.Moved.Take(MostRows).Select(RowOf)])], [.. Notes(comparison)]),
            .. StacksOf(comparison),
        ]);

    // All of the stack, of the first cells only: the reason is mostly the same.
    static IEnumerable<Section> StacksOf(Comparison comparison)
    {
        List<Table> tables = [.. comparison.Moved.Where(cell => cell.Regions.Count > 0).Take(MostStacks).Select(cell => new Table(
            cell.Before.Name,
            StackColumns,
            [.. cell.Stack.Append(("all", cell.Stack.Sum(part => part.Before), cell.Stack.Sum(part => part.Now))).Select(RowOf)]))];
        return tables.Count > 0 ? [new Section("Where the cycles went", tables, [])] : [];
    }

    static IReadOnlyList<string> RowOf((string Region, double Before, double Now) part) =>
        [part.Region, NumberText.Significant(part.Before), NumberText.Significant(part.Now), NumberText.Significant(part.Now - part.Before)];

    static string Title(Comparison comparison) => comparison.Moved.Count == 0
        ? $"{NumberText.Integer(comparison.Compared)} cells are as in the baseline"
        : $"{NumberText.Integer(comparison.Moved.Count)} of {NumberText.Integer(comparison.Compared)} cells differ from the baseline";

    static IEnumerable<string> Notes(Comparison comparison)
    {
        if (comparison.Moved.Count > MostRows)
            yield return $"{NumberText.Integer(comparison.Moved.Count - MostRows)} more cells differ; --format csv has all";
        foreach (var value in comparison.Moved.Count > 0 ? comparison.Changed.Take(MostRows) : [])
            yield return $"changed: {value}";
        if (comparison.Added.Count > 0)
            yield return $"{NumberText.Integer(comparison.Added.Count)} cells are not in the baseline and were not compared, the first: {comparison.Added[0].Name}";
    }

    static IReadOnlyList<string> RowOf(MovedCell cell)
    {
        var (name, metric) = (cell.Before.Name, cell.Metric);
        double? before = metric is not null && cell.Before.Figures.TryGetValue(metric, out var one) ? one : null;
        double? now = metric is not null && cell.Now.Figures.TryGetValue(metric, out var other) ? other : null;
        return
        [
            name,
            cell.Before.Status == cell.Now.Status ? metric ?? "" : "status",
            cell.Before.Status == cell.Now.Status ? NumberText.Significant(before) : cell.Before.Status,
            cell.Before.Status == cell.Now.Status ? NumberText.Significant(now) : cell.Now.Status,
            NumberText.SignedPercent(before is not (null or 0) ? (now - before) / before * 100 : null),
            string.Join("; ", cell.Regions.Take(MostRegions).Select(region => $"{region.Region} {NumberText.Significant(region.Before)}, {NumberText.Significant(region.Now)}")),
            Why(cell),
        ];
    }

    /// <summary>Which inputs changed, in a clause.</summary>
    public static string Why(MovedCell cell) => cell.ChangedInputs.Count > 0 ? string.Join(", ", cell.ChangedInputs) : "no input changed";
}
