using CsvHelper;
using Sim.Reports.Results;

namespace Sim.Reports.Comparing;

/// <summary>A comparison for programs: a row per value that differs, cell that is gone or new, and search that finds something else.</summary>
public static class ComparisonCsv
{
    public static string Write(Comparison comparison) => CsvText.Write(csv =>
    {
        csv.WriteHeader(["scenario", "cell", "metric", "baseline", "current", "baseline_status", "current_status", "why", "change"]);
        foreach (var found in comparison.Thresholds)
            WriteRow(csv, "", found.Sought, "found", found.Before, found.Now, "", "", "", found.Now.IsNone ? "gone" : "moved");
        foreach (var cell in comparison.Moved)
        {
            foreach (var (column, before, now, _) in cell.Differences)
                WriteRow(csv, cell.Before.Scenario, cell.Name, column.Name, before, now, cell.Before.Text("status"), cell.Now.Text("status"), cell.Why, "moved");
        }

        foreach (var cell in comparison.Gone)
            WriteRow(csv, cell.Before.Scenario, cell.Name, "", Figure.None, Figure.None, cell.Before.Text("status"), "", cell.Nearest ?? "", "gone");
        foreach (var name in comparison.Added)
            WriteRow(csv, "", name, "", Figure.None, Figure.None, "", "", "", "new");
    });

    static void WriteRow(
        CsvWriter csv, string scenario, string cell, string metric, Figure before, Figure now, string statusBefore, string statusNow, string why, string change)
    {
        foreach (var word in (string[])[scenario, cell, metric])
            csv.WriteField(word);
        foreach (var figure in (Figure[])[before, now])
        {
            if (figure.Number is { } number)
                csv.WriteNumber(number);
            else
                csv.WriteField(figure.Words);
        }

        foreach (var word in (string[])[statusBefore, statusNow, why, change])
            csv.WriteField(word);
        csv.EndRecord();
    }
}
