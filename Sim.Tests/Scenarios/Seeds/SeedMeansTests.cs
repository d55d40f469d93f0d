using System.Collections.Concurrent;
using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Running;
using Sim.Scenarios.Seeds;
using Sim.Scenarios.Spec;
using Sim.Tests.Loads;
using Sim.Tests.Validation;

namespace Sim.Tests.Scenarios.Seeds;

public sealed class SeedMeansTests
{
    static readonly Scenario Mixed = Shipped.Scenario("intro/01-one-tracer.yaml", "kernels=[linux-6.12-debian]") with
    {
        Cells =
        [
            PlannedCell.Of(SmallProfile.Cell("linux-6.12-debian", calls: 2000, seed: 5, SmallProfile.Tool("count", "*")), "mixed", 0, seed: 0),
            PlannedCell.Of(Shipped.Cell("neoverse-n1", "linux-6.12-debian", 1, 0), "mixed", 1, seed: 0),
        ],
        Seeds = 4,
    };

    [Test]
    public void A_mean_and_its_interval_are_those_of_Student()
    {
        // Per call 2 ns and 10 for the tracer; with other seeds 1, 2, 3 ns more for both.
        var draws = Enumerable.Range(0, 4).ToDictionary(draw => Mixed.Specs[0].WithSeed(draw).Population!.Seed);
        RunResult Simulate(CellSpec spec, CancellationToken cancel)
        {
            var run = Scenarios.Results.Run(spec);
            var draw = spec.Population is { } many ? draws[many.Seed] : 0;
            return run with { TotalNs = run.TotalNs + (draw * run.Calls) };
        }

        var means = Means(Mixed, jobs: 2, Simulate)[0]!;

        // 11, 12, 13, 14 ns: deviation sqrt(5/3), quantile of t with 3 degrees of freedom 3.182446.
        var half = 3.182446 * Math.Sqrt(5.0 / 3) / 2;
        var perCall = means.Find("per_call_ns")!;
        Assert.That((means.Seeds, means.DependsOnSeed), Is.EqualTo((4, true)));
        Assert.That(perCall.Mean, Is.EqualTo(12.5).Within(1e-9));
        Assert.That(perCall.Low, Is.EqualTo(12.5 - half).Within(1e-5));
        Assert.That(perCall.High, Is.EqualTo(12.5 + half).Within(1e-5));

        // Overhead is against the baseline of the same seed: the same with all.
        var overhead = means.Find("overhead_ns")!;
        Assert.That((overhead.Low, overhead.Mean, overhead.High), Is.EqualTo((10, 10, 10)).Within(1e-9));
        Assert.That(means.Find("call_p99_ns"), Is.Null, "nothing without a value has a mean");
    }

    [Test]
    public void A_cell_in_which_nothing_is_drawn_is_not_run_again()
    {
        var runs = new ConcurrentBag<CellSpec>();

        var means = Means(Mixed, jobs: 2, (spec, _) =>
        {
            runs.Add(spec);
            return Scenarios.Results.Run(spec);
        });

        Assert.That((means[1]!.Seeds, means[1]!.DependsOnSeed, means[1]!.Figures.Count), Is.EqualTo((1, false, 0)));
        Assert.That(runs.Count(spec => spec.Population is null), Is.EqualTo(2), "once, and its baseline");
        Assert.That(runs.Where(spec => spec.Population is not null).Select(spec => spec.Population!.Seed).Distinct().Count(), Is.EqualTo(4));
        Assert.That(SeedMeans.FurtherRuns(Mixed), Is.EqualTo(3));
    }

    [Test]
    public void Means_do_not_depend_on_the_number_of_threads_and_differ_with_the_seed()
    {
        var (one, two) = (Means(Mixed, jobs: 1)[0]!.Figures, Means(Mixed, jobs: 2)[0]!.Figures);
        var other = Mixed with { Cells = [PlannedCell.Of(SmallProfile.Cell("linux-6.12-debian", calls: 2000, seed: 6, SmallProfile.Tool("count", "*")), "mixed", 0, seed: 0)] };

        Assert.That(one, Is.EqualTo(two));
        Assert.That(one.Select(figure => figure.Name), Is.EqualTo(CellSeeds.Names.Where(name => !name.StartsWith("response", StringComparison.Ordinal))));
        Assert.That(one.All(figure => figure.Low < figure.Mean && figure.Mean < figure.High));
        Assert.That(Means(other, jobs: 2)[0]!.Figures, Is.Not.EqualTo(one));
    }

    [Test]
    public void A_cell_of_which_a_seed_has_no_numbers_has_no_mean()
    {
        var own = Mixed.Specs[0].Population!.Seed;

        var means = Means(Mixed, jobs: 1, (spec, _) =>
            spec.Population is { } many && many.Seed != own ? throw new SimBug("no") : Scenarios.Results.Run(spec));

        Assert.That(means[0], Is.Null);
        Assert.That(means[1], Is.Not.Null);
    }

    [TestCase("1")]
    [TestCase("1001")]
    public void The_number_of_seeds_has_a_range(string seeds)
    {
        var bag = new DiagnosticBag();

        ScenarioFile.Read("01-one-tracer", [$"seeds={seeds}"], bag);

        Assert.That(bag.Single().Message, Is.EqualTo($"seeds '{seeds}' is not from 2 to 1,000"));
    }

    static IReadOnlyList<CellSeeds?> Means(Scenario scenario, int jobs, Func<CellSpec, CancellationToken, RunResult>? simulate = null) =>
        SeedMeans.Of(scenario, new Runner(jobs, simulate).Run(scenario).ToDictionary(cell => cell.Cell), new Runner(jobs, simulate));
}
