using Sim.Core.Probes.Measured;
using Sim.Reports.Results;

namespace Sim.Reports.Probes;

/// <summary>How far cores are from their measured figures, for programs.</summary>
public static class ErrorSumCsv
{
    /// <summary>A row per core and section, one for all its figures, and one for each role that they have.</summary>
    public static string Of(IEnumerable<CaseComparison> comparisons) => CsvText.Write(csv =>
    {
        csv.WriteHeader(["core", "rows", "figures", "compared", "median_percent", "ninetieth_percent"]);
        foreach (var comparison in comparisons)
        {
            foreach (var (name, errors) in comparison.Sums)
            {
                csv.WriteField(comparison.Core.Name);
                csv.WriteField(name);
                csv.WriteField(errors.Figures);
                csv.WriteField(errors.Compared);
                csv.WriteNumber(Math.Round(errors.MedianPercent, 2));
                csv.WriteNumber(Math.Round(errors.NinetiethPercent, 2));
                csv.EndRecord();
            }
        }
    });
}
