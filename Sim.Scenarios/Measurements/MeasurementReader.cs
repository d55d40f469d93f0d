using System.Globalization;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;
using Sim.Core.Tracers;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Measurements;

/// <summary>Reads one record of a measurement file.</summary>
sealed class MeasurementReader(CsvRecord record, DiagnosticBag bag)
{
    /// <summary>The figure, or null after reporting all mistakes of the record.</summary>
    /// <remarks>A context row is not predicted: its strategy, tracer and metric may be any.</remarks>
    public Measurement? Read()
    {
        var before = bag.Count;
        var role = Name("role", Roles);
        var context = role == "context";
        var tolerance = record["tolerance_percent"].Length == 0 ? (double?)null : Number("tolerance_percent", 0);
        if (role == "validation" && record["tolerance_percent"].Length == 0)
            Report("tolerance_percent", "a validation row needs its tolerance_percent");

        var row = new Measurement
        {
            Source = Text("source"),
            Core = Text(Columns.Core),
            Kernel = Text(Columns.Kernel),
            Strategy = context ? Text("strategy") : Name("strategy", [.. MechanismCatalogue.All.Select(mechanism => mechanism.Name)]),
            Tracer = context ? Text("tracer") : Name("tracer", [.. Core.Tracers.Tracer.All.Select(tracer => tracer.Name)]),
            RelevantTracers = (int)Integer("relevant_tracers", 0, CellSpec.MaxTracers),
            IrrelevantTracers = (int)Integer("irrelevant_tracers", 0, CellSpec.MaxTracers),
            OpsFlags = OpsFlagNames.All.GetValueOrDefault(Name("ops_flags", [.. OpsFlagNames.All.Keys]), OpsFlags.None),
            Calls = Integer("calls", 1, CellSpec.MaxCalls),
            Metric = context ? Text("metric") : Name("metric", [.. Metric.All.Select(metric => metric.Name)]),
            Value = Number("value", double.MinValue),
            Role = (MeasurementRole)Math.Max(0, Array.IndexOf(Roles, role)),
            TolerancePercent = tolerance,
            Note = record["note"],
            At = record.Place("source").At with { Column = 0, Length = 0 },
        };
        return bag.Count == before ? row : null;
    }

    // In the order of MeasurementRole.
    static readonly string[] Roles = ["calibration", "validation", "context"];

    string Text(string column)
    {
        if (record[column].Length == 0)
            Report(column, $"{column} is empty");
        return record[column];
    }

    string Name(string column, IReadOnlyCollection<string> known)
    {
        if (!known.Contains(record[column]))
        {
            var hint = FieldNames.HintFor(record[column]) ?? NearestName.Hint(record[column], known);
            record.Place(column).Report(bag, Code.UnknownName, $"unknown {column} {Quoted.Text(record[column])}", hint);
        }

        return record[column];
    }

    long Integer(string column, long low, long high)
    {
        if (long.TryParse(record[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= low && value <= high)
            return value;
        var range = FormattableString.Invariant($"{low:N0} to {high:N0}");
        Report(column, $"{column} {Quoted.Text(record[column])} is not a whole number from {range}");
        return 0;
    }

    double Number(string column, double low)
    {
        if (double.TryParse(record[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value) && value >= low)
            return value;
        Report(column, $"{column} {Quoted.Text(record[column])} is not a number{(low == 0 ? " from 0 up" : "")}");
        return 0;
    }

    void Report(string column, string message) => record.Place(column).Report(bag, Code.CsvValue, message);
}
