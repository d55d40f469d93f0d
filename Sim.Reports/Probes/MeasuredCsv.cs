using Sim.Core.Probes.Measured;
using Sim.Reports.Results;

namespace Sim.Reports.Probes;

/// <summary>Measured figures of instructions beside predictions, for programs.</summary>
public static class MeasuredCsv
{
    /// <summary>A row per figure; those that Sim does not run have a reason instead of a prediction.</summary>
    public static string Of(IEnumerable<CaseComparison> comparisons) => CsvText.Write(csv =>
    {
        csv.WriteHeader(["core", "section", "case", "figure", "measured", "predicted", "error_percent", "not_run", "role"]);
        foreach (var comparison in comparisons)
        {
            foreach (var row in comparison.Figures)
            {
                csv.WriteField(comparison.Core.Name);
                csv.WriteField(row.Figure.Section);
                csv.WriteField(row.Figure.Case.Name);
                csv.WriteField(row.Figure.Kind == FigureKind.Latency ? "latency_cycles" : "per_cycle");
                csv.WriteNumber(row.Figure.Value);
                csv.WriteNumber(row.Predicted is { } predicted ? Math.Round(predicted, 4) : null);
                csv.WriteNumber(row.ErrorPercent is { } error ? Math.Round(error, 2) : null);
                csv.WriteField(row.NotRun);
                csv.WriteField(row.Figure.IsCalibration ? "calibration" : "validation");
                csv.EndRecord();
            }
        }
    });
}
