using Sim.Core.Kernel;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Factors;
using Sim.Reports.Results;
using Sim.Reports.Tables;

namespace Sim.Reports.Remarks;

/// <summary>What holds for all numbers of a scenario: cores with their clocks, tracer, flags, calls, seed.</summary>
public static class Conditions
{
    const int MostNames = 6;

    /// <summary>One line; where cells differ, every value that occurs.</summary>
    public static string Of(ScenarioResults results)
    {
        var specs = results.Cells.Select(cell => cell.Spec).ToList();
        List<string> parts =
        [
            .. Distinct(specs, spec => $"{spec.Core.Name} at {spec.Core.Clock}"),
        ];
        var loops = specs.Where(spec => spec.Population is null && spec.Kernel.Capture is null).ToList();
        if (loops.Count > 0)
            parts.Add("tracer " + string.Join(" or ", Distinct(loops, spec => spec.Tracer)));
        var flags = Distinct(specs, spec => OpsFlagNames.Of(spec.OpsFlags));
        if (flags is not ["none"])
            parts.Add("flags " + string.Join(" or ", flags));
        var setups = Distinct(loops, spec => spec.Setup.ToString());
        if (setups is not ([] or ["plain"]))
            parts.Add("tracers " + string.Join(" or ", setups));
        parts.AddRange(Distinct(specs.Where(spec => spec.Kernel.Capture is not null), spec => $"captured calls of {spec.Kernel.Capture!.Function}"));
        var populations = specs.Where(spec => spec.Population is not null).ToList();
        parts.AddRange(Distinct(populations, spec => spec.PopulationText));
        if (populations.Count > 0)
            parts.Add(string.Join(" or ", Distinct(populations, spec => spec.Tools.ToString())));
        var states = Distinct(specs, spec => spec.State.ToString());
        if (states is not ["warm"])
            parts.Add(string.Join(" or ", states));
        if (specs.Any(spec => spec.Arrivals is not null))
            parts.Add(string.Join(" or ", Distinct(specs, spec => spec.Arrivals?.ToString() ?? "back to back")));
        parts.Add(string.Join(" or ", Distinct(specs, spec => NumberText.Integer(spec.Calls))) + " calls");
        parts.Add("seed " + results.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return string.Join(", ", parts);
    }

    /// <summary>What is the same in all cells of a chart: core with its clock, strategy, tracer, counts, state, calls, seed.</summary>
    public static string Constant(ScenarioResults results, CellTable table)
    {
        var specs = table.Cells.Select(cell => cell.Spec).ToList();
        var clocks = Distinct(specs, spec => $"{spec.Core.Name} at {spec.Core.Clock}").ToList();
        List<string> parts = [.. clocks.Count == 1 ? clocks : [], SharedWay.Of(table.Cells).Strategy ?? ""];
        var tools = Distinct(specs, spec => spec.Tools.ToString());
        if (specs.All(spec => spec.Population is not null) && tools.Count == 1)
            parts.Add(tools[0]);
        var named = specs.SelectMany(spec => spec.Tools.All).Select(tool => tool.Name).Distinct().ToList();
        var isCold = specs.All(spec => spec.State.Cold != ColdParts.None);
        foreach (var factor in table.Constant.Where(factor => factor.Values.Count == 1 && !IsTold(factor.Factor.Name, named) && !(isCold && factor.Values[0].Label == "warm")))
            parts.Add(factor.Factor.Name == "tracer" && factor.Values[0].Label.Length > 0 ? $"tracer {factor.Values[0].Text}" : factor.Values[0].Label);
        parts.Add(string.Join(" or ", Distinct(specs, spec => NumberText.Integer(spec.Calls))) + " calls");
        if (specs.All(spec => spec.Population is null))
            parts.Add("seed " + results.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    /// <summary>What produced the numbers: version, scenario with its hash, cores, kernels.</summary>
    public static string Origin(ScenarioResults results)
    {
        var specs = results.Cells.Select(cell => cell.Spec).ToList();
        return $"sim {results.SimVersion} · {results.Scenario} · {results.Hash} · "
            + Several(Distinct(specs, spec => spec.Core.Name)) + " · "
            + Several(Distinct(specs, spec => spec.Kernel.Name));
    }

    // A footer is no list: files have all names.
    static string Several(IReadOnlyList<string> names) => names.Count <= MostNames ? string.Join(", ", names)
        : FormattableString.Invariant($"{string.Join(", ", names.Take(MostNames - 1))} and {names.Count - MostNames + 1} more");

    static IReadOnlyList<string> Distinct(IEnumerable<CellSpec> specs, Func<CellSpec, string> text) => [.. specs.Select(text).Distinct()];

    // Tools have a text of their own; clocks are told with cores.
    static bool IsTold(string factor, IReadOnlyList<string> tools) => factor is "core" or "calls" or "timeline" || tools.Contains(factor.Split('.')[0]);
}
