using MathNet.Numerics.Statistics;
using Sim.Core.Runs;
using Sim.Scenarios.Measurements;

namespace Sim.Scenarios.Analyses;

/// <summary>Sums up predictions of measured figures.</summary>
public static class ValidationSums
{
    // Any two figures are in one order or the other.
    const int LeastRanked = 3;

    /// <summary>A sum per source, metric and role that is checked or fitted, in the order of the rows; checked ones first.</summary>
    public static IReadOnlyList<ValidationSum> Of(IReadOnlyList<ValidationRow> rows) =>
    [
        .. rows.Where(row => row.Measurement.Role != MeasurementRole.Context)
            .GroupBy(row => (row.Measurement.Role, row.Measurement.Source, row.Measurement.Metric))
            .OrderByDescending(group => group.Key.Role == MeasurementRole.Validation)
            .Select(group => SumOf([.. group])),
    ];

    static ValidationSum SumOf(List<ValidationRow> rows)
    {
        var predicted = rows.Where(row => row.ErrorPercent is not null).ToList();
        var first = rows[0].Measurement;
        return new ValidationSum(
            first.Source, first.Metric, first.Role, predicted, rows.Count(row => row.Fails), rows.Count(row => row.Predicted is null), RankCorrelation(predicted));
    }

    static double? RankCorrelation(List<ValidationRow> rows)
    {
        if (rows.Count < LeastRanked || rows.Select(row => row.Measurement.Strategy).Distinct().Count() < 2)
            return null;
        var correlation = Correlation.Spearman(rows.Select(row => row.Measurement.Value), rows.Select(row => row.Predicted!.Value));
        return double.IsFinite(correlation) ? correlation : null;
    }
}
