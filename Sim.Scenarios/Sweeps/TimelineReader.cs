using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>Reads <c>timeline</c>: what happens while a cell runs.</summary>
/// <param name="tools">Names of the tools that may come and go. Null where the workload has none.</param>
sealed class TimelineReader(IReadOnlyCollection<string>? tools, DiagnosticBag bag)
{
    const long PicosecondsPerNanosecond = 1000;
    const double MaxNanoseconds = Timeline.MaxPicoseconds / PicosecondsPerNanosecond;
    const long MaxTimes = 1_000_000;

    readonly ValueReader _values = new(bag);

    public Timeline Read(Node node)
    {
        var entries = new List<TimelineEntry>();
        var changes = new List<(TimelineEntry Entry, Place Place)>();
        foreach (var item in _values.Items(node, "timeline") ?? [])
        {
            if (Fields.Of(item, "a timeline entry", bag) is not { } fields || Entry(fields, item.Place) is not { } entry)
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
        var kind = fields.Required("event") is { } name ? _values.Name(name, "event", [.. TimelineKindNames.All.Keys]) : null;
        if (kind is "attach" or "detach")
            return Change(TimelineKindNames.All[kind], fields, place, before);
        var (at, every) = (Time(fields, "at", 0), Time(fields, "every", 1000));
        var length = Time(fields, "length", 0) ?? 0;
        var times = fields.Optional("times") is { } node ? _values.Integer(node, "times", 0, MaxTimes) : null;
        var lines = fields.Optional("polluted_lines") is { } polluted
            ? _values.Integer(polluted, "polluted_lines", 0, RunState.MaxPollutedLines) : 0;
        var isSwitch = kind == TimelineKindNames.Of(TimelineKind.ContextSwitch);
        var tasks = isSwitch && fields.Optional("tasks") is { } turns ? _values.Integer(turns, "tasks", 2, TimelineEntry.MaxTasks) : 2;
        var flushes = isSwitch && fields.Optional("flush_predictors") is { } flush && (_values.Truth(flush, "flush_predictors") ?? false);
        fields.RejectUnknown();
        if (at is null && every is null && bag.Count == before)
            place.Report(bag, Code.MissingKey, "a timeline entry has no key 'at' or 'every'");
        if (bag.Count != before)
            return null;

        // With a rate and no number, again and again; with a number and no rate, one right after the other; with neither, once.
        return new(TimelineKindNames.All[kind!], at ?? every!.Value, every ?? length, times ?? (every is null ? 1 : null), length, (int)lines!.Value)
        {
            Tasks = isSwitch ? (int)tasks!.Value : 0,
            FlushesPredictors = flushes,
        };
    }

    TimelineEntry? Change(TimelineKind kind, Fields fields, Place place, int before)
    {
        var at = fields.Required("at") is not null ? Time(fields, "at", 0) : null;
        var (length, every) = (Time(fields, "length", 1000) ?? 0, Time(fields, "every", 1000));
        var tool = fields.Required("tool");
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

    long? Time(Fields fields, string key, double leastNanoseconds) =>
        fields.Optional(key) is { } node && _values.Measured(node, key, Quantity.Durations, leastNanoseconds, MaxNanoseconds) is { } time
            ? (long)Math.Round(time * PicosecondsPerNanosecond) : null;
}
