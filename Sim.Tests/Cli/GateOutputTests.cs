using System.Xml.Linq;

namespace Sim.Tests.Cli;

/// <summary>What CI systems read of run, merge, validate and compare.</summary>
public sealed class GateOutputTests
{
    const string Rules = """
        budgets:
          - { metric: overhead_ns, at_most: 30 ns, where: { irrelevant: 10 } }
        expect:
          - { metric: overhead_ns, increases_with: irrelevant }

        """;

    [Test]
    public void A_run_gives_a_case_for_each_rule()
    {
        using var run = new SimRun();

        Assert.That(Run(run, SimRun.Scenario + Rules, "--junit", run.Path("ci/sim.xml"), "--markdown", run.Path("ci/sim.md")), Is.EqualTo(1));

        var cases = Cases(run, "ci/sim.xml");
        Assert.That(cases.Select(one => one.Attribute("name")!.Value), Is.EqualTo(new[]
        {
            "every cell is simulated", "overhead_ns (irrelevant 10) is at most 30 ns", "overhead_ns increases with irrelevant",
        }));
        Assert.That(cases.Select(one => one.Element("failure") is not null), Is.EqualTo(new[] { false, true, false }));
        Assert.That(cases[1].Attribute("file")!.Value, Is.EqualTo(run.Path("small.yaml")));
        Assert.That(cases[1].Attribute("line")!.Value, Is.EqualTo("13"));
        Assert.That(cases[1].Element("failure")!.Value, Does.Contain("small.yaml:13:5: budget broken").And.Contain("cell 2 (").And.Contain("110 ns is not at most 30 ns"));
        Assert.That(File.ReadAllText(run.Path("ci/sim.md")), Does.StartWith("# 1 of 2 rules broken: ").And.Contain("| 13 | overhead_ns (irrelevant 10) is at most 30 ns | broken | 2 | 2 |"));
    }

    [Test]
    public void A_scenario_without_rules_and_failures_passes()
    {
        using var run = new SimRun();

        Assert.That(Run(run, SimRun.Scenario, "--junit", run.Path("sim.xml")), Is.Zero);
        Assert.That(Cases(run, "sim.xml").Single().HasElements, Is.False);
    }

    [Test]
    public void A_cell_that_fails_is_an_error()
    {
        using var run = new SimRun { Simulate = (cell, _) => cell.IrrelevantTracers == 10 ? throw new InvalidOperationException("boom") : SimRun.Counted(cell) };

        Assert.That(Run(run, SimRun.Scenario, "--junit", run.Path("sim.xml")), Is.EqualTo(3));
        Assert.That(Cases(run, "sim.xml").Single().Element("error")!.Value, Does.Contain("2 of 6 cells failed").And.Contain("boom"));
    }

    [TestCase("nothing: 1\n", false)]
    [TestCase("", true)]
    public void Files_of_an_earlier_run_are_not_taken_for_those_of_one_that_did_not_finish(string mistake, bool interrupted)
    {
        using var run = new SimRun();
        Assert.That(Run(run, SimRun.Scenario, "--junit", run.Path("sim.xml"), "--markdown", run.Path("sim.md")), Is.Zero);

        var exit = run.Sim(["run", run.Write("small.yaml", SimRun.Scenario + mistake), "--out", run.Path("again"), "--no-charts", "--junit", run.Path("sim.xml"), "--markdown", run.Path("sim.md")],
            new CancellationToken(interrupted));

        Assert.That(exit, Is.EqualTo(interrupted ? 130 : 2));
        Assert.That(Cases(run, "sim.xml").Single().Element("error")!.Value, Does.Contain("did not finish"));
        Assert.That(File.Exists(run.Path("sim.md")), Is.False);
    }

    [Test]
    public void On_GitHub_what_fails_is_annotated_and_the_page_of_the_job_shows_the_result()
    {
        using var run = new SimRun { Environment = { ["GITHUB_ACTIONS"] = "true", ["GITHUB_STEP_SUMMARY"] = "" } };
        run.Environment["GITHUB_WORKSPACE"] = run.Directory;
        run.Environment["GITHUB_STEP_SUMMARY"] = run.Write("summary.md", "# Before\n");

        Run(run, SimRun.Scenario + Rules);

        Assert.That(run.Stderr.ToString(), Does.Contain("::error file=small.yaml,line=13,col=5,title=sim::budget broken: overhead_ns (irrelevant 10) is at most 30 ns (2 of 2)%0Acell 2 ("));
        Assert.That(File.ReadAllText(run.Path("summary.md")), Does.StartWith("# Before\n# 1 of 2 rules broken: "));
        Assert.That(run.Stdout.ToString(), Does.Not.Contain("::error"));
    }

    [Test]
    public void On_GitHub_a_mistake_in_a_file_is_annotated()
    {
        using var run = new SimRun { Environment = { ["GITHUB_ACTIONS"] = "true" } };

        Assert.That(Run(run, SimRun.Scenario.Replace("call_loop", "call_lop")), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("small.yaml,line=6,col=19,title=SIM102::unknown workload kind 'call_lop'%0Ahint: did you mean 'call_loop'?"));
    }

