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

        var (exit, computed) = run.Interrupted(scenario, "out", done);
        var before = run.Files("out");
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
        Assert.That(run.Files("out"), Is.EquivalentTo(run.Files("whole")));
        foreach (var name in run.Files("whole").Where(name => name != StudyStore.FileName))
            Assert.That(File.ReadAllBytes(run.Path($"out/{name}")), Is.EqualTo(File.ReadAllBytes(run.Path($"whole/{name}"))), name);
    }

    [Test]
    public void An_interrupted_run_leaves_the_results_of_an_earlier_one_and_marks_the_directory()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--out", run.Path("out")]);
        var earlier = run.Bytes("out");
        run.Stdout.GetStringBuilder().Clear();

        run.Interrupted(run.Write("small.yaml", SimRun.Scenario.Replace("calls: 1000", "calls: 2000")), "out", 3);

        Assert.That(run.Stdout.ToString(), Is.Empty);
        Assert.That(run.Stderr.ToString(), Does.Contain("cells are done and kept in"));
        Assert.That(File.ReadAllText(run.Path("out/INCOMPLETE")), Does.Contain("interrupted: ").And.Contain("--resume"));
        Assert.That(run.Files("out"), Is.EquivalentTo(earlier.Keys.Append("INCOMPLETE").Append("running.db")));
        run.Same(earlier, "out");
    }

    [Test]
    public void Until_another_run_is_done_reports_and_comparisons_are_of_the_one_before_and_say_so()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        var other = run.Write("other.yaml", SimRun.Scenario.Replace("calls: 1000", "calls: 2000").Replace("name: small", "name: other"));
        run.Sim(["run", scenario, "--out", run.Path("out")]);
        run.Sim(["run", scenario, "--out", run.Path("same")]);
        run.Sim(["run", other, "--out", run.Path("whole")]);
        var earlier = run.Bytes("out");
        Assert.That(run.Interrupted(other, "out", 3).Exit, Is.EqualTo(130), run.Stderr.ToString());

        run.Stderr.GetStringBuilder().Clear();
        var exits = (run.Sim(["report", run.Path("out")]), run.Sim(["compare", run.Path("same"), run.Path("out")]), run.Sim(["compare", run.Path("out"), run.Path("same")]));
        Assert.That(exits, Is.EqualTo((0, 0, 0)), run.Stderr.ToString());
        Assert.That(run.Stderr.ToString().Split("an unfinished run").Length - 1, Is.EqualTo(3), run.Stderr.ToString());
        run.Same(earlier, "out");

        Assert.That(run.Sim(["run", scenario, "--out", run.Path("out"), "--resume"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("holds another study"));
        run.Simulate = (cell, _) => SimRun.Counted(cell);
        Assert.That(run.Sim(["run", other, "--out", run.Path("out"), "--resume"]), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Files("out"), Is.EquivalentTo(run.Files("whole")));
        run.Same(run.Bytes("whole", but: StudyStore.FileName), "out");
        Assert.That(run.Sim(["report", run.Path("out")]), Is.Zero, run.Stderr.ToString());
    }

    [Test]
    public void Files_that_were_being_replaced_are_not_compared_until_they_are_made_again()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--out", run.Path("out")]);
        var whole = run.Bytes("out");
        run.Write("out/INCOMPLETE", "replacing");
        run.Write("out/results.json", "of an earlier run");

        Assert.That(run.Sim(["compare", run.Path("out"), run.Path("out")]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("'sim report "));
        Assert.That(run.Sim(["report", run.Path("out")]), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Files("out"), Is.EquivalentTo(whole.Keys));
        run.Same(whole, "out");
        Assert.That(run.Sim(["compare", run.Path("out"), run.Path("out")]), Is.Zero);
    }

    [Test]
    public void Nor_are_they_when_another_run_began_since()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--out", run.Path("out")]);
        run.Write("out/INCOMPLETE", "replacing");
        run.Write("out/results.json", "of an earlier run");

        run.Interrupted(run.Write("small.yaml", SimRun.Scenario.Replace("calls: 1000", "calls: 2000")), "out", 3);

        Assert.That(run.Sim(["compare", run.Path("out"), run.Path("out")]), Is.EqualTo(2));
        Assert.That(File.Exists(run.Path("out/results.json")), Is.False);
        Assert.That(run.Sim(["report", run.Path("out")]), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Sim(["compare", run.Path("out"), run.Path("out")]), Is.Zero);
    }

    [Test]
    public void A_run_that_ended_before_it_began_left_everything_and_starts_with_resume()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--out", run.Path("out")]);
        var whole = run.Bytes("out");
        run.Write("out/INCOMPLETE", "");

        Assert.That(run.Sim(["compare", run.Path("out"), run.Path("out")]), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Interrupted(run.Write("small.yaml", SimRun.Scenario.Replace("calls: 1000", "calls: 2000")), "out", 3, "--resume").Exit, Is.EqualTo(130), run.Stderr.ToString());

        run.Same(whole, "out");
        run.Simulate = (cell, _) => SimRun.Counted(cell);
        Assert.That(run.Sim(["run", scenario, "--out", run.Path("out"), "--resume"]), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Files("out"), Is.EquivalentTo(whole.Keys));
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
        run.Sim(["run", scenario, "--out", run.Path("out")]);
        var files = run.Bytes("out");
        List<int> exits = [];
        run.Simulate = (cell, cancel) =>
        {
            lock (exits)
            {
                foreach (var words in exits.Count > 0 ? [] : (string[][])[["run", scenario, "--out", run.Path("out")], ["report", run.Path("out")], ["report", run.Path("out"), "--out", run.Path("other")]])
                    exits.Add(run.Sim(words, cancel));
            }

            return SimRun.Counted(cell);
        };

        Assert.That(run.Sim(["run", scenario, "--out", run.Path("out"), "--set", "workload.calls=50"]), Is.Zero, run.Stderr.ToString());

        Assert.That(exits, Is.EqualTo(new[] { 2, 2, 0 }), run.Stderr.ToString());
        Assert.That(run.Stderr.ToString(), Does.Contain("is in use by another process"));
        run.Same(files.Where(file => file.Key != StudyStore.FileName).ToDictionary(), "other");
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
    public void What_was_computed_is_said_and_so_is_a_cache_that_is_none()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--out", run.Path("first"), "--cache", run.Path("cache")]);
        Assert.That(run.Stderr.ToString(), Does.Contain("runs: 12 computed, 0 reused\n").And.Not.Contain("damaged"));
        var cache = Directory.GetFiles(run.Path("cache"), "runs-*.db").Single();
        File.WriteAllText(cache, string.Concat(Enumerable.Repeat("this is a text and not a database\n", 300)));

        Assert.That(run.Sim(["run", scenario, "--out", run.Path("second"), "--cache", run.Path("cache")]), Is.Zero);

        Assert.That(run.Stderr.ToString(), Does.Contain($"the cache was damaged or is no database: what can be read of it is kept, and it is now {cache}.damaged\n"));
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
}
