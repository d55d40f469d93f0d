namespace Sim.Core.Runs;

/// <summary>How well the rows of one source, metric and role are predicted.</summary>
/// <param name="Source">Who measured.</param>
/// <param name="Metric">What was measured.</param>
/// <param name="Role">What the rows are for; fitted rows are never summed with checked ones.</param>
/// <param name="Rows">Rows with a prediction, in file order.</param>
/// <param name="Outside">Rows that fail: outside their tolerance, or to be checked and without a prediction.</param>
/// <param name="Missing">Rows without a prediction.</param>
/// <param name="RankCorrelation">
/// Spearman's correlation of predicted and measured figures, where rows of several strategies were measured: 1 if Sim puts them into the right order. Null elsewhere.
/// </param>
public sealed record ValidationSum(
    string Source, string Metric, MeasurementRole Role, IReadOnlyList<ValidationRow> Rows, int Outside, int Missing, double? RankCorrelation)
{
    /// <summary>Mean absolute error in percent. Null without rows.</summary>
    public double? MeanErrorPercent => Rows.Count == 0 ? null : Rows.Average(row => Math.Abs(row.ErrorPercent!.Value));

    /// <summary>The row with the largest error. Null without rows.</summary>
    public ValidationRow? Worst => Rows.MaxBy(row => Math.Abs(row.ErrorPercent!.Value));
}
