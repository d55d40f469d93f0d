using CsvHelper;
using Sim.Core.Kernel;
using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Results;

/// <summary>Measured figures as a measurement file, which <c>sim validate</c> reads.</summary>
public static class MeasurementCsv
{
    internal static IReadOnlyList<string> Columns { get; } =
    [
        "source", "core", "kernel", "strategy", "tracer", "relevant_tracers", "irrelevant_tracers", "ops_flags", "calls",
        "metric", "value", "role", "tolerance_percent", "note",
    ];

    /// <summary>The whole file, with its heading; rows in the given order.</summary>
    public static string Write(IReadOnlyList<Measurement> rows) => CsvText.Write(csv =>
    {
        csv.WriteHeader([.. Columns]);
        foreach (var row in rows)
        {
            WriteFields(csv, row);
            csv.EndRecord();
        }
    });

    internal static void WriteFields(CsvWriter csv, Measurement measurement)
    {
        csv.WriteField(measurement.Source);
        csv.WriteField(measurement.Core);
        csv.WriteField(measurement.Kernel);
        csv.WriteField(measurement.Strategy);
        csv.WriteField(measurement.Tracer);
        csv.WriteField(measurement.RelevantTracers);
        csv.WriteField(measurement.IrrelevantTracers);
        csv.WriteField(OpsFlagNames.Of(measurement.OpsFlags));
        csv.WriteField(measurement.Calls);
        csv.WriteField(measurement.Metric);
        csv.WriteNumber(measurement.Value);
        csv.WriteField(RoleName.Of(measurement.Role));
        csv.WriteNumber(measurement.TolerancePercent);
        csv.WriteField(measurement.Note);
    }
}
