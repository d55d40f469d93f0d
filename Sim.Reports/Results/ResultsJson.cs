using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sim.Core.A64.Coding;
using Sim.Core.Kernel.Layout;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Remarks;
using Sim.Reports.Rules;

namespace Sim.Reports.Results;

/// <summary>results.json: everything that results.csv holds, with the origin of the profiles' values and the measured figures.</summary>
public static class ResultsJson
{
    /// <summary>What the member <c>schema</c> says; the number grows when a reader would have to change.</summary>
    public const string Schema = "sim/results/1";

    // So much is kept in memory at most.
    const int MostPending = 1 << 16;

    static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The whole file, ending in one newline.</summary>
    public static string Write(ScenarioResults results)
    {
        using var bytes = new MemoryStream();
        Write(results, bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The same into a file.</summary>
    public static void Write(ScenarioResults results, Stream file)
    {
        using (var json = new Utf8JsonWriter(file, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("scenario", results.Scenario);
            json.WriteString("question", results.Question);
            json.WriteString("answer", Headline.Of(results).Title);
            json.WriteString("hash", results.Hash);
            json.WriteString("sim_version", results.SimVersion);
            json.WriteNumber("seed", results.Seed);
            WriteArray(json, "cells", results.Cells, (writer, cell) =>
            {
                WriteCell(writer, cell);
                if (writer.BytesPending > MostPending)
                    writer.Flush();
            });
            if (results.Thresholds.Count > 0)
                WriteArray(json, "found", results.Thresholds, WriteThreshold);
            if (results.Rules.Count > 0)
                WriteArray(json, "rules", results.Rules, WriteRule);
            WriteArray(json, "measurements", MatchesOf(results), WriteMatch);
            WriteArray(json, "profiles", results.Profiles, WriteProfile);
            WriteArray(json, "remarks", Confidence.Of(results), (writer, remark) => writer.WriteStringValue(remark));
            json.WriteEndObject();
        }

        file.WriteByte((byte)'\n');
    }

    static IEnumerable<(CellResult Cell, Measurement Measurement)> MatchesOf(ScenarioResults results) =>
        from cell in results.Cells
        from measurement in results.Measurements
        where measurement.IsOf(cell)
        select (cell, measurement);

    static void WriteCell(Utf8JsonWriter json, CellResult cell)
    {
        json.WriteStartObject();
        json.WriteNumber("cell", cell.Cell);
        foreach (var dimension in Dimension.All.Where(dimension => dimension.HasColumn))
            WriteDimension(json, dimension, cell.Planned);
        foreach (var value in cell.Planned.Swept)
            WriteSwept(json, value);
        json.WriteString("inputs", cell.Planned.Inputs);
        json.WriteString("status", StatusName.Of(cell.Status));
        json.WriteString("reason", cell.Reason);
        if (cell.Reach is { } reach)
            WriteReach(json, reach);
        if (cell.Run is { } run)
            WriteNumbers(json, cell, run);
        if (cell.Uncertainty is { } uncertainty)
            WriteUncertainty(json, uncertainty);
        if (cell.Seeds is { } seeds)
            WriteSeeds(json, seeds);
        json.WriteEndObject();
    }

    static void WriteDimension(Utf8JsonWriter json, Dimension dimension, Cell cell)
    {
        if (dimension.Number is { } number)
            json.WriteNumber(dimension.Name, number(cell));
        else
            json.WriteString(dimension.Name, dimension == Dimension.Arrivals && cell.Spec.Arrivals is null ? null : dimension.Text(cell));
        if (dimension == Dimension.Strategy)
            json.WriteBoolean("validated", cell.Validated);
    }

    static void WriteSwept(Utf8JsonWriter json, SweptValue value)
    {
        if (value.Number is { } number)
            json.WriteNumber(value.Column, number);
        else
            json.WriteString(value.Column, value.Text);
    }

    static void WriteSeeds(Utf8JsonWriter json, CellSeeds seeds)
    {
        json.WriteStartObject("seeds");
        json.WriteNumber("seeds", seeds.Seeds);
        json.WriteBoolean("depends_on_seed", seeds.DependsOnSeed);
        foreach (var figure in seeds.Figures)
        {
            json.WriteStartObject(figure.Name);
            WriteNumber(json, "mean", figure.Mean);
            WriteNumber(json, "ci95_low", figure.Low);
            WriteNumber(json, "ci95_high", figure.High);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    static void WriteUncertainty(Utf8JsonWriter json, CellUncertainty uncertainty)
    {
        json.WriteStartObject("uncertainty");
        json.WriteNumber("samples", uncertainty.Samples);
        foreach (var (name, band) in ((string, Band)[])[("per_call_ns", uncertainty.PerCallNs), ("overhead_ns", uncertainty.OverheadNs)])
        {
            json.WriteStartObject(name);
            foreach (var (figure, value) in ((string, double)[])[("p5", band.P5), ("p50", band.P50), ("p95", band.P95), ("low", band.Low), ("high", band.High)])
                WriteNumber(json, figure, value);
            json.WriteEndObject();
        }

        json.WriteStartObject("rank_correlations");
        foreach (var influence in uncertainty.Influences)
            WriteNumber(json, influence.Key, influence.RankCorrelation);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteReach(Utf8JsonWriter json, Reach reach)
    {
        json.WriteStartObject("reach");
        json.WriteNumber("callsites", reach.Callsites);
        json.WriteNumber("direct", reach.Direct);
        json.WriteNumber("veneer", reach.Veneer);
        json.WriteNumber("fallback", reach.Fallback);
        json.WriteNumber("unreachable", reach.Unreachable);
        json.WriteEndObject();
    }

    static void WriteNumbers(Utf8JsonWriter json, CellResult cell, RunResult run)
    {
        json.WriteNumber("simulated_calls", run.SimulatedCalls);
        json.WriteNumber("followed_calls", run.FollowedCalls);
        json.WriteString("dispatch_path", DispatchPathName.Of(run.Path.Kind));
        json.WriteStartObject("metrics");
        foreach (var metric in Metric.All)
            WriteNumber(json, metric.Name, metric.Of(cell));
        json.WriteEndObject();
        if (run.CallTimes is { } times)
        {
            json.WriteStartObject("call_times_ns");
            WriteNumber(json, "median", times.MedianNs);
            WriteNumber(json, "p99", times.P99Ns);
            WriteNumber(json, "longest", times.LongestNs);
            json.WriteEndObject();
        }

        if (run.Course.Intervals.Count > 0)
            WriteArray(json, "intervals", run.Course.Intervals, (writer, interval) => WriteInterval(writer, cell, interval));
        WriteArray(json, "regions", run.Regions, (writer, region) =>
        {
            writer.WriteStartObject();
            writer.WriteString("region", region.Region);
            writer.WriteNumber("cycles", region.Cycles);
            writer.WriteNumber("instructions", region.Instructions);
            writer.WriteEndObject();
        });
    }

    static void WriteInterval(Utf8JsonWriter json, CellResult cell, IntervalResult interval)
    {
        json.WriteStartObject();
        WriteNumber(json, "start_ns", interval.StartNs);
        WriteNumber(json, "end_ns", interval.EndNs);
        json.WriteNumber("calls", interval.Calls.Total);
        WriteNumber(json, "calls_per_second", interval.CallsPerSecond);
        WriteNumber(json, "overhead_percent", IntervalFigures.OverheadPercent(cell, interval));
        foreach (var (name, share) in IntervalFigures.Shares(interval))
            WriteNumber(json, $"calls_{name}_share", share);
        WriteNumber(json, "others_ns", interval.OthersNs);
        WriteNumber(json, "attach_ns", interval.AttachNs);
        WriteNumber(json, "idle_ns", interval.IdleNs);
        json.WriteEndObject();
    }

    static void WriteMatch(Utf8JsonWriter json, (CellResult Cell, Measurement Measurement) match)
    {
        var (cell, measurement) = match;
        var row = new ValidationRow(measurement, Metric.Find(measurement.Metric)?.Of(cell), null);
        json.WriteStartObject();
        json.WriteNumber("cell", cell.Cell);
        json.WriteString("source", measurement.Source);
        json.WriteString("metric", measurement.Metric);
        WriteNumber(json, "value", measurement.Value);
        json.WriteString("role", RoleName.Of(measurement.Role));
        WriteNumber(json, "tolerance_percent", measurement.TolerancePercent);
        WriteNumber(json, "predicted", row.Predicted);
        WriteNumber(json, "error_percent", row.ErrorPercent);
        json.WriteString("note", measurement.Note);
        json.WriteEndObject();
    }

    static void WriteThreshold(Utf8JsonWriter json, Threshold found)
    {
        json.WriteStartObject();
        json.WriteString("where", found.Where);
        json.WriteString(found.IsSmallest ? "smallest" : "largest", found.Name);
        json.WriteString("such_that", found.Condition);
        json.WriteString("value", found.Value);
        if (found.Cell is { } cell)
            json.WriteNumber("cell", cell);
        WriteArray(json, "took", found.Took, (writer, cell) => writer.WriteNumberValue(cell));
        json.WriteNumber("cells_run", found.Ran);
        json.WriteNumber("cells_possible", found.Candidates);
        json.WriteString("doubt", found.Doubt);
        json.WriteEndObject();
    }

    static void WriteRule(Utf8JsonWriter json, RuleOutcome rule)
    {
        json.WriteStartObject();
        json.WriteString("kind", rule.Kind);
        json.WriteString("rule", rule.Text);
        json.WriteNumber("line", rule.At.Line);
        json.WriteString("state", RuleText.StateOf(rule));
        json.WriteNumber("compared", rule.Compared);
        json.WriteNumber("broken", rule.Broken);
        WriteArray(json, "violations", rule.Violations, (writer, violation) => writer.WriteStringValue(violation));
        json.WriteEndObject();
    }

    static void WriteProfile(Utf8JsonWriter json, ProfileSources profile)
    {
        json.WriteStartObject();
        json.WriteString("profile", profile.Profile);
        WriteArray(json, "values", profile.Values, WriteProvenance);
        json.WriteEndObject();
    }

    static void WriteProvenance(Utf8JsonWriter json, Provenance value)
    {
        json.WriteStartObject();
        json.WriteString("key", value.Key);
        json.WriteString("value", value.Value);
        if (value.Source is not null)
            json.WriteString("source", value.Source);
        if (value.Guess is not null)
            json.WriteString("guess", value.Guess);
        if (value.Fitted is not null)
            json.WriteString("fitted", value.Fitted);
        if (value.Range is { } range)
        {
            json.WriteStartArray("range");
            json.WriteNumberValue(range.Low);
            json.WriteNumberValue(range.High);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }

    static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value && double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
