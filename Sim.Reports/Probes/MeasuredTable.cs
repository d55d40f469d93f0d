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

    static readonly Column Case = new("case", "the benchmark's name", IsText: true);
    static readonly Column Figure = new("figure", "latency in cycles, or instructions per cycle", IsText: true);
    static readonly Column Measured = new("measured", "on the real core");

    static readonly IReadOnlyList<Column> SumColumns =
    [
        new("section", "the benchmark's name for cases of a kind", IsText: true),
        new("figures", "measured on the real core"),
        new("compared", "those that Sim runs"),
        new("median (%)", "half of the predictions are off by no more than this"),
        new("90th (%)", "nine of ten are off by no more than this"),
        new("worst (%)", "the largest error, with its sign"),
        new("worst case", "the case that has it", IsText: true),
    ];

    static readonly IReadOnlyList<Column> RowColumns =
    [
        Case, Figure, Measured,
        new("predicted", "on the simulated core; - where Sim does not run the case"),
        new("error (%)", "predicted less measured, in percent of measured"),
    ];

    static readonly IReadOnlyList<Column> WorstColumns =
    [
        new("rank", "by the size of the error"), .. RowColumns,
        new("role", "a value of the core's file was set from calibration rows", IsText: true),
    ];

    static readonly IReadOnlyList<Column> NotRunColumns = [Case, Figure, Measured, new("why", "what Sim lacks", IsText: true)];

    /// <summary>Sums, the largest errors, every figure, and what was not run.</summary>
    public static Document Of(CaseComparison comparison, string path, double tolerancePercent) => Of(
        comparison,
        path,
        tolerancePercent,
        [
            BySection(comparison),
            new("Far off", [new("", WorstColumns, [.. Worst(comparison)])], [$"all errors above {NumberText.Decimal(FarOff)} %"]),
            new("Every figure",
                [.. comparison.Figures.GroupBy(row => row.Figure.Section).Select(rows => new Table(rows.Key, RowColumns, [.. rows.Select(RowOf)]))], []),
            new("Not run", [new("", NotRunColumns, [.. NotRun(comparison)])], []),
        ]);

    /// <summary>The sums alone.</summary>
    public static Document SumsOf(CaseComparison comparison, string path, double tolerancePercent) =>
        Of(comparison, path, tolerancePercent, [BySection(comparison)]);

    static Document Of(CaseComparison comparison, string path, double tolerancePercent, IReadOnlyList<Section> sections) => new(
        Headline(comparison, tolerancePercent),
        [$"{path} against the simulated core; predictions of validation rows may be off by {NumberText.Decimal(tolerancePercent)} % in the median"],
        sections);

    static Section BySection(CaseComparison comparison) => new("By section", [new("", SumColumns, [.. comparison.Sums.Select(SumOf)])], []);

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

    static IReadOnlyList<string> SumOf((string Section, ErrorSummary Errors) sum) => SumOf(sum.Section, sum.Errors);

    static IReadOnlyList<string> SumOf(string name, ErrorSummary errors) =>
    [
        name,
        NumberText.Integer(errors.Figures),
        NumberText.Integer(errors.Compared),
        Percent(errors.MedianPercent),
        Percent(errors.NinetiethPercent),
        NumberText.SignedPercent(errors.Worst?.ErrorPercent),
        errors.Worst?.Figure.Case.Name ?? NumberText.Missing,
    ];

    static IEnumerable<IReadOnlyList<string>> Worst(CaseComparison comparison) => comparison.Figures
        .Where(row => ErrorSummary.Size(row) > FarOff)
        .OrderByDescending(ErrorSummary.Size)
        .Select((row, index) => (IReadOnlyList<string>)[NumberText.Integer(index + 1), .. RowOf(row), Role(row)]);

    static IEnumerable<IReadOnlyList<string>> NotRun(CaseComparison comparison) => comparison.Figures
        .Where(row => row.Predicted is null)
        .Select(row => (IReadOnlyList<string>)[row.Figure.Case.Name, Kind(row), Cycles(row.Figure.Value), row.NotRun]);

    static IReadOnlyList<string> RowOf(ComparedFigure row) =>
    [
        row.Figure.Case.Name, Kind(row), Cycles(row.Figure.Value), Cycles(row.Predicted), NumberText.SignedPercent(row.ErrorPercent),
    ];

    static string Role(ComparedFigure row) => row.Figure.IsCalibration ? "calibration" : "validation";

    static string Kind(ComparedFigure row) => row.Figure.Kind == FigureKind.Latency ? "latency" : "per cycle";

    // As the benchmark writes them.
    static string Cycles(double? number) =>
        number is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : NumberText.Missing;

    static string Percent(double number) =>
        double.IsNaN(number) ? NumberText.Missing : number.ToString("0.0", CultureInfo.InvariantCulture);
}