    [Test]
    public void Elsewhere_nothing_is_annotated()
    {
        using var run = new SimRun();

        Run(run, SimRun.Scenario + Rules);

        Assert.That(run.Stderr.ToString(), Does.Not.Contain("::"));
    }

    [Test]
    public void A_page_that_cannot_be_written_is_no_reason_to_fail()
    {
        using var run = new SimRun { Environment = { ["GITHUB_STEP_SUMMARY"] = "/nowhere/summary.md" } };

        Assert.That(Run(run, SimRun.Scenario), Is.Zero);
        Assert.That(run.Stderr.ToString(), Does.Contain("sim: no job summary: "));
    }

    [Test]
    public void A_JUnit_file_that_cannot_be_written_is_found_before_anything_runs()
    {
        using var run = new SimRun { Simulate = (_, _) => throw new InvalidOperationException("ran") };
        run.Write("file", "");

        Assert.That(Run(run, SimRun.Scenario, "--junit", run.Path("file/sim.xml")), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("sim: cannot write to"));
    }

    [Test]
    public void A_shard_checks_nothing_and_merge_checks_all()
    {
        using var run = new SimRun();
        var scenario = SimRun.Scenario + Rules;
        Assert.That(Run(run, scenario, "--shard", "0/2", "--junit", run.Path("sim.xml")), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("give --junit and --markdown to 'sim merge'"));

        foreach (var shard in (string[])["0", "1"])
            Assert.That(run.Sim(["run", run.Path("small.yaml"), "--shard", $"{shard}/2", "--out", run.Path(shard), "--quiet"]), Is.Zero);
        Assert.That(run.Sim(["merge", run.Path("0"), run.Path("1"), "--out", run.Path("all"), "--no-charts", "--quiet", "--junit", run.Path("sim.xml")]), Is.EqualTo(1));
        Assert.That(Cases(run, "sim.xml").Count(one => one.Element("failure") is not null), Is.EqualTo(1));
    }

    [Test]
    public void A_validation_gives_a_case_for_each_row_that_is_checked()
    {
        using var run = new SimRun { Environment = { ["GITHUB_ACTIONS"] = "true" } };
        const string Header = "source,core,kernel,strategy,tracer,relevant_tracers,irrelevant_tracers,ops_flags,calls,metric,value,role,tolerance_percent,note\n";
        const string Row = "me,apple-m1-firestorm,linux-6.3-call-ops,call_ops,nop,1,0,none,1000,overhead_ns,{0},{1},10,\n";
        run.Write("mine.csv", Header + string.Format(null, Row, 10, "validation") + string.Format(null, Row, 20, "validation") + string.Format(null, Row, 99, "context"));

        Assert.That(run.Sim(["validate", run.Path("mine.csv"), "--junit", run.Path("sim.xml")]), Is.EqualTo(1));

        var cases = Cases(run, "sim.xml");
        Assert.That(cases.Select(one => (one.Attribute("line")!.Value, one.HasElements)), Is.EqualTo(new[] { ("2", false), ("3", true) }));
        Assert.That(cases[1].Element("failure")!.Attribute("message")!.Value, Does.EndWith("predicted 10.0, measured 20.0, error -50.0 % is outside 10 %"));
        Assert.That(run.Stderr.ToString(), Does.Contain("mine.csv,line=3,title=sim::overhead_ns of call_ops"));
    }

    [Test]
    public void A_comparison_gives_a_case_for_each_cell_that_moved()
    {
        using var run = new SimRun();
        Assert.That(Run(run, SimRun.Scenario), Is.Zero);
        Directory.Move(run.Path("out"), run.Path("before"));
        run.Simulate = (cell, _) => SimRun.Counted(cell.IrrelevantTracers == 10 ? cell with { IrrelevantTracers = 11 } : cell);
        Assert.That(Run(run, SimRun.Scenario), Is.Zero);

        Assert.That(run.Sim(["compare", run.Path("before"), run.Path("out"), "--junit", run.Path("sim.xml")]), Is.EqualTo(1));

        var cases = Cases(run, "sim.xml");
        Assert.That(cases.Select(one => one.HasElements), Is.EqualTo(new[] { true, true, false }));
        Assert.That(cases[0].Element("failure")!.Value, Does.Contain("10 irrelevant: overhead_ns 110, now 120 (+9.1 %); why: no input changed").And.Contain("also: per_call_ns, ").And.Contain("caller: 355, now 387 cycles per call"));
        Assert.That(run.Sim(["compare", run.Path("nowhere"), run.Path("out"), "--junit", run.Path("sim.xml")]), Is.EqualTo(2));
        Assert.That(Cases(run, "sim.xml").Single().Element("error")!.Value, Does.Contain("has no results"));
    }

    static List<XElement> Cases(SimRun run, string file) => [.. XDocument.Load(run.Path(file)).Descendants("testcase")];

    static int Run(SimRun run, string scenario, params string[] options) =>
        run.Sim(["run", run.Write("small.yaml", scenario), "--out", run.Path("out"), "--no-charts", "--quiet", .. options]);
}
