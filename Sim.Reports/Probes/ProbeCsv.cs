using CsvHelper;
using Sim.Core.Probes;
using Sim.Reports.Results;

namespace Sim.Reports.Probes;

/// <summary>What microbenchmarks found, for programs.</summary>
public static class ProbeCsv
{
    /// <summary>All findings of all cores.</summary>
    public static string Findings(IReadOnlyList<ProbeResult> results) => CsvText.Write(csv =>
    {
        csv.WriteHeader(["core", "probe", "name", "parameter", "unit", "found", "declared", "verdict", "remark"]);
        foreach (var result in results)
        {
            foreach (var finding in result.Findings)
                WriteRow(csv, result.Core.Name, finding);
        }
    });

    /// <summary>All points of all curves of one core.</summary>
    public static string Curves(ProbeResult result) => CsvText.Write(csv =>
    {
        csv.WriteHeader(["core", "curve", "x_unit", "y_unit", "x", "y"]);
        foreach (var curve in result.Curves)
        {
            foreach (var point in curve.Points)
            {
                csv.WriteField(result.Core.Name);
                csv.WriteField(curve.Name);
                csv.WriteField(curve.X);
                csv.WriteField(curve.Y);
                csv.WriteNumber(point.X);
                csv.WriteNumber(point.Y);
                csv.EndRecord();
            }
        }
    });

    /// <summary>Every overlap of one store and one load.</summary>
    public static string Forwarding(ProbeResult result) => CsvText.Write(csv =>
    {
        csv.WriteHeader(["core", "store_bytes", "load_bytes", "offset_bytes", "crosses_line", "cycles", "declared_cycles"]);
        foreach (var cell in result.Forwarding)
        {
            csv.WriteField(result.Core.Name);
            csv.WriteField(cell.StoreBytes);
            csv.WriteField(cell.LoadBytes);
            csv.WriteField(cell.Offset);
            csv.WriteField(cell.CrossesLine ? "true" : "false");
            csv.WriteNumber(cell.Cycles);
            csv.WriteNumber(cell.DeclaredCycles);
            csv.EndRecord();
        }
    });

    static void WriteRow(CsvWriter csv, string core, Finding finding)
    {
        csv.WriteField(core);
        csv.WriteField(finding.Probe);
        csv.WriteField(finding.Name);
        csv.WriteField(finding.Parameter);
        csv.WriteField(finding.Unit);
        WriteReading(csv, finding.Found);
        WriteReading(csv, finding.Declared);
        csv.WriteField(finding.Verdict switch { Verdict.Agrees => "agrees", Verdict.Differs => "differs", _ => "hidden" });
        csv.WriteField(finding.Remark);
        csv.EndRecord();
    }

    static void WriteReading(CsvWriter csv, Reading reading)
    {
        if (reading.Word is { } word)
            csv.WriteField(word);
        else
            csv.WriteNumber(reading.Number);
    }
}
