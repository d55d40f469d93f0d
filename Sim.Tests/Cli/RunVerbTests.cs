namespace Sim.Tests.Cli;

public sealed class RunVerbTests
{
    [Test]
    public void Check_shows_what_a_sweep_sets_by_its_path()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario.Replace("{ irrelevant: [0, 1, 10] }", "{ irrelevant: 1, core.memory.l1d.size: [64 KiB, 128 KiB] }", StringComparison.Ordinal));

        Assert.That(run.Sim(["check", scenario]), Is.Zero, run.Stderr.ToString());

        Assert.That(run.Stdout.ToString(), Does.Contain("core.memory.l1d.size (B)").And.Contain("65536").And.Contain("131072").And.Contain("value that the sweep varies"));
    }

    [Test]
    public void A_run_writes_whole_files_only_and_names_them_on_stderr()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);

        var exit = run.Sim(["run", scenario, "--out", run.Path("out")]);

        Assert.That(exit, Is.Zero, run.Stderr.ToString());
        Assert.That(
            Directory.GetFiles(run.Path("out")).Select(Path.GetFileName).Order(),
            Is.EqualTo(new[] { "overhead.png", "overhead.svg", "report.html", "results.csv", "results.db", "results.json" }));
        Assert.That(run.Stderr.ToString(), Does.Contain($"wrote {Path.Combine(run.Path("out"), "overhead.svg")}"));
        Assert.That(
            run.Stdout.ToString(),
            Does.StartWith("An unrelated tracer costs a call 10.0 ns under list_func and call_ops\n"));
    }

    [Test]
    public void Stdout_carries_the_csv_and_nothing_else()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);

        run.Sim(["run", scenario, "--out", run.Path("out"), "--format", "csv"]);

        Assert.That(run.Stdout.ToString(), Is.EqualTo(File.ReadAllText(run.Path("out/results.csv"))));
    }

    [Test]
    public void Rows_of_csv_come_as_soon_as_those_before_them_are_done()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario.Replace("[0, 1, 10]", "0..20"));
        List<int> rows = [];
        run.Simulate = (cell, _) =>
        {
            rows.Add(run.Stdout.ToString().Split('\n').Length - 1);
            return SimRun.Counted(cell);
        };

        run.Sim(["run", scenario, "--out", run.Path("out"), "--format", "csv", "--jobs", "1"]);

        Assert.That(run.Stdout.ToString(), Is.EqualTo(File.ReadAllText(run.Path("out/results.csv"))));
        Assert.That(rows.Take(8), Is.All.Zero, "until it is known what calls with 0, 1, 2 and more others execute");
        Assert.That(rows, Is.Ordered);
        // Without the measured rows nearby, which are simulated after all cells.
        Assert.That(rows.Where(count => count is > 8 and < 40).Distinct().Count(), Is.GreaterThan(20));
    }

    [Test]
    public void A_row_that_the_heading_has_no_column_for_ends_stdout_and_is_told()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario.Replace("[0, 1, 10]", "0..20"));
        run.Simulate = (cell, _) => cell.IrrelevantTracers < 15 ? SimRun.Counted(cell) : SimRun.Counted(cell) with { Regions = [new("never_seen", 1, 1)] };

        var exit = run.Sim(["run", scenario, "--out", run.Path("out"), "--format", "csv"]);

        Assert.That(exit, Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("stdout is cut short, results.csv is whole: the heading has no column for region never_seen"));
        Assert.That(File.ReadAllText(run.Path("out/results.csv")), Does.Contain("cycles_never_seen_per_call"));
    }

    [Test]
    public void Quiet_leaves_nothing_on_stderr()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);

        run.Sim(["run", scenario, "--out", run.Path("out"), "--quiet"]);

        Assert.That(run.Stderr.ToString(), Is.Empty);
    }

    [Test]
    public void Without_charts_those_of_an_earlier_run_go()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);

        run.Sim(["run", scenario, "--out", run.Path("out")]);
        run.Sim(["run", scenario, "--out", run.Path("out"), "--no-charts"]);

        Assert.That(
            Directory.GetFiles(run.Path("out")).Select(Path.GetFileName).Order(),
            Is.EqualTo(new[] { "results.csv", "results.db", "results.json" }));
    }

    [Test]
    public void Mistakes_of_all_files_are_shown_at_once_and_nothing_runs()
    {
        using var run = new SimRun { Simulate = (_, _) => throw new InvalidOperationException("ran") };
        var good = run.Write("small.yaml", SimRun.Scenario);
        var first = run.Write("first.yaml", SimRun.Scenario.Replace("name: small", "name: first\nnonsense: 1"));
        var second = run.Write(
            "second.yaml", SimRun.Scenario.Replace("name: small", "name: second").Replace("linux-6.2-args", "linux-6.2-arsg"));

        var exit = run.Sim(["run", good, first, second, "--out", run.Path("out")]);

        Assert.That(exit, Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("nonsense").And.Contain("did you mean 'linux-6.2-args'?"));
        Assert.That(run.Stdout.ToString(), Is.Empty);
        Assert.That(Directory.Exists(run.Path("out")), Is.False);
    }

    [Test]
    public void A_scenario_given_twice_would_overwrite_itself_and_is_refused()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);

        Assert.That(run.Sim(["run", scenario, scenario, "--out", run.Path("out")]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("'small' is given 2 times"));
    }

    [Test]
    public void Several_scenarios_each_get_their_directory()
    {
        using var run = new SimRun();
        var small = run.Write("small.yaml", SimRun.Scenario);
        var other = run.Write("other.yaml", SimRun.Scenario.Replace("name: small", "name: other"));

        Assert.That(run.Sim(["run", small, other, "--out", run.Path("out"), "--format", "json", "--no-charts"]), Is.Zero);
        Assert.That(File.Exists(run.Path("out/small/results.csv")) && File.Exists(run.Path("out/other/results.csv")));
        using var json = System.Text.Json.JsonDocument.Parse(run.Stdout.ToString());
        Assert.That(json.RootElement.GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public void A_broken_budget_is_named_with_its_line_and_exits_with_1()
    {
        using var run = new SimRun();
        const string Budgets = "budgets:\n  - { metric: overhead_ns, at_most: 30 ns, where: { irrelevant: 10 } }\n";
        var scenario = run.Write("small.yaml", SimRun.Scenario + Budgets);

        var exit = run.Sim(["run", scenario, "--out", run.Path("out"), "--quiet"]);

        Assert.That(exit, Is.EqualTo(1));
        Assert.That(run.Stderr.ToString().Replace(run.Directory + "/", "", StringComparison.Ordinal), Is.EqualTo("""
            small.yaml:13:5: budget broken: overhead_ns (irrelevant 10) is at most 30 ns
             cell 2 (linux-6.2-args on apple-m1-firestorm, 1 relevant, 10 irrelevant): overhead_ns 110 ns is not at most 30 ns
             cell 5 (linux-6.3-call-ops on apple-m1-firestorm, 1 relevant, 10 irrelevant): overhead_ns 110 ns is not at most 30 ns

            """));
        Assert.That(run.Stdout.ToString(), Does.StartWith("1 of 1 rule broken: ").And.Contain("Budgets and expectations"));
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(run.Path("out/results.json")));
        var rule = json.RootElement.GetProperty("rules")[0];
        Assert.That((rule.GetProperty("state").GetString(), rule.GetProperty("line").GetInt32(), rule.GetProperty("compared").GetInt32()), Is.EqualTo(("broken", 13, 2)));
    }

    [Test]
    public void A_failed_cell_exits_with_3_and_leaves_the_others()
    {
        using var run = new SimRun
        {
            Simulate = (cell, _) => cell.IrrelevantTracers == 10 ? throw new InvalidOperationException("boom") : SimRun.Counted(cell),
        };
        var scenario = run.Write("small.yaml", SimRun.Scenario);

        var exit = run.Sim(["run", scenario, "--out", run.Path("out"), "--format", "csv", "--quiet"]);

        Assert.That(exit, Is.EqualTo(3));
        Assert.That(run.Stderr.ToString(), Does.Contain("sim: bug: small: 2 cells failed: InvalidOperationException: boom"));
        Assert.That(run.Stdout.ToString().Split('\n').Count(line => line.Contains(",ok,")), Is.EqualTo(4));
    }

    [Test]
    public void A_directory_that_cannot_be_written_to_is_found_before_anything_runs()
    {
        using var run = new SimRun { Simulate = (_, _) => throw new InvalidOperationException("ran") };
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        var file = run.Write("file", "");

        Assert.That(run.Sim(["run", scenario, "--out", file]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.StartWith($"sim: cannot write to {file}: "));
        Assert.That(run.Stdout.ToString(), Is.Empty);
    }

    [Test]
    public void Without_steady_state_every_call_is_executed()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);

        run.Sim(["run", scenario, "--out", run.Path("out"), "--no-steady-state", "--no-charts"]);

        Assert.That(run.Stderr.ToString(), Does.Not.Contain("executed; the others"));
    }

    [Test]
    public void Uncertainty_gives_percentiles_and_what_matters_most()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["run", run.Write("small.yaml", SimRun.Scenario), "--out", run.Path("results"), "--uncertainty", "5", "--format", "csv"]), Is.Zero);

        Assert.That(run.Stdout.ToString().Split('\n')[0], Does.EndWith(",overhead_ns_p5,overhead_ns_p50,overhead_ns_p95,overhead_ns_low,overhead_ns_high"));
        Assert.That(run.Stderr.ToString(), Does.Contain("a call's time depends most on clock (rank correlation -1.00)"));
        Assert.That(File.ReadAllText(run.Path("results/overhead.svg")), Does.Contain("Bands: 90 %"));
    }

    [Test]
    public void Seed_and_set_change_the_scenario()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);

        run.Sim(["run", scenario, "--out", run.Path("out"), "--seed", "7", "--set", "workload.calls=50", "--format", "csv"]);

        Assert.That(run.Stdout.ToString(), Does.Contain(",none,50,7,ok,"));
    }
}
