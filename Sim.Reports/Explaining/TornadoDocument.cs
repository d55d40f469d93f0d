using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Explaining;

/// <summary>Which guesses the cost of a call depends on, for people.</summary>
public static class TornadoDocument
{
    static readonly IReadOnlyList<Column<TornadoRow>> Columns =
    [
        new("value", "guess of the core's file, or what the layout leaves open; alone, the others as declared", row => row.Key, IsText: true),
        new("least (ns)", "a call, at the end of the range where it takes least", row => NumberText.Significant(row.LowNs)),
        new("most (ns)", "a call, at the end where it takes most", row => NumberText.Significant(row.HighNs)),
        new("spread (ns)", "most less least", row => NumberText.Significant(row.HighNs - row.LowNs)),
        new("least at", "the value there, in base units", row => NumberText.Decimal(row.Low)),
        new("most at", "the value there", row => NumberText.Decimal(row.High)),
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
                    [Table.Of("", Columns, matter)],
                    [$"{NumberText.Integer(rows.Count - matter.Count)} further open values change nothing."]),
            ]);
    }
}
