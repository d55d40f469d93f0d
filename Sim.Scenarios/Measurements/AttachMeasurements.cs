using System.Globalization;
using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Measurements;

/// <summary>What attaching cost on real kernels: the file that comes with Sim.</summary>
public static class AttachMeasurements
{
    static readonly string[] Columns =
        ["kernel", "operation", "tracer", "functions", "ops", "other_ops", "runs", "instructions", "least", "most"];

    /// <summary>All rows of the file beside the binaries.</summary>
    /// <exception cref="SimBug">The file is not as it was shipped.</exception>
    public static IReadOnlyList<AttachMeasurement> Read()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "scenarios", "measurements", "kernel-paths", "attach.csv");
        var bag = new DiagnosticBag();
        var rows = TextFile.Read(path, TextFile.MaxCsvBytes, bag) is { } file ? CsvTable.Read(file, Columns, [], bag) : null;
        return rows is null || bag.HasErrors ? throw new SimBug(string.Join('\n', bag)) : [.. rows.Select(RowOf)];
    }

    static AttachMeasurement RowOf(CsvRecord record) => new(
        record["kernel"], record["operation"] == "attach", record["tracer"], record["functions"] == "all" ? null : Integer(record["functions"]),
        Integer(record["ops"]), Integer(record["other_ops"]), long.Parse(record["instructions"], CultureInfo.InvariantCulture));

    static int Integer(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
