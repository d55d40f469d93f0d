using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Running;

namespace Sim.Scenarios.Seeds;

/// <summary>What the seed does to the cells of a scenario: each in which something is drawn is simulated with several seeds.</summary>
public static class SeedMeans
{
    const double Confidence = 0.95;

    /// <summary>The means of each cell, in plan order; null where a seed has no numbers.</summary>
    /// <param name="scenario">The cells, and how many seeds.</param>
    /// <param name="first">What each cell gave with the scenario's own seed, by cell.</param>
    /// <param name="runner">Runs the other seeds; cells that lack one when it is cancelled have no means.</param>
    /// <param name="progress">Told of each further run when it is done, in any order.</param>
    public static IReadOnlyList<CellSeeds?> Of(
        Scenario scenario,
        IReadOnlyDictionary<int, CellResult> first,
        Runner runner,
        IProgress<CellResult>? progress = null)
    {
        var drawn = Further(scenario);
        var results = runner.Run(scenario.Name, drawn.Select(run => run.Spec), progress)
            .ToLookup(result => drawn[result.Cell].Cell);
        return
        [
            .. scenario.Cells.Select((cell, place) => !cell.Spec.DependsOnSeed ? new CellSeeds(1, [])
                : first.GetValueOrDefault(cell.Index) is { } own ? Of([own, .. results[place]], scenario.Seeds!.Value) : null),
        ];
    }

    /// <summary>Runs besides those with the scenario's own seed.</summary>
    public static int FurtherRuns(Scenario scenario) => Further(scenario).Count;

    static List<(int Cell, CellSpec Spec)> Further(Scenario scenario) =>
    [
        .. from cell in scenario.Specs.Index()
           where cell.Item.DependsOnSeed
           from draw in Enumerable.Range(1, scenario.Seeds!.Value - 1)
           select (cell.Index, cell.Item.WithSeed(draw) with { Interval = 0 }),
    ];

    static CellSeeds? Of(IReadOnlyList<CellResult> runs, int seeds) =>
        runs.Count < seeds || runs.Any(run => run.Run is null) ? null : new CellSeeds(seeds,
        [
            .. from figure in CellSeeds.Values
               let values = runs.Select(figure.Value).OfType<double>().ToList()
               where values.Count == seeds
               select Mean(figure.Name, values),
        ]);

    static SeedFigure Mean(string name, List<double> values)
    {
        var mean = values.Mean();
        var half = StudentT.InvCDF(0, 1, values.Count - 1, (1 + Confidence) / 2) * values.StandardDeviation() / Math.Sqrt(values.Count);
        return new(name, mean, mean - half, mean + half);
    }
}
