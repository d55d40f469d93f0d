using Sim.Core.Diagnostics;
using Sim.Core.Kernel;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Core.Tracers;
using Sim.Scenarios.Reading;
using Sim.Scenarios.Workloads;

namespace Sim.Scenarios.Sweeps;

/// <summary>Reads the keys of a scenario that describe what runs on a machine, all variables replaced.</summary>
sealed class SpecReader(WorkloadFiles files, long seed, DiagnosticBag bag)
{
    const string CallLoop = "call_loop";
    const string FunctionProfile = "function_profile";

    readonly ValueReader _values = new(bag);

    /// <summary>What the keys make of a cell that only has its machine; null after reporting mistakes.</summary>
    public Func<CellSpec, CellSpec>? Read(Node workload, Node tracers, Node? timeline)
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

        var tools = population is null ? null : new ToolReader(population, files.Tracers, bag).Read(tracers);
        var traced = kind != FunctionProfile ? new TracerReader(files.Tracers, bag).Read(tracers) : tools is null ? null : Traced(tools);
        IReadOnlyCollection<string>? names = kind == FunctionProfile ? [.. tools?.All.Select(tool => tool.Name) ?? []] : null;
        var events = timeline is null ? Timeline.Empty : new TimelineReader(names, bag).Read(timeline);
        return bag.Count > before ? null : cell => traced!(cell) with
        {
            Calls = calls!.Value,
            State = state,
            Timeline = events,
            Arrivals = arrivals,
            Population = population,
        };
    }

    static Func<CellSpec, CellSpec> Traced(ToolSet tools)
    {
        var used = tools.All.Where(tool => tool.Count > 0).ToList();
        var bodies = string.Join('+', used.Select(tool => tool.Tracer).Distinct());
        return cell => cell with
        {
            Tracer = bodies.Length > 0 ? bodies : "nop",
            RelevantTracers = used.Sum(tool => tool.Count),
            OpsFlags = used.Aggregate(OpsFlags.None, (all, tool) => all | tool.Flags),
            Tools = tools,
        };
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
