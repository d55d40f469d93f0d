using Sim.Core.Dispatch;
using Sim.Core.Kernel;
using Sim.Core.Results;
using Sim.Reports.Cells;

namespace Sim.Reports.Tables;

/// <summary>Measured figures beside their predictions, for people.</summary>
public static class ValidationTable
{
    static readonly IReadOnlyList<Column> Columns =
    [
        new("relevant", "tracers whose filter contains the called function"),
        new("irrelevant", "tracers whose filter contains other functions only"),
        new("metric", "what was measured; names as in results.csv, units at their end", IsText: true),
        new("measured", "the figure that was measured"),
        new("predicted", "the figure that Sim predicts"),
        new("error (%)", "predicted minus measured, in percent of measured"),
        new("tolerance (%)", "largest error that counts as right"),
        new("role", "validation rows are checked; calibration rows were fitted and prove nothing; context is shown only", IsText: true),
        new("verdict", "ok, or why not", IsText: true),
    ];

    /// <summary>A table per source, core, kernel, strategy, tracer and flags, with sums apart for checked and fitted rows.</summary>
    public static Document Of(IReadOnlyList<ValidationRow> rows)
    {
        var failing = rows.Count(row => row.Fails);
        var validation = rows.Count(row => row.Measurement.Role == MeasurementRole.Validation);
        var title = failing == 0
            ? $"All {NumberText.Integer(validation)} validation rows are within their tolerance"
            : $"{NumberText.Integer(failing)} of {NumberText.Integer(validation)} validation rows are not within their tolerance";
        var tables = rows.GroupBy(row => HeadingOf(row.Measurement)).Select(TableOf).ToList();
        return new(title, [], [new("Predicted against measured", tables,
            [SumOf(rows, MeasurementRole.Validation), SumOf(rows, MeasurementRole.Calibration)])]);
    }

    static Table TableOf(IGrouping<string, ValidationRow> rows) => new(rows.Key, Columns, [.. rows.Select(RowOf)]);

    static string HeadingOf(Measurement measurement)
    {
        var heading =
            $"{measurement.Source}: {measurement.Strategy}, {measurement.Kernel}, core {measurement.Core}, tracer {measurement.Tracer}";
        if (measurement.OpsFlags != Core.Kernel.OpsFlags.None)
            heading += $", flags {OpsFlagNames.Of(measurement.OpsFlags)}";
        return Strategy.All.Any(strategy => strategy.Name == measurement.Strategy && !strategy.Validated)
            ? $"{heading}, {CellGroup.UnvalidatedMark}"
            : heading;
    }

    static IReadOnlyList<string> RowOf(ValidationRow row) =>
    [
        NumberText.Integer(row.Measurement.RelevantTracers),
        NumberText.Integer(row.Measurement.IrrelevantTracers),
        row.Measurement.Metric,
        NumberText.Significant(row.Measurement.Value),
        NumberText.Significant(row.Predicted),
        NumberText.SignedPercent(row.ErrorPercent),
        NumberText.Significant(row.Measurement.TolerancePercent),
        RoleName.Of(row.Measurement.Role),
        VerdictOf(row),
    ];

    static string VerdictOf(ValidationRow row) => row switch
    {
        { Predicted: null } => $"no prediction: {row.Reason}",
        { Fails: true } => "OUTSIDE",
        { Measurement.Role: MeasurementRole.Validation } => "ok",
        { Measurement.Role: MeasurementRole.Calibration } => "fitted",
        _ => "",
    };

    static string SumOf(IReadOnlyList<ValidationRow> rows, MeasurementRole role)
    {
        var all = rows.Count(row => row.Measurement.Role == role);
        var predicted = rows.Where(row => row.Measurement.Role == role && row.ErrorPercent is not null).ToList();
        var name = RoleName.Of(role);
        if (predicted.Count == 0)
            return $"{name}: no rows with a prediction";

        var mean = predicted.Average(row => Math.Abs(row.ErrorPercent!.Value));
        var worst = predicted.MaxBy(row => Math.Abs(row.ErrorPercent!.Value))!;
        var at = worst.Measurement;
        return $"{name}: {NumberText.Integer(predicted.Count)} of {NumberText.Integer(all)} rows predicted, "
            + $"mean absolute error {NumberText.Significant(mean)} %, worst "
            + $"{NumberText.SignedPercent(worst.ErrorPercent)} % ({at.Source}, {at.Metric}, {at.Strategy}, "
            + $"{NumberText.Integer(at.RelevantTracers)} relevant, {NumberText.Integer(at.IrrelevantTracers)} irrelevant)";
    }
}
