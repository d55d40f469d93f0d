using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Analyses;
using Sim.Scenarios.Files;
using Sim.Scenarios.Running;
using Sim.Scenarios.Store;

namespace Sim.Tests.Scenarios;

public sealed class SearchTests
{
    // A call takes a nanosecond, and ten more with each tracer.
    [TestCase("smallest", "overhead_ns > 100 ns", "11")]
    [TestCase("smallest", "overhead_ns >= 100 ns", "10")]
    [TestCase("smallest", "overhead_ns >= 0.1 us", "10")]
    [TestCase("largest", "overhead_ns < 100 ns", "9")]
    [TestCase("largest", "overhead_ns <= 100 ns", "10")]
    [TestCase("smallest", "overhead_ns > 20 us", null)]
    [TestCase("smallest", "overhead_ns >= 0 ns", "0")]
    [TestCase("largest", "overhead_ns < 20 us", "1000")]
    [TestCase("largest", "overhead_ns < 0 ns", null)]
    public void The_threshold_is_found_with_few_cells(string which, string condition, string? value)
    {
        var found = Search($"{which}: n, such_that: {condition}", "0..1000").Thresholds.Single();

        Assert.That(found.Value, Is.EqualTo(value));
        Assert.That(found.Doubt, Is.Null);
        Assert.That(found.Ran, Is.InRange(3, 16));
        Assert.That(found.Candidates, Is.EqualTo(1001));
        Assert.That(found.Cell?.ToString(), Is.EqualTo(value));
    }

    [Test]
    public void The_bisection_finds_what_a_scan_finds([Range(1, 12)] int cells, [Range(0, 130, 13)] int bound) => Assert.That(
        Search($"smallest: n, such_that: overhead_ns > {bound} ns", $"0..{cells - 1}").Thresholds.Single().Value,
        Is.EqualTo(Enumerable.Range(0, cells).Cast<int?>().FirstOrDefault(n => 10 * n > bound)?.ToString()));

    [Test]
    public void Its_cells_are_the_results_and_cells_of_other_entries()
    {
        var results = Search("smallest: n, such_that: overhead_ns > 100 ns", "0..1000", "\n  - { n: 2000 }");

        Assert.That(results.Cells, Has.Count.EqualTo(results.Thresholds.Single().Ran + 1));
        Assert.That(results.Cells.Select(cell => cell.Cell), Is.Ordered);
        Assert.That(results.Cells[^1].Spec.RelevantTracers, Is.EqualTo(2000));
    }

    [Test]
    public void A_figure_that_rises_and_falls_is_told() => Assert.That(
        Search("smallest: n, such_that: overhead_ns > 100 ns", "0..1000", "", spec => spec.RelevantTracers > 600 ? 600 : spec.RelevantTracers * 10).Thresholds.Single().Doubt,
        Does.StartWith("overhead_ns is not monotone: "));

    [Test]
    public void A_condition_that_is_met_and_then_not_is_told()
    {
        var found = Search("smallest: n, such_that: overhead_ns > 100 ns", "0..1000", "", spec => spec.RelevantTracers is > 300 and < 400 ? 200 : 0).Thresholds.Single();

        Assert.That(found.Value, Is.Null);
        Assert.That(found.Doubt, Is.EqualTo("the condition holds at 333: it is not met from one value on, and there may be other answers"));
    }

    [Test]
    public void A_run_that_both_searches_need_is_simulated_once()
    {
        using var folder = new TemporaryFolder();
        using var store = RunStore.Open(folder.PathOf("results.db"), shared: false);
        var simulated = new List<CellSpec>();
        var runner = new Runner(1, (spec, _) =>
        {
            simulated.Add(spec);
            return Results.Run(spec);
        })
        {
            Known = new KnownRuns(store, resumes: false, cache: null),
        };

        new Study(Read("smallest: n, such_that: overhead_ns > 100 ns", "0..1000", ""), null).Run(runner);

        // Measured rows nearby have other numbers of calls.
        Assert.That(simulated.Where(spec => spec.Calls == 10).Select(spec => spec.RelevantTracers), Is.Unique);
        Assert.That(runner.Known.Reused, Is.Zero);
    }

    [Test]
    public void A_shard_has_whole_searches()
    {
        var scenario = Read("smallest: n, such_that: overhead_ns > 100 ns", "0..10", "", "cores: [neoverse-n1, cortex-a53, cortex-a55]");

        var shards = Enumerable.Range(0, 2).Select(shard => scenario.Shard(shard, 2)).ToList();

        Assert.That(shards.Select(shard => shard.Searches.Count), Is.EqualTo(new[] { 2, 1 }));
        Assert.That(shards.Select(shard => shard.Cells.Count), Is.EqualTo(new[] { 22, 11 }));
    }

    static StudyResults Search(string find, string values, string more = "", Func<CellSpec, double>? overheadNs = null) =>
        new Study(Read(find, values, more), null).Run(new Runner(1, (spec, _) => overheadNs is null ? Results.Run(spec) : Results.Run(spec) with
        {
            TotalNs = spec.Calls * (1 + overheadNs(spec)),
        }));

    static Scenario Read(string find, string values, string more, string cores = "core: neoverse-n1")
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("s.yaml");
        File.WriteAllText(path, $$"""
            # Where is it?
            schema: sim/scenario/1
            name: s
            {{cores}}
            kernel: linux-6.3-call-ops
            workload: { kind: call_loop, calls: 10 }
            tracers:
              relevant: { count: $n }
            sweep:
              - { n: {{values}}, find: { {{find}} } }{{more.Replace("\n", "\n  ")}}

            """.Replace("\n    - {", "\n  - {"));
        var bag = new DiagnosticBag();
        return ScenarioFile.Read(path, [], bag) ?? throw new InvalidOperationException(string.Join('\n', bag));
    }
}
