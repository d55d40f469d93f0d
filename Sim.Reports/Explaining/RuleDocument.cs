using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Explaining;

/// <summary>What each rule that a core may have is worth, for people.</summary>
public static class RuleDocument
{
    /// <summary>A row per rule that changes a cell, a column per cell.</summary>
    public static Document Of(IReadOnlyList<Cell> cells, IReadOnlyList<RuleRow> rows)
    {
        var (declared, rules) = (rows[0], rows.Skip(1).ToList());
        var matter = rules.Where(row => row.OverheadNs.Zip(declared.OverheadNs).Any(pair => Differs(pair.First, pair.Second))).ToList();
        List<Column<RuleRow>> columns =
        [
            new("without", "value of the core's file that is left out; the others as they are", row => row.Key, IsText: true),
            new("value", "what it is then", row => row.None),
            .. cells.Select((cell, place) => new Column<RuleRow>($"{Label(cell, cells)} (ns)", "", row => NumberText.Significant(row.OverheadNs[place]))),
        ];
        return new(
            matter.Count == 0 ? "No rule of the cores changes what a traced call costs" : $"{NumberText.Integer(matter.Count)} of {NumberText.Integer(rules.Count)} rules of the cores change what a traced call costs",
            [],
            [
                new(
                    "Rules",
                    [Table.Of("", columns, [declared with { Key = "nothing" }, .. matter])],
                    ["overhead of a call in ns; - where the core has no such rule, or not without another", .. Rest(rules.Except(matter).ToList())]),
            ]);
    }

    static string[] Rest(List<RuleRow> same) => same.Count == 0 ? [] : [$"no change: {string.Join(", ", same.Select(row => row.Key))}"];

    static bool Differs(double? one, double? other) => one is { } with && other is { } without && with != without;

    // What tells the cell from the others.
    static string Label(Cell cell, IReadOnlyList<Cell> cells)
    {
        var differing = Dimension.All.Where(dimension => cells.Select(dimension.Text).Distinct().Count() > 1).Select(dimension => dimension.Text(cell))
            .Concat(cell.Swept.Select(value => $"{value.Path}={value.Text}"));
        return string.Join(", ", differing) is { Length: > 0 } label ? label : $"cell {cell.Index}";
    }
}
