using Sim.Core.Diagnostics;
using Sim.Core.Kernel;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Core.Tracers;
using Sim.Scenarios.Keys;
using Sim.Scenarios.Reading;
using Sim.Scenarios.Workloads;

namespace Sim.Scenarios.Sweeps;

/// <summary>Reads the keys of a scenario that describe what runs on a machine, all variables replaced.</summary>
sealed class SpecReader(WorkloadFiles files, long seed, DiagnosticBag bag)
{
    const string FunctionProfile = "function_profile";

    /// <summary>What the keys make of a cell that only has its machine; null after reporting mistakes.</summary>
    public Func<CellSpec, CellSpec>? Read(Node workload, Node tracers, Node? timeline)
    {
        var before = bag.Count;
        var form = (workload as Mapping)?.Find("kind") is Scalar { Text: FunctionProfile } ? ScenarioKeys.FunctionProfile : ScenarioKeys.CallLoop;
        if (Fields.Of(workload, form, bag) is not { } fields)
            return null;
        var kind = fields.Text("kind");
        var calls = fields.Value<long>("calls");
        var state = State(fields);
        var arrivals = fields.Node("arrivals") is { } open ? new ArrivalsReader(seed, bag).Read(open, calls) : null;
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

    // Cells that share it have their keys sooner.
    RunState State(Fields fields)
    {
        var state = new RunState(Cold(fields), (int)(fields.Value<long>("polluted_lines") ?? 0), StackOffset(fields));
        return state == RunState.Warm ? RunState.Warm : state;
    }

    static ColdParts Cold(Fields fields) => fields.Items<ColdParts>("cold").Aggregate(ColdParts.None, (all, part) => all | part);

    int StackOffset(Fields fields)
    {
        var offset = fields.Value<long>("stack_offset") ?? 0;
        if (offset % 16 != 0)
            fields.Node("stack_offset")!.Place.Report(bag, Code.OutOfRange, FormattableString.Invariant($"stack_offset {offset} is not 0, 16, 32 or 48"));
        return (int)offset;
    }
}
