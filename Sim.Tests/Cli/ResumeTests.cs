using Sim.Scenarios.Store;

namespace Sim.Tests.Cli;

/// <summary>An interrupted run loses nothing, destroys nothing, and passes for nothing.</summary>
public sealed class ResumeTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    [TestCase(7)]
    public void A_resumed_run_gives_the_files_of_one_that_was_not_interrupted(int done)
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--out", run.Path("whole")]);

        var (exit, computed) = Interrupted(run, scenario, "out", done);
        var before = Files(run, "out");
        var again = 0;
        run.Simulate = (cell, _) =>
        {
            again++;
            return SimRun.Counted(cell);
        };
        var resumed = run.Sim(["run", scenario, "--out", run.Path("out"), "--resume"]);

        Assert.That((exit, resumed), Is.EqualTo((130, 0)));
        Assert.That(before, Is.EquivalentTo(new[] { "INCOMPLETE", "results.db" }));
        Assert.That(computed, Is.EqualTo(done));
        Assert.That(again, Is.EqualTo(12 - done));
        Assert.That(Files(run, "out"), Is.EquivalentTo(Files(run, "whole")));
        foreach (var name in Files(run, "whole").Where(name => name != StudyStore.FileName))
            Assert.That(File.ReadAllBytes(run.Path($"out/{name}")), Is.EqualTo(File.ReadAllBytes(run.Path($"whole/{name}"))), name);
    }

    [Test]
    public void An_interrupted_run_leaves_the_results_of_an_earlier_one_and_marks_the_directory()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--out", run.Path("out")]);
        var earlier = Files(run, "out").Where(name => name != StudyStore.FileName).ToDictionary(name => name, name => File.ReadAllBytes(run.Path($"out/{name}")));
        run.Stdout.GetStringBuilder().Clear();

        Interrupted(run, run.Write("small.yaml", SimRun.Scenario.Replace("calls: 1000", "calls: 2000")), "out", 3);

        Assert.That(run.Stdout.ToString(), Is.Empty);
        Assert.That(run.Stderr.ToString(), Does.Contain("cells are done and kept in"));
        Assert.That(File.ReadAllText(run.Path("out/INCOMPLETE")), Does.Contain("interrupted: ").And.Contain("--resume"));
        foreach (var (name, bytes) in earlier)
            Assert.That(File.ReadAllBytes(run.Path($"out/{name}")), Is.EqualTo(bytes), name);
    }

    [TestCase("--set", "workload.calls=2000", "options none there, workload.calls=2000 here")]
    [TestCase("--no-steady-state", null, "--no-steady-state here only")]
    [TestCase("--uncertainty", "3", "uncertainty 0 there, 3 here")]
    public void Another_study_is_not_resumed_and_the_difference_is_named(string option, string? value, string difference)
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--out", run.Path("out")]);

        var exit = run.Sim(["run", scenario, "--out", run.Path("out"), "--resume", option, .. value is null ? Array.Empty<string>() : [value]]);

        Assert.That(exit, Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("holds another study").And.Contain(difference));
    }

    [Test]
    public void A_changed_scenario_is_not_resumed()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--out", run.Path("out")]);
        run.Write("small.yaml", SimRun.Scenario.Replace("1000", "1001"));

        Assert.That(run.Sim(["run", scenario, "--out", run.Path("out"), "--resume"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("has changed (hash "));
    }

    [Test]
    public void A_directory_that_another_run_writes_to_is_refused()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        Directory.CreateDirectory(run.Path("out"));
        using var other = RunStore.Open(Path.Combine(run.Path("out"), StudyStore.FileName), shared: false);

        Assert.That(run.Sim(["run", scenario, "--out", run.Path("out")]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("is in use by another process"));
    }

    [Test]
    public void A_simulation_that_does_not_stop_is_not_waited_for()
    {
        using var stop = new CancellationTokenSource();
        using var never = new ManualResetEventSlim();
        using var run = new SimRun { Simulate = (cell, _) => { stop.Cancel(); never.Wait(TimeSpan.FromSeconds(20), CancellationToken.None); return SimRun.Counted(cell); } };
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var exit = run.Sim(["run", scenario, "--out", run.Path("out")], stop.Token);

        Assert.That(exit, Is.EqualTo(130));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
        never.Set();
    }

    [Test]
    public void What_a_cache_has_is_not_simulated_again_and_the_files_are_the_same()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--out", run.Path("first"), "--cache", run.Path("cache")]);
        run.Simulate = (_, _) => throw new InvalidOperationException("ran");

        var exit = run.Sim(["run", scenario, "--out", run.Path("second"), "--cache", run.Path("cache")]);

        Assert.That(exit, Is.Zero, run.Stderr.ToString());
        Assert.That(run.Stderr.ToString(), Does.Contain("runs: 0 computed, 12 reused"));
        Assert.That(File.ReadAllText(run.Path("second/results.json")), Is.EqualTo(File.ReadAllText(run.Path("first/results.json"))));
    }

    [Test]
    public void Only_cells_that_use_a_changed_core_are_simulated_again()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario.Replace("core: apple-m1-firestorm", "cores: [apple-m1-firestorm, mine]"));
        const string Core = "schema: sim/core/1\nname: mine\ninherits: neoverse-n1\nbranches:\n  mispredict_cycles: { value: VALUE, guess: a test }\n";
        run.Write("mine.yaml", Core.Replace("VALUE", "11"));
        var first = run.Sim(["run", scenario, "--out", run.Path("out"), "--cache", run.Path("cache")]);
        Assume.That(first, Is.Zero, run.Stderr.ToString());
        run.Write("mine.yaml", Core.Replace("VALUE", "12"));
        List<string> simulated = [];
        run.Simulate = (cell, _) =>
        {
            lock (simulated)
                simulated.Add(cell.Core.Name);
            return SimRun.Counted(cell);
        };

        run.Sim(["run", scenario, "--out", run.Path("out"), "--cache", run.Path("cache")]);

        Assert.That(simulated, Is.EqualTo(Enumerable.Repeat("mine", 8)));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    [TestCase(7)]
    public void Shards_merged_in_any_order_are_the_unsharded_run(int shards)
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--out", run.Path("whole")]);
        for (var shard = 0; shard < shards; shard++)
            Assert.That(run.Sim(["run", scenario, "--shard", $"{shard}/{shards}", "--out", run.Path($"shard-{shard}")]), Is.Zero);

        Assert.That(Files(run, "shard-0"), Is.EquivalentTo(new[] { "INCOMPLETE", "results.db" }));
        var order = Enumerable.Range(0, shards).OrderBy(shard => (shard * 5) % 7).Select(shard => run.Path($"shard-{shard}"));
        Assert.That(run.Sim(["merge", .. order, "--out", run.Path("merged")]), Is.Zero, run.Stderr.ToString());

        foreach (var name in Files(run, "whole").Where(name => name != StudyStore.FileName))
            Assert.That(File.ReadAllBytes(run.Path($"merged/{name}")), Is.EqualTo(File.ReadAllBytes(run.Path($"whole/{name}"))), name);
    }

    [Test]
    public void A_shard_that_is_missing_given_twice_or_of_another_study_is_named()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--shard", "0/3", "--out", run.Path("a")]);
        run.Sim(["run", scenario, "--shard", "1/3", "--out", run.Path("b")]);
        run.Sim(["run", scenario, "--shard", "2/3", "--out", run.Path("c"), "--set", "workload.calls=5"]);
        run.Sim(["run", scenario, "--out", run.Path("whole")]);

        foreach (var (directories, message) in ((string[], string)[])
        [
            (["a", "b"], "missing of 3 shards: 2"),
            (["a", "b", "a"], "shard 0 of 3 is given twice"),
            (["a", "b", "c"], "is not of the same study"),
            (["a", "whole"], "is no shard"),
            (["a", "nowhere"], "has no results.db"),
        ])
        {
            Assert.That(run.Sim(["merge", .. directories.Select(run.Path), "--out", run.Path("out")]), Is.EqualTo(2));
            Assert.That(run.Stderr.ToString(), Does.Contain(message));
        }
    }

    static IEnumerable<string> Files(SimRun run, string directory) => Directory.GetFiles(run.Path(directory)).Select(path => Path.GetFileName(path)!);

    // Stops after so many simulations: of eight for the cells, and four for the nearest measured rows.
    static (int Exit, int Computed) Interrupted(SimRun run, string scenario, string directory, int done)
    {
        using var stop = new CancellationTokenSource();
        var computed = 0;
        run.Simulate = (cell, cancel) =>
        {
            if (computed == done)
                stop.Cancel();
            cancel.ThrowIfCancellationRequested();
            computed++;
            return SimRun.Counted(cell);
        };
        var exit = run.Sim(["run", scenario, "--out", run.Path(directory), "--jobs", "1"], stop.Token);
        return (exit, computed);
    }
}
