using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Keys;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>Reads <c>timeline</c>: what happens while a cell runs.</summary>
/// <param name="tools">Names of the tools that may come and go. Null where the workload has none.</param>
sealed class TimelineReader(IReadOnlyCollection<string>? tools, DiagnosticBag bag)
{
    const long PicosecondsPerNanosecond = 1000;

    readonly ValueReader _values = new(bag);

    public Timeline Read(Node node)
    {
        var entries = new List<TimelineEntry>();
        var changes = new List<(TimelineEntry Entry, Place Place)>();
        foreach (var item in _values.Items(node, "timeline") ?? [])
        {
            if (Fields.Of(item, FormOf(item), bag) is not { } fields || Entry(fields, item.Place) is not { } entry)
                continue;
            entries.Add(entry);
            if (entry.Tool.Length > 0)
                changes.Add((entry, item.Place));
        }

        RejectRepeated(changes);

        // Others that come for ever must leave some time to the workload, or no call would ever end.
        var share = entries.Where(entry => entry.Times is null).Sum(entry => (double)entry.Length / entry.Every);
        if (share >= 1)
        {
            var message = FormattableString.Invariant($"what comes again and again takes {share:0.##} times the CPU");
            node.Place.Report(bag, Code.NoTimeLeft, message, "Let the sum of length / every stay below 1.");
        }

        return new Timeline(entries);
    }

    TimelineEntry? Entry(Fields fields, Place place)
    {
        var before = bag.Count;
        var kind = fields.Value<TimelineKind>("event");
        if (kind is TimelineKind.Attach or TimelineKind.Detach)
            return Change(kind.Value, fields, place, before);
        var (at, every) = (Time(fields, "at"), Time(fields, "every"));
        var length = Time(fields, "length") ?? 0;
        var times = fields.Value<long>("times");
        var lines = fields.Value<long>("polluted_lines") ?? 0;
        var isSwitch = kind == TimelineKind.ContextSwitch;
        var tasks = isSwitch ? fields.Value<long>("tasks") ?? 2 : 0;
        var flushes = isSwitch && (fields.Value<bool>("flush_predictors") ?? false);
        fields.RejectUnknown();
        if (at is null && every is null && bag.Count == before)
            place.Report(bag, Code.MissingKey, "a timeline entry has no key 'at' or 'every'");
        if (bag.Count != before)
            return null;

        // With a rate and no number, again and again; with a number and no rate, one right after the other; with neither, once.
        return new(kind!.Value, at ?? every!.Value, every ?? length, times ?? (every is null ? 1 : null), length, (int)lines)
        {
            Tasks = (int)tasks,
            FlushesPredictors = flushes,
        };
    }

    TimelineEntry? Change(TimelineKind kind, Fields fields, Place place, int before)
    {
        var at = Time(fields, "at");
        var (length, every) = (Time(fields, "length") ?? 0, Time(fields, "every"));
        var tool = fields.Node("tool");
        fields.RejectUnknown();
        if (tools is null)
            place.Report(bag, Code.NoTools, "tracers come and go in a workload of kind function_profile only");
        var name = tool is null || tools is null ? null : _values.Name(tool, "tool", tools);
        if (every < length)
            place.Report(bag, Code.Inconsistent, "every is shorter than length");
        return bag.Count == before ? new(kind, at!.Value, every ?? 2 * length, 1, length, 0) { Tool = name! } : null;
    }

    // A tool comes and goes in turn, in the order of time.
    void RejectRepeated(List<(TimelineEntry Entry, Place Place)> changes)
    {
        foreach (var ofTool in changes.OrderBy(change => change.Entry.At).GroupBy(change => change.Entry.Tool))
        {
            foreach (var ((before, _), (entry, place)) in ofTool.Zip(ofTool.Skip(1)))
            {
                if (entry.Kind == before.Kind)
                    place.Report(bag, Code.ChangesNothing, $"{entry.Tool} is {(entry.Kind == TimelineKind.Attach ? "attached" : "detached")} already: {before}");
            }
        }
    }

    static GroupForm FormOf(Node item) => (item as Mapping)?.Find("event") is Scalar { Text: var name }
        ? name is "attach" or "detach" ? ScenarioKeys.ToolChange : name == "context_switch" ? ScenarioKeys.Switch : ScenarioKeys.Interruption
        : ScenarioKeys.Interruption;

    static long? Time(Fields fields, string key) =>
        fields.Value<double>(key) is { } time ? (long)Math.Round(time * PicosecondsPerNanosecond) : null;
}
