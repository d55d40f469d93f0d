using Sim.Core.Diagnostics;
using Sim.Core.Hardware;
using Sim.Core.Kernel;
using Sim.Core.Results;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>A cell without its core and kernel.</summary>
readonly record struct Point(
    string Tracer, int Relevant, int Irrelevant, OpsFlags Flags, TracerSetup Setup, long Calls, RunState State, Timeline Timeline);

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
        var groups = TracerGroups.Read(tracers, bag);
        return bag.Count == before && groups is { } read
            ? new Point(read.Tracer, read.Relevant, read.Irrelevant, read.Flags, read.Setup, calls, state, events)
            : null;
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

    static readonly Dictionary<string, ColdParts> ColdNames = new()
    {
        ["l1"] = ColdParts.L1,
        ["l2"] = ColdParts.L2,
        ["l3"] = ColdParts.L3,
        ["tlbs"] = ColdParts.Tlbs,
        ["predictors"] = ColdParts.Predictors,
    };
}
