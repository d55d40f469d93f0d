using Sim.Core.Kernel;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Results;
using Sim.Reports.Tables;

namespace Sim.Reports.Remarks;

/// <summary>What holds for all numbers of a scenario: cores with their clocks, tracer, flags, calls, seed.</summary>
public static class Conditions
{
    /// <summary>One line; where cells differ, every value that occurs.</summary>
    public static string Of(ScenarioResults results)
    {
        var specs = results.Cells.Select(cell => cell.Spec).ToList();
        List<string> parts =
        [
            .. Distinct(specs, spec => $"{spec.Core.Name} at {spec.Core.Clock}"),
        ];
        var loops = specs.Where(spec => spec.Population is null).ToList();
        if (loops.Count > 0)
            parts.Add("tracer " + string.Join(" or ", Distinct(loops, spec => spec.Tracer)));
        var flags = Distinct(specs, spec => OpsFlagNames.Of(spec.OpsFlags));
        if (flags is not ["none"])
            parts.Add("flags " + string.Join(" or ", flags));
        var setups = Distinct(loops, spec => spec.Setup.ToString());
        if (setups is not ([] or ["plain"]))
            parts.Add("tracers " + string.Join(" or ", setups));
        var populations = specs.Except(loops).ToList();
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

    /// <summary>What produced the numbers: version, scenario with its hash, cores, kernels.</summary>
    public static string Origin(ScenarioResults results)
    {
        var specs = results.Cells.Select(cell => cell.Spec).ToList();
        return $"sim {results.SimVersion} · {results.Scenario} · {results.Hash} · "
            + string.Join(", ", Distinct(specs, spec => spec.Core.Name)) + " · "
            + string.Join(", ", Distinct(specs, spec => spec.Kernel.Name));
    }

    static IReadOnlyList<string> Distinct(IEnumerable<CellSpec> specs, Func<CellSpec, string> text) => [.. specs.Select(text).Distinct()];
}
