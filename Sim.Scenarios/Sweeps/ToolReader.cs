using Sim.Core.Diagnostics;
using Sim.Core.Kernel;
using Sim.Core.Runs;
using Sim.Core.Tracers;
using Sim.Scenarios.Keys;
using Sim.Scenarios.Reading;
using Sim.Scenarios.Workloads;

namespace Sim.Scenarios.Sweeps;

/// <summary>Reads <c>tracers</c> of a workload of many functions: tools by names of the scenario's choice.</summary>
sealed class ToolReader(PopulationSpec population, OwnTracers tracers, DiagnosticBag bag)
{
    const int MaxTools = 100;

    readonly ValueReader _values = new(bag);

    /// <summary>Null after reporting mistakes.</summary>
    public ToolSet? Read(Node node)
    {
        var before = bag.Count;
        if (node is not Mapping mapping)
        {
            node.Place.Report(bag, Code.WrongType, $"tracers must be a mapping of tools to values, not {Quoted.Text(node)}");
            return null;
        }

        if (mapping.Entries.Count > MaxTools)
            node.Place.Report(bag, Code.OutOfRange, FormattableString.Invariant($"{mapping.Entries.Count:N0} tools; at most {MaxTools} are possible"));
        var tools = mapping.Entries.Select(entry => Tool(entry.Key.Text, entry.Value)).ToList();
        if (tools.OfType<Tool>().Sum(tool => (long)tool.Count) > CellSpec.MaxTracers)
            node.Place.Report(bag, Code.OutOfRange, FormattableString.Invariant($"more than {CellSpec.MaxTracers:N0} ops in all"));
        return bag.Count == before ? new ToolSet([.. tools.OfType<Tool>()]) : null;
    }

    Tool? Tool(string name, Node node)
    {
        var before = bag.Count;
        if (Fields.Of(node, ScenarioKeys.Tool, bag, name) is not { } fields)
            return null;
        var tracer = fields.Node("tracer") is { } body ? tracers.Read(body, bag) : ("nop", null);
        var count = fields.Node("count") is null ? 1 : fields.Value<long>("count");
        var flags = fields.Node("flags") is { } set ? FlagNames.Read(set, _values) : OpsFlags.None;
        var share = fields.Node("share") is null ? 100 : fields.Value<double>("share");
        var filter = fields.Node("filter") is { } names ? Patterns(names) : null;
        fields.RejectUnknown();
        return bag.Count == before
            ? new(name, tracer!.Value.Name, (int)count!, new(filter!, share!.Value / 100), flags!.Value) { OwnTracer = tracer.Value.Own }
            : null;
    }

    // The word all, a pattern, or a list of patterns; each must name a function.
    string? Patterns(Node node)
    {
        if (node is Scalar { Text: "all" })
            return "";
        var patterns = new List<string>();
        foreach (var item in node is Scalar ? [node] : _values.Items(node, "filter") ?? [])
        {
            if (_values.Text(item, "filter") is { } pattern && IsUsed(item, pattern))
                patterns.Add(pattern);
        }

        return string.Join(' ', patterns);
    }

    bool IsUsed(Node item, string pattern)
    {
        var functions = population.Profile.Functions.Take(population.Functions).Select(function => function.Name);
        if (!pattern.Contains(' ') && functions.Any(function => new FunctionFilter(pattern, 1).Names(function, population.Profile.NamesMayBeCut)))
            return true;
        var hint = CutOff(pattern) ?? (pattern.Contains('*') ? null : NearestName.Hint(pattern, [.. functions.Take(1000)]));
        item.Place.Report(bag, Code.EmptyFilter, $"{Quoted.Text(pattern)} names none of the {population.Functions} functions", hint);
        return false;
    }

    // The workload may leave out the functions that the pattern names.
    string? CutOff(string pattern)
    {
        var all = population.Profile.Functions;
        var filter = new FunctionFilter(pattern, 1);
        for (var rank = population.Functions; rank < all.Count && !pattern.Contains(' '); rank++)
        {
            if (filter.Names(all[rank].Name, population.Profile.NamesMayBeCut))
                return FormattableString.Invariant($"It names {Quoted.Text(all[rank].Name)}, number {rank + 1:N0} of the profile's {all.Count:N0}: the workload has only the first {population.Functions:N0} ('functions').");
        }

        return null;
    }
}
