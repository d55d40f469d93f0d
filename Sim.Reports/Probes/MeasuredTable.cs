using System.Globalization;
using Sim.Core.Probes.Measured;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Probes;

/// <summary>Measured figures of instructions beside predictions, for people.</summary>
public static class MeasuredTable
{
    // Errors in percent: of the four cores that come with figures, nine of ten are well below.
    const double FarOff = 20;

    static readonly Column<ComparedFigure> Case = new("case", "the benchmark's name", row => row.Figure.Case.Name, IsText: true);
    static readonly Column<ComparedFigure> Kind = new("figure", "latency in cycles, or instructions per cycle", row => row.Figure.Kind == FigureKind.Latency ? "latency" : "per cycle", IsText: true);
    static readonly Column<ComparedFigure> Measured = new("measured", "on the real core", row => Cycles(row.Figure.Value));

    static readonly IReadOnlyList<Column<(string Name, ErrorSummary Errors)>> SumColumns =
    [
        new("section", "the benchmark's name for cases of a kind", sum => sum.Name, IsText: true),
        new("figures", "measured on the real core", sum => NumberText.Integer(sum.Errors.Figures)),
        new("compared", "those that Sim runs", sum => NumberText.Integer(sum.Errors.Compared)),
        new("median (%)", "half of the predictions are off by no more than this", sum => Percent(sum.Errors.MedianPercent)),
        new("90th (%)", "nine of ten are off by no more than this", sum => Percent(sum.Errors.NinetiethPercent)),
        new("worst (%)", "the largest error, with its sign", sum => NumberText.SignedPercent(sum.Errors.Worst?.ErrorPercent)),
        new("worst case", "the case that has it", sum => sum.Errors.Worst?.Figure.Case.Name ?? NumberText.Missing, IsText: true),
    ];

    static readonly IReadOnlyList<Column<ComparedFigure>> RowColumns =
    [
        Case, Kind, Measured,
        new("predicted", "on the simulated core; - where Sim does not run the case", row => Cycles(row.Predicted)),
        new("error (%)", "predicted less measured, in percent of measured", row => NumberText.SignedPercent(row.ErrorPercent)),
    ];

    static readonly IReadOnlyList<Column<(ComparedFigure Row, int Rank)>> WorstColumns =
    [
        new("rank", "by the size of the error", ranked => NumberText.Integer(ranked.Rank)),
        .. RowColumns.Select(column => column.Of(((ComparedFigure Row, int Rank) ranked) => ranked.Row)),
        new("role", "a value of the core's file was set from calibration rows", ranked => ranked.Row.Figure.IsCalibration ? "calibration" : "validation", IsText: true),
    ];

    static readonly IReadOnlyList<Column<ComparedFigure>> NotRunColumns = [Case, Kind, Measured, new("why", "what Sim lacks", row => row.NotRun, IsText: true)];

    /// <summary>Sums, the largest errors, every figure, and what was not run.</summary>
    public static Document Of(CaseComparison comparison, string path, double tolerancePercent) => Of(
        comparison,
        path,
        tolerancePercent,
        [
            BySection(comparison),
            new("Far off", [Table.Of("", WorstColumns, Worst(comparison))], [$"all errors above {NumberText.Decimal(FarOff)} %"]),
            new("Every figure",
                [.. comparison.Figures.GroupBy(row => row.Figure.Section).Select(rows => Table.Of(rows.Key, RowColumns, rows))], []),
            new("Not run", [Table.Of("", NotRunColumns, comparison.Figures.Where(row => row.Predicted is null))], []),
        ]);

    /// <summary>The sums alone.</summary>
    public static Document SumsOf(CaseComparison comparison, string path, double tolerancePercent) =>
        Of(comparison, path, tolerancePercent, [BySection(comparison)]);

    static Document Of(CaseComparison comparison, string path, double tolerancePercent, IReadOnlyList<Section> sections) => new(
        Headline(comparison, tolerancePercent),
        [$"{path} against the simulated core; predictions of validation rows may be off by {NumberText.Decimal(tolerancePercent)} % in the median"],
        sections);

    static Section BySection(CaseComparison comparison) => new("By section", [Table.Of("", SumColumns, comparison.Sums)], []);

    static string Headline(CaseComparison comparison, double tolerancePercent)
    {
        var checks = comparison.Validation;
        var missing = NumberText.Integer(comparison.Total.Figures - comparison.Total.Compared);
        if (checks.Compared == 0)
            return $"{comparison.Core.Name}: all predictions are of rows that values were set from, which check nothing; {missing} not run";
        var which = comparison.Calibration.Compared == 0 ? "" : " of validation rows";
        var verdict = comparison.IsTooFarOff(tolerancePercent) ? "; TOO FAR OFF" : "";
        return $"{comparison.Core.Name}: half of {NumberText.Integer(checks.Compared)} predictions{which} are off by {Percent(checks.MedianPercent)} % or less, "
            + $"nine of ten by {Percent(checks.NinetiethPercent)} %; {missing} not run{verdict}";
    }

    static IEnumerable<(ComparedFigure Row, int Rank)> Worst(CaseComparison comparison) => comparison.Figures
        .Where(row => ErrorSummary.Size(row) > FarOff)
        .OrderByDescending(ErrorSummary.Size)
        .Select((row, index) => (row, index + 1));

    // As the benchmark writes them.
    static string Cycles(double? number) =>
        number is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : NumberText.Missing;

    static string Percent(double number) =>
        double.IsNaN(number) ? NumberText.Missing : number.ToString("0.0", CultureInfo.InvariantCulture);
}
