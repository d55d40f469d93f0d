using Sim.Core.Diagnostics;
using Sim.Core.Hardware;
using Sim.Core.Kernel;
using Sim.Core.Results;
using Sim.Core.Tracers;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>A cell without its core and kernel.</summary>
readonly record struct Point(string Tracer, int Relevant, int Irrelevant, OpsFlags Flags, long Calls, RunState State, Timeline Timeline);

/// <summary>Reads the keys of a scenario that describe a point, all variables replaced.</summary>
sealed class PointReader(DiagnosticBag bag)
{
    static readonly string[] Kinds = ["call_loop"];

    readonly ValueReader _values = new(bag);

    public Point? Read(Node workload, Node tracers, Node? timeline)
    {
        var before = bag.Count;
        var (calls, state) = Loop(workload);
        var events = timeline is null ? Timeline.Empty : new TimelineReader(bag).Read(timeline);
        var point = new Point("nop", 0, 0, OpsFlags.None, calls, state, events);
        if (Fields.Of(tracers, "tracers", bag) is { } groups)
        {
            var (relevant, irrelevant) = (groups.Optional("relevant"), groups.Optional("irrelevant"));
            groups.RejectUnknown();
            var first = relevant is null ? null : Group(relevant, "relevant", null);
            var second = irrelevant is null ? null : Group(irrelevant, "irrelevant", first);
            var kind = first ?? second;
            point = new Point(kind?.Tracer ?? "nop", first?.Number ?? 0, second?.Number ?? 0, kind?.Flags ?? OpsFlags.None, calls, state, events);
        }

        return bag.Count == before ? point : null;
    }

    (long Calls, RunState State) Loop(Node workload)
    {
        if (Fields.Of(workload, "workload", bag) is not { } fields)
            return (0, RunState.Warm);
        if (fields.Required("kind") is { } kind)
            _values.Name(kind, "workload kind", Kinds);
        var calls = fields.Required("calls") is { } node ? _values.Integer(node, "calls", 1, CellSpec.MaxCalls) : null;
        var state = new RunState(
            fields.Optional("cold") is { } cold ? Cold(cold) : ColdParts.None,
            (int)(fields.Optional("polluted_lines") is { } lines ? _values.Integer(lines, "polluted_lines", 0, RunState.MaxPollutedLines) ?? 0 : 0),
            fields.Optional("stack_offset") is { } offset ? StackOffset(offset) : 0);
        fields.RejectUnknown();
        return (calls ?? 0, state);
    }

    ColdParts Cold(Node node)
    {
        var parts = ColdParts.None;
        foreach (var item in _values.Items(node, "cold") ?? [])
        {
            if (_values.Name(item, "cold structure", ColdNames.Keys) is { } name)
                parts |= ColdNames[name];
        }

        return parts;
    }

    int StackOffset(Node node)
    {
        var offset = _values.Integer(node, "stack_offset", 0, 48) ?? 0;
        if (offset % 16 != 0)
            node.Place.Report(bag, Code.OutOfRange, FormattableString.Invariant($"stack_offset {offset} is not 0, 16, 32 or 48"));
        return (int)offset;
    }

    // The second group has the tracer and flags of the first unless it says so: one cell has one kind of tracer.
    TracerGroup? Group(Node node, string what, TracerGroup? first)
    {
        if (Fields.Of(node, what, bag) is not { } fields)
            return null;
        var (tracer, count, flags) = (fields.Optional("tracer"), fields.Required("count"), fields.Optional("flags"));
        fields.RejectUnknown();

        var name = tracer is null ? first?.Tracer ?? "nop" : _values.Name(tracer, "tracer", TracerNames);
        var number = count is null ? null : _values.Integer(count, "count", 0, CellSpec.MaxTracers);
        var set = flags is null ? first?.Flags ?? OpsFlags.None : FlagNames.Read(flags, _values);
        if (first is not null && name is not null && name != first.Tracer)
            tracer!.Place.Report(bag, Code.MixedTracers, $"tracer {Quoted.Text(name)} is not the relevant ones' '{first.Tracer}'");
        if (first is not null && set is not null && set != first.Flags)
            flags!.Place.Report(bag, Code.MixedTracers, "flags are not those of the relevant tracers");
        return name is null || number is null || set is null ? null : new TracerGroup(name, (int)number, set.Value);
    }

    static readonly Dictionary<string, ColdParts> ColdNames = new()
    {
        ["l1"] = ColdParts.L1,
        ["l2"] = ColdParts.L2,
        ["l3"] = ColdParts.L3,
        ["tlbs"] = ColdParts.Tlbs,
        ["predictors"] = ColdParts.Predictors,
    };

    static readonly IReadOnlyCollection<string> TracerNames = [.. Tracer.All.Select(tracer => tracer.Name)];

    sealed record TracerGroup(string Tracer, int Number, OpsFlags Flags);
}
