using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Tables;

/// <summary>What each mechanism of the model is worth, for people.</summary>
public static class AblationTable
{
    static readonly IReadOnlyList<Column> Columns =
    [
        new("mechanism", "part of the model that is changed", IsText: true),
        new("change", "what it is changed to", IsText: true),
        new("mean error (%)", "mean absolute error of the overhead of the validation rows"),
        new("worst (%)", "largest error among them, with its sign"),
        new("outside", "validation rows of overhead outside their tolerance"),
    ];

    /// <summary>A row per variant of the model.</summary>
    public static Document Of(IReadOnlyList<AblationRow> rows) =>
        new("What each mechanism is worth", [], [new("Ablation", [new Table("error of predicted overheads", Columns, [.. rows.Select(RowOf)])], [])]);

    static IReadOnlyList<string> RowOf(AblationRow row)
    {
        var checkedRows = row.Rows.Where(item => item.Measurement is { Role: MeasurementRole.Validation, Metric: "overhead_ns" }).ToList();
        var errors = checkedRows.Select(item => item.ErrorPercent).OfType<double>().ToList();
        return
        [
            row.Mechanism,
            row.Change,
            NumberText.Significant(errors.Count == 0 ? null : errors.Average(Math.Abs)),
            NumberText.SignedPercent(errors.Count == 0 ? null : errors.MaxBy(Math.Abs)),
            $"{NumberText.Integer(checkedRows.Count(item => item.Fails))} of {NumberText.Integer(checkedRows.Count)}",
        ];
    }
}
