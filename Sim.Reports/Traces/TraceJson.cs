using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sim.Core.A64.Coding;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Remarks;
using Sim.Reports.Results;
using Sim.Reports.Tables;

namespace Sim.Reports.Traces;

/// <summary>timeline.json: what happened in the cells of a scenario over time, as ui.perfetto.dev and chrome://tracing open it.</summary>
/// <remarks>
/// Chrome's trace event format, in its JSON form. A process per cell, in it a track of the core, on which the slices of all tasks are side by side inside one
/// of the whole run; a track per task; counters per interval. Times are rounded to nanoseconds, so that slices end exactly where the next begin.
/// </remarks>
public static class TraceJson
{
    /// <summary>Most events of a file, some 100 bytes each: cells that would take it beyond are left out.</summary>
    public const int MostEvents = 1_000_000;

    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole file; null where no cell has intervals and nothing happened in any.</summary>
    public static string? Write(ScenarioResults results)
    {
        var (shown, _) = Choose(results);
        if (shown.Count == 0)
            return null;
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("displayTimeUnit", "ns");
            json.WriteStartObject("otherData");
            json.WriteString("scenario", results.Scenario);
            json.WriteString("question", results.Question);
            json.WriteString("origin", Conditions.Origin(results));
            if (Remark(results) is { } remark)
                json.WriteString("left_out", remark);
            json.WriteEndObject();
            json.WriteStartArray("traceEvents");
            var groups = CellGroup.Split(results.Cells);
            foreach (var cell in shown)
                new TraceProcess(json, cell.Cell + 1).Write(cell.Run!, NameOf(cell, groups));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    /// <summary>What the file does not show, in a sentence; null if it shows everything.</summary>
    public static string? Remark(ScenarioResults results)
    {
        var (shown, leftOut) = Choose(results);
        List<string> parts = [];
        if (leftOut > 0)
            parts.Add($"{NumberText.Integer(leftOut)} {(leftOut == 1 ? "cell" : "cells")}, as more than {NumberText.Integer(MostEvents)} events are too many for a file");
        if (shown.Sum(cell => cell.Run!.Course.AbsencesLeftOut) is > 0 and var absences)
            parts.Add($"the last {NumberText.Integer(absences)} times that others had the core");
        return parts.Count == 0 ? null : $"timeline.json leaves out {string.Join(", and ", parts)}";
    }

    static (IReadOnlyList<CellResult> Shown, int LeftOut) Choose(ScenarioResults results)
    {
        var events = 0L;
        List<CellResult> shown = [];
        var wanted = results.Cells.Where(cell => cell.Run is { } run && run.Course.Intervals.Count + run.Course.Absences.Count > 0).ToList();
        foreach (var cell in wanted)
        {
            var own = TraceProcess.EventsOf(cell.Run!.Course);
            if (events + own > MostEvents)
                continue;
            events += own;
            shown.Add(cell);
        }

        return (shown, wanted.Count - shown.Count);
    }

    static string NameOf(CellResult cell, IReadOnlyList<CellGroup> groups) =>
        $"cell {NumberText.Integer(cell.Cell)}: {groups.Single(group => group.Cells.Any(other => other.Cell == cell.Cell)).Label}, "
        + $"{NumberText.Integer(cell.Spec.RelevantTracers)} relevant, {NumberText.Integer(cell.Spec.IrrelevantTracers)} irrelevant";
}
