using Sim.Core.Diagnostics;
using Sim.Core.Kernel;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Core.Tracers;
using Sim.Scenarios.Reading;
using Sim.Scenarios.Workloads;

namespace Sim.Scenarios.Sweeps;

/// <summary>A cell without its core and kernel.</summary>
sealed record Point(string Tracer, int Relevant, int Irrelevant, OpsFlags Flags, TracerSetup Setup)
{
    /// <summary>A tracer body of the user's own. Null for a built-in one.</summary>
    public Tracer? OwnTracer { get; init; }

    public long Calls { get; init; }

    public RunState State { get; init; } = RunState.Warm;

    public Timeline Timeline { get; init; } = Timeline.Empty;

    /// <summary>Null for a closed load.</summary>
    public Arrivals? Arrivals { get; init; }

    /// <summary>Null for a loop that calls one function.</summary>
    public PopulationSpec? Population { get; init; }

    public ToolSet Tools { get; init; } = ToolSet.None;
}

/// <summary>Reads the keys of a scenario that describe a point, all variables replaced.</summary>
sealed class PointReader(WorkloadFiles files, long seed, DiagnosticBag bag)
{
    const string CallLoop = "call_loop";
    const string FunctionProfile = "function_profile";

    readonly ValueReader _values = new(bag);

    public Point? Read(Node workload, Node tracers, Node? timeline)
    {
        var before = bag.Count;
        if (Fields.Of(workload, "workload", bag) is not { } fields)
            return null;
        var kind = fields.Required("kind") is { } node ? _values.Name(node, "workload kind", [CallLoop, FunctionProfile]) : CallLoop;
        var calls = fields.Required("calls") is { } number ? _values.Integer(number, "calls", 1, CellSpec.MaxCalls) : null;
        var state = State(fields);
        var arrivals = fields.Optional("arrivals") is { } open ? new ArrivalsReader(seed, bag).Read(open, calls) : null;
        var population = kind == FunctionProfile ? new PopulationReader(files, seed, bag).Read(fields) : null;
        fields.RejectUnknown();

        var point = kind != FunctionProfile ? Loop(tracers) : population is null ? null : Tools(tracers, population);
        IReadOnlyCollection<string>? tools = kind == FunctionProfile ? [.. point?.Tools.All.Select(tool => tool.Name) ?? []] : null;
        var events = timeline is null ? Timeline.Empty : new TimelineReader(tools, bag).Read(timeline);
        return bag.Count == before ? point! with { Calls = calls!.Value, State = state, Timeline = events, Arrivals = arrivals } : null;
    }

    Point? Loop(Node tracers) => TracerGroups.Read(tracers, files.Tracers, bag) is { } read
        ? new(read.Tracer, read.Relevant, read.Irrelevant, read.Flags, read.Setup) { OwnTracer = read.OwnTracer }
        : null;

    Point? Tools(Node tracers, PopulationSpec population)
    {
        if (new ToolReader(population, files.Tracers, bag).Read(tracers) is not { } tools)
            return null;
        var used = tools.All.Where(tool => tool.Count > 0).ToList();
        var bodies = string.Join('+', used.Select(tool => tool.Tracer).Distinct());
        var flags = used.Aggregate(OpsFlags.None, (all, tool) => all | tool.Flags);
        return new(bodies.Length > 0 ? bodies : "nop", used.Sum(tool => tool.Count), 0, flags, TracerSetup.Plain) { Population = population, Tools = tools };
    }

    RunState State(Fields fields) => new(
        fields.Optional("cold") is { } cold ? Cold(cold) : ColdParts.None,
        (int)(fields.Optional("polluted_lines") is { } lines ? _values.Integer(lines, "polluted_lines", 0, RunState.MaxPollutedLines) ?? 0 : 0),
        fields.Optional("stack_offset") is { } offset ? StackOffset(offset) : 0);

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
