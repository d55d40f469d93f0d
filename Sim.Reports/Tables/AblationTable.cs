using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Tables;

/// <summary>What each mechanism of the model is worth, for people.</summary>
public static class AblationTable
{
    static readonly IReadOnlyList<Column<AblationRow>> Columns =
    [
        new("mechanism", "part of the model that is changed", row => row.Mechanism, IsText: true),
        new("change", "what it is changed to", row => row.Change, IsText: true),
        new("mean error (%)", "mean absolute error of the overhead of the validation rows", row => NumberText.Significant(Errors(row) is { Count: > 0 } errors ? errors.Average(Math.Abs) : null)),
        new("worst (%)", "largest error among them, with its sign", row => NumberText.SignedPercent(Errors(row) is { Count: > 0 } errors ? errors.MaxBy(Math.Abs) : null)),
        new("outside", "validation rows of overhead outside their tolerance", row => $"{NumberText.Integer(Checked(row).Count(item => item.Fails))} of {NumberText.Integer(Checked(row).Count)}"),
    ];

    /// <summary>A row per variant of the model.</summary>
    public static Document Of(IReadOnlyList<AblationRow> rows) =>
        new("What each mechanism is worth", [], [new("Ablation", [Table.Of("error of predicted overheads", Columns, rows)], [])]);

    static List<ValidationRow> Checked(AblationRow row) => [.. row.Rows.Where(item => item.Measurement is { Role: MeasurementRole.Validation, Metric: "overhead_ns" })];

    static List<double> Errors(AblationRow row) => [.. Checked(row).Select(item => item.ErrorPercent).OfType<double>()];
}
