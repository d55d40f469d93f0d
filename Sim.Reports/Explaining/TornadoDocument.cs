using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Explaining;

/// <summary>Which guesses the cost of a call depends on, for people.</summary>
public static class TornadoDocument
{
    static readonly IReadOnlyList<Column> Columns =
    [
        new("value", "guess of the core's file, or what the layout leaves open; alone, the others as declared", IsText: true),
        new("least (ns)", "a call, at the end of the range where it takes least"),
        new("most (ns)", "a call, at the end where it takes most"),
        new("spread (ns)", "most less least"),
        new("least at", "the value there, in base units"),
        new("most at", "the value there"),
    ];

    /// <summary>The rows that matter, the widest first.</summary>
    public static Document Of(Cell cell, IReadOnlyList<TornadoRow> rows)
    {
        var matter = rows.Where(row => row.HighNs > row.LowNs).ToList();
        return new(
            matter.Count == 0
                ? "No guess of the core changes what a call takes"
                : $"A call depends most on {matter[0].Key}: {NumberText.Significant(matter[0].LowNs)} to {NumberText.Significant(matter[0].HighNs)} ns",
            [$"cell {cell.Index}: {cell.Text}."],
            [
                new(
                    "Guesses one at a time",
                    [new("", Columns, [.. matter.Select(row => (IReadOnlyList<string>)[row.Key, NumberText.Significant(row.LowNs), NumberText.Significant(row.HighNs), NumberText.Significant(row.HighNs - row.LowNs), NumberText.Decimal(row.Low), NumberText.Decimal(row.High)])])],
                    [$"{NumberText.Integer(rows.Count - matter.Count)} further open values change nothing."]),
            ]);
    }
}
