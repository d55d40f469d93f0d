using MathNet.Numerics.Statistics;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Running;

namespace Sim.Scenarios.Uncertainty;

/// <summary>How uncertain the cells of a scenario are: each is simulated on many cores as its own may be.</summary>
public static class CellBands
{
    static readonly Metric PerCallNs = Metric.Find("per_call_ns")!;
    static readonly Metric OverheadNs = Metric.Find("overhead_ns")!;

    /// <summary>The uncertainty of each cell, in plan order; null where no sample has numbers.</summary>
    /// <param name="scenario">The cells, with the profiles of their cores.</param>
    /// <param name="samples">Combinations of guesses, 1 or more; every guess alone at the ends of its range comes on top.</param>
    /// <param name="runner">Runs the samples; when it is cancelled, the bands are of what was done.</param>
    public static IReadOnlyList<CellUncertainty?> Of(Scenario scenario, int samples, Runner runner)
    {
        var bands = new CellUncertainty?[scenario.Cells.Count];
        foreach (var core in scenario.Cores)
        {
            var cells = scenario.Specs.Index().Where(cell => ReferenceEquals(cell.Item.Core, core.Value)).ToList();
            var sampler = new Sampler(core, !scenario.SweepsStack);
            var drawn = sampler.Draw(samples, scenario.Seed);
            List<Variation> variations = [.. drawn, .. sampler.Single()];
            if (cells.Count == 0 || sampler.Values.Count == 0)
                continue;

            // A cell's variations are side by side.
            List<CellSpec> specs = [.. cells.SelectMany(cell => variations.Select(variation => variation.Apply(cell.Item) with { Interval = 0 }))];
            var results = runner.Run(scenario.Name, specs).ToDictionary(result => result.Cell);
            foreach (var (place, (index, _)) in cells.Index())
            {
                var own = variations.Select((variation, i) => (variation, Result: results.GetValueOrDefault((place * variations.Count) + i))).ToList();
                List<(Variation Variation, CellResult Result)> done =
                    [.. own.Where(item => item.Result?.Run is not null).Select(item => (item.variation, item.Result!))];
                var random = done.Where(item => item.Variation.Values.Count > 1).ToList();
                var single = done.Where(item => item.Variation.Values.Count <= 1).ToList();
                if (random.Count > 0 && single.Count > 0)
                    bands[index] = Of(random, single);
            }
        }

        return bands;
    }

    static CellUncertainty Of(
        List<(Variation Variation, CellResult Result)> random, List<(Variation Variation, CellResult Result)> single)
    {
        List<CellResult> samples = [.. random.Select(item => item.Result)];
        List<CellResult> all = [.. samples, .. single.Select(item => item.Result)];
        return new CellUncertainty(samples.Count, BandOf(PerCallNs, samples, all), BandOf(OverheadNs, samples, all),
        [
            .. Seen(single).Select(key => new Influence(key, Correlate(key, random)))
                .OrderByDescending(influence => Math.Abs(influence.RankCorrelation)).ThenBy(influence => influence.Key, StringComparer.Ordinal),
        ]);
    }

    // What changes nothing alone correlates by chance: there are dozens of guesses.
    static IEnumerable<string> Seen(List<(Variation Variation, CellResult Result)> single)
    {
        var declared = PerCallNs.Of(single[0].Result);
        return single.Skip(1).Where(item => PerCallNs.Of(item.Result) != declared).Select(item => item.Variation.Values.Keys.Single()).Distinct();
    }

    static Band BandOf(Metric metric, List<CellResult> random, List<CellResult> all)
    {
        var sorted = random.Select(result => metric.Of(result)!.Value).Order().ToArray();
        var every = all.Select(result => metric.Of(result)!.Value).ToList();
        return new Band(
            SortedArrayStatistics.Quantile(sorted, 0.05), SortedArrayStatistics.Quantile(sorted, 0.5), SortedArrayStatistics.Quantile(sorted, 0.95), every.Min(), every.Max());
    }

    static double Correlate(string key, List<(Variation Variation, CellResult Result)> random)
    {
        var correlation = Correlation.Spearman(
            random.Select(item => item.Variation.Values[key]), random.Select(item => PerCallNs.Of(item.Result)!.Value));
        return double.IsFinite(correlation) ? correlation : 0;
    }
}
