using Sim.Core.A64.Coding;
using Sim.Core.Kernel;
using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Tables;

/// <summary>What <c>sim calibrate</c> found, for people.</summary>
public static class CalibrationTable
{
    static readonly IReadOnlyList<Column<FittedParameter>> ParameterColumns =
    [
        new("parameter", "value of the core that was fitted; its path in the core's file", row => row.Key, IsText: true),
        new("declared", "the core's own value, in cycles", row => NumberText.Integer(row.Declared)),
        new("fitted", "the value whose predictions have the least sum of squared relative errors", row => NumberText.Integer(row.Value)),
        new("sure to (95 %)", "values that the figures allow as well, if errors are of the size that the fit leaves",
            row => $"{NumberText.Integer(row.Sure.Low)} to {NumberText.Integer(row.Sure.High)}", IsText: true),
        new("allowed", "range in the core's file, which the fit keeps to", row => $"{NumberText.Integer(row.Low)} to {NumberText.Integer(row.High)}", IsText: true),
        new("remark", "unseen: the figures leave most of the range open; limit: the best value may lie outside the allowed range", RemarkOn, IsText: true),
    ];

    static readonly IReadOnlyList<Column<FittedRow>> RowColumns =
    [
        new("source", "who measured", row => row.Measurement.Source, IsText: true),
        new("kernel", "kernel build", row => KernelOf(row.Measurement), IsText: true),
        new("relevant", "tracers whose filter contains the called function", row => NumberText.Integer(row.Measurement.RelevantTracers)),
        new("irrelevant", "tracers whose filter contains other functions only", row => NumberText.Integer(row.Measurement.IrrelevantTracers)),
        new("metric", "what was measured", row => row.Measurement.Metric, IsText: true),
        new("measured", "the figure that was measured", row => NumberText.Significant(row.Measurement.Value)),
        new("declared: error (%)", "error of the prediction with the declared values", row => NumberText.SignedPercent(row.ErrorPercent(row.Before))),
        new("fitted: error (%)", "error of the prediction with the fitted values", row => NumberText.SignedPercent(row.ErrorPercent(row.After))),
        new("left out: error (%)", "error of the prediction with values fitted to all other rows: what to expect of rows that are not here",
            row => NumberText.SignedPercent(row.LeftOut is { } predicted ? row.ErrorPercent(predicted) : null)),
    ];

    static readonly IReadOnlyList<Column<FittedFigure>> FigureColumns =
    [
        new("source", "name of the file", figure => figure.Source, IsText: true),
        new("case", "the benchmark's name", figure => figure.Case, IsText: true),
        new("figure", "latency in cycles, or instructions per cycle", figure => figure.IsLatency ? "latency" : "per cycle", IsText: true),
        new("measured", "the figure that was measured", figure => NumberText.Significant(figure.Value)),
        new("declared: error (%)", "error of the prediction with the declared values", figure => NumberText.SignedPercent(figure.ErrorPercent(figure.Before))),
        new("fitted: error (%)", "error of the prediction with the fitted values", figure => NumberText.SignedPercent(figure.ErrorPercent(figure.After))),
        new("left out: error (%)", "error of the prediction with values fitted to all other figures: what to expect of figures that are not here",
            figure => NumberText.SignedPercent(figure.LeftOut is { } predicted ? figure.ErrorPercent(predicted) : null)),
    ];

    /// <summary>A table of parameters, and one each of traced calls and of instructions, if there are any; a figure that was fitted proves nothing.</summary>
    public static Document Of(CalibrationResult result)
    {
        var (before, after) = (Errors(result, row => row.Before, figure => figure.Before).Average(), Errors(result, row => row.After, figure => figure.After).Average());
        var title = $"{Count(result.Parameters.Count, "parameter")} of {result.Core} fitted to {Count(result.Rows.Count + result.Instructions.Count, "row")}: "
            + $"mean absolute error {Percent(before)} before, {Percent(after)} after";
        return new(
            title,
            [],
            [
                new("Parameters", [Table.Of("", ParameterColumns, result.Parameters)], [.. result.Alike.Select(Alike)]),
                new("Figures", [.. Figures(result)], [.. OtherCores(result), LeftOut(result), Effort(result)]),
            ]);
    }

    static IEnumerable<Table> Figures(CalibrationResult result)
    {
        if (result.Rows.Count > 0)
            yield return Table.Of("", RowColumns, result.Rows);
        if (result.Instructions.Count > 0)
            yield return Table.Of(result.Rows.Count > 0 ? "instructions" : "", FigureColumns, result.Instructions);
    }

    static IEnumerable<string> OtherCores(CalibrationResult result)
    {
        var others = result.OtherCores;
        if (others.Count > 0)
            yield return $"measured on {string.Join(", ", others)}, not on {result.Core}: fitted values make up for what sets the cores apart, and say nothing of {result.Core} unless it is that core";
    }

    static string RemarkOn(FittedParameter parameter)
    {
        List<string> remarks = [];
        if (!parameter.IsSeen)
            remarks.Add("unseen");
        if (parameter.Value != parameter.Declared && (parameter.Value == parameter.Low || parameter.Value == parameter.High))
            remarks.Add("limit");
        return string.Join("; ", remarks);
    }

    static string KernelOf(Measurement at) => at.OpsFlags == OpsFlags.None ? at.Kernel : $"{at.Kernel}, flags {OpsFlagNames.Of(at.OpsFlags)}";

    static string Alike(AlikeParameters pair) =>
        $"these figures cannot tell {pair.One} and {pair.Other} apart: a change of one makes up for the other (correlation {NumberText.Significant(pair.Correlation)})";

    static string LeftOut(CalibrationResult result) => result.Rows.All(row => row.LeftOut is not null) && result.Instructions.All(figure => figure.LeftOut is not null)
        ? $"mean absolute error of rows that were left out of the fit: {Percent(Errors(result, row => row.LeftOut!.Value, figure => figure.LeftOut!.Value).Average())}"
        : "one row: nothing is left to check the fit with";

    static string Effort(CalibrationResult result) =>
        $"{NumberText.Integer(result.Candidates)} combinations of values were simulated, seed {result.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    static IEnumerable<double> Errors(CalibrationResult result, Func<FittedRow, double> predicted, Func<FittedFigure, double> found) =>
        result.Rows.Select(row => row.ErrorPercent(predicted(row))).Concat(result.Instructions.Select(figure => figure.ErrorPercent(found(figure)))).Select(Math.Abs);

    static string Percent(double percent) => $"{NumberText.Significant(percent)} %";

    static string Count(int count, string noun) => $"{NumberText.Integer(count)} {noun}{(count == 1 ? "" : "s")}";
}
