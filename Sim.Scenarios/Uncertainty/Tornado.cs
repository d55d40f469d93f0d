using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Running;

namespace Sim.Scenarios.Uncertainty;

/// <summary>Every guess of a cell's core alone at the ends of its range, the others as declared.</summary>
public static class Tornado
{
    static readonly Metric PerCallNs = Metric.Find("per_call_ns")!;

    /// <summary>A row for each open value, that with the widest effect first; those that fit no end of their range are missing.</summary>
    /// <param name="scenario">Whose cell it is.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="runner">Simulates the variants.</param>
    public static IReadOnlyList<TornadoRow> Of(Scenario scenario, Cell cell, Runner runner)
    {
        Profile<CoreProfile> core = scenario.Cores.First(core => ReferenceEquals(core.Value, cell.Spec.Core));
        var variations = new Sampler(core, !scenario.SweepsStack).Single();
        var results = runner.Run(scenario.Name, variations.Select(variation => variation.Apply(cell.Spec) with { Interval = 0 })).ToDictionary(result => result.Cell);
        runner.ThrowIfCancelled();
        var declared = PerCallNs.Of(results[0]);
        return
        [
            .. variations.Index().Skip(1)
                .Select(variation => (Value: variation.Item.Values.Single(), Ns: PerCallNs.Of(results[variation.Index])))
                .Where(end => end.Ns is not null && declared is not null)
                .GroupBy(end => end.Value.Key)
                .Select(ends => (ends.Key, Low: ends.MinBy(end => end.Ns), High: ends.MaxBy(end => end.Ns)))
                .Select(row => new TornadoRow(row.Key, row.Low.Value.Value, row.High.Value.Value, row.Low.Ns!.Value, row.High.Ns!.Value))
                .OrderByDescending(row => row.HighNs - row.LowNs).ThenBy(row => row.Key, StringComparer.Ordinal),
        ];
    }
}
