using Sim.Reports.Results;

namespace Sim.Reports.Comparing;

/// <summary>A comparison for programs: a row per cell and metric that differs.</summary>
public static class ComparisonCsv
{
    public static string Write(Comparison comparison) => CsvText.Write(csv =>
    {
        csv.WriteHeader(["scenario", "cell", "metric", "baseline", "current", "baseline_status", "current_status", "why"]);
        foreach (var cell in comparison.Moved)
        {
            foreach (var metric in cell.Metrics.DefaultIfEmpty(""))
            {
                csv.WriteField(cell.Before.Scenario);
                csv.WriteField(cell.Before.Name);
                csv.WriteField(metric);
                csv.WriteNumber(cell.Before.Figures.TryGetValue(metric, out var before) ? before : null);
                csv.WriteNumber(cell.Now.Figures.TryGetValue(metric, out var now) ? now : null);
                csv.WriteField(cell.Before.Status);
                csv.WriteField(cell.Now.Status);
                csv.WriteField(ComparisonTable.Why(cell));
                csv.EndRecord();
            }
        }
    });
}
