using Sim.Core.Kernel;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;
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

    static readonly IReadOnlyList<Column> SumColumns =
    [
        new("source", "who measured", IsText: true),
        new("metric", "what was measured; names as in results.csv, units at their end", IsText: true),
        new("role", "validation rows are checked; calibration rows were fitted and prove nothing", IsText: true),
        new("rows", "rows with a prediction"),
        new("mean error (%)", "mean absolute error"),
        new("worst (%)", "largest error, with its sign"),
        new("worst row", "where it is: strategy, relevant + irrelevant tracers", IsText: true),
        new("outside", "rows outside their tolerance, or to be checked and without a prediction"),
        new("rank correlation", "Spearman's, of predicted and measured figures, where several strategies were measured: 1 if all are in the right order"),
    ];

    /// <summary>Sums apart for checked and fitted rows; then a table per source, core, kernel, strategy, tracer and flags.</summary>
    public static Document Of(IReadOnlyList<ValidationRow> rows, IReadOnlyList<ValidationSum> sums)
    {
        var failing = rows.Count(row => row.Fails);
        var validation = rows.Count(row => row.Measurement.Role == MeasurementRole.Validation);
        var title = failing == 0
            ? $"All {NumberText.Integer(validation)} validation rows are within their tolerance"
            : $"{NumberText.Integer(failing)} of {NumberText.Integer(validation)} validation rows are not within their tolerance";
        var tables = rows.GroupBy(row => HeadingOf(row.Measurement)).Select(TableOf).ToList();
        return new(title, [],
        [
            new("How well", sums.Count == 0 ? [] : [new Table("", SumColumns, [.. sums.Select(RowOf)])], Unchecked(sums)),
            new("Predicted against measured", tables, []),
        ]);
    }

    static IReadOnlyList<string> Unchecked(IReadOnlyList<ValidationSum> sums) =>
        sums.Any(sum => sum.Role == MeasurementRole.Validation) ? [] : ["no row is for validation: nothing here says how well Sim predicts"];

    static IReadOnlyList<string> RowOf(ValidationSum sum) =>
    [
        sum.Source,
        sum.Metric,
        RoleName.Of(sum.Role),
        sum.Missing == 0 ? NumberText.Integer(sum.Rows.Count) : $"{NumberText.Integer(sum.Rows.Count)} of {NumberText.Integer(sum.Rows.Count + sum.Missing)}",
        NumberText.Significant(sum.MeanErrorPercent),
        NumberText.SignedPercent(sum.Worst?.ErrorPercent),
        sum.Worst?.Measurement is { } at
            ? $"{at.Strategy}, {NumberText.Integer(at.RelevantTracers)} + {NumberText.Integer(at.IrrelevantTracers)}"
            : NumberText.Missing,
        sum.Role == MeasurementRole.Validation ? NumberText.Integer(sum.Outside) : NumberText.Missing,
        NumberText.Significant(sum.RankCorrelation),
    ];

    static Table TableOf(IGrouping<string, ValidationRow> rows) => new(rows.Key, Columns, [.. rows.Select(RowOf)]);

    static string HeadingOf(Measurement measurement)
    {
        var heading =
            $"{measurement.Source}: {measurement.Strategy}, {measurement.Kernel}, core {measurement.Core}, tracer {measurement.Tracer}";
        if (measurement.OpsFlags != Core.Kernel.OpsFlags.None)
            heading += $", flags {OpsFlagNames.Of(measurement.OpsFlags)}";
        return MechanismCatalogue.Find(measurement.Strategy) is { Validated: false }
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
}
