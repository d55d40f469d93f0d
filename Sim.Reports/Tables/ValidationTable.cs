using Sim.Core.Kernel;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Tables;

/// <summary>Measured figures beside their predictions, for people.</summary>
public static class ValidationTable
{
    static readonly IReadOnlyList<Column<ValidationRow>> Columns =
    [
        new("relevant", "tracers whose filter contains the called function", row => NumberText.Integer(row.Measurement.RelevantTracers)),
        new("irrelevant", "tracers whose filter contains other functions only", row => NumberText.Integer(row.Measurement.IrrelevantTracers)),
        new("metric", "what was measured; names as in results.csv, units at their end", row => row.Measurement.Metric, IsText: true),
        new("measured", "the figure that was measured", row => NumberText.Significant(row.Measurement.Value)),
        new("predicted", "the figure that Sim predicts", row => NumberText.Significant(row.Predicted)),
        new("error (%)", "predicted minus measured, in percent of measured", row => NumberText.SignedPercent(row.ErrorPercent)),
        new("tolerance (%)", "largest error that counts as right", row => NumberText.Significant(row.Measurement.TolerancePercent)),
        new("role", "validation rows are checked; calibration rows were fitted and prove nothing; context is shown only", row => RoleName.Of(row.Measurement.Role), IsText: true),
        new("verdict", "ok, or why not", VerdictOf, IsText: true),
    ];

    static readonly IReadOnlyList<Column<ValidationSum>> SumColumns =
    [
        new("source", "who measured", sum => sum.Source, IsText: true),
        new("metric", "what was measured; names as in results.csv, units at their end", sum => sum.Metric, IsText: true),
        new("role", "validation rows are checked; calibration rows were fitted and prove nothing", sum => RoleName.Of(sum.Role), IsText: true),
        new("rows", "rows with a prediction", sum => sum.Missing == 0 ? NumberText.Integer(sum.Rows.Count) : $"{NumberText.Integer(sum.Rows.Count)} of {NumberText.Integer(sum.Rows.Count + sum.Missing)}"),
        new("mean error (%)", "mean absolute error", sum => NumberText.Significant(sum.MeanErrorPercent)),
        new("worst (%)", "largest error, with its sign", sum => NumberText.SignedPercent(sum.Worst?.ErrorPercent)),
        new("worst row", "where it is: strategy, relevant + irrelevant tracers", sum => sum.Worst?.Measurement is { } at
            ? $"{at.Strategy}, {NumberText.Integer(at.RelevantTracers)} + {NumberText.Integer(at.IrrelevantTracers)}"
            : NumberText.Missing, IsText: true),
        new("outside", "rows outside their tolerance, or to be checked and without a prediction", sum => sum.Role == MeasurementRole.Validation ? NumberText.Integer(sum.Outside) : NumberText.Missing),
        new("rank correlation", "Spearman's, of predicted and measured figures, where several strategies were measured: 1 if all are in the right order", sum => NumberText.Significant(sum.RankCorrelation)),
    ];

    /// <summary>Sums apart for checked and fitted rows; then a table per source, core, kernel, strategy, tracer and flags.</summary>
    public static Document Of(IReadOnlyList<ValidationRow> rows, IReadOnlyList<ValidationSum> sums)
    {
        var failing = rows.Count(row => row.Fails);
        var validation = rows.Count(row => row.Measurement.Role == MeasurementRole.Validation);
        var title = failing == 0
            ? $"All {NumberText.Integer(validation)} validation rows are within their tolerance"
            : $"{NumberText.Integer(failing)} of {NumberText.Integer(validation)} validation rows are not within their tolerance";
        var tables = rows.GroupBy(row => HeadingOf(row.Measurement)).Select(group => Table.Of(group.Key, Columns, group)).ToList();
        return new(title, [],
        [
            new("How well", sums.Count == 0 ? [] : [Table.Of("", SumColumns, sums)], Unchecked(sums)),
            new("Predicted against measured", tables, []),
        ]);
    }

    static IReadOnlyList<string> Unchecked(IReadOnlyList<ValidationSum> sums) =>
        sums.Any(sum => sum.Role == MeasurementRole.Validation) ? [] : ["no row is for validation: nothing here says how well Sim predicts"];

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

    static string VerdictOf(ValidationRow row) => row switch
    {
        { Predicted: null } => $"no prediction: {row.Reason}",
        { Fails: true } => "OUTSIDE",
        { Measurement.Role: MeasurementRole.Validation } => "ok",
        { Measurement.Role: MeasurementRole.Calibration } => "fitted",
        _ => "",
    };
}
