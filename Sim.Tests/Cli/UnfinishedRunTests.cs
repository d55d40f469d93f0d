using Sim.Cli;
using Sim.Core.Diagnostics;
using Sim.Core.Mechanisms.OwnTrampoline;

namespace Sim.Tests.Cli;

public sealed class UnfinishedRunTests
{
    [Test]
    public void Its_mark_speaks_of_an_earlier_run_only_where_one_left_files()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        Directory.CreateDirectory(run.Path("used"));
        run.Write("used/results.csv", "of an earlier run");

        run.Interrupted(scenario, "fresh", 3);
        run.Interrupted(scenario, "used", 3);

        var fresh = File.ReadAllText(run.Path("fresh/INCOMPLETE"));
        Assert.That(fresh, Does.EndWith("\nFinished runs are in results.db; 'sim run' with the same words and --resume computes the rest.\n"));
        Assert.That(File.ReadAllText(run.Path("used/INCOMPLETE")), Is.EqualTo(fresh + "Other results in this directory are of an earlier run.\n"));
    }

    [Test]
    public void A_run_whose_text_faults_says_how_many_cells_and_leaves_the_directory_to_the_next_run()
    {
        using var run = new SimRun();
        var (bad, good) = (run.Write("small.yaml", SimRun.Scenario), run.Write("mended.yaml", SimRun.Scenario.Replace("name: small", "name: mended", StringComparison.Ordinal)));
        run.Simulate = (cell, _) => cell.IrrelevantTracers < 10 ? SimRun.Counted(cell) : throw new DesignException([new("SIM156", "a traced call fails: access to 0x30", new("mine.s", 1, 1, 3))]);

        Assert.That(run.Sim(["run", bad, "--out", run.Path("out"), "--no-cache"]), Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Stderr.ToString(), Does.Contain("sim: small: 2 of 6 cells fail:").And.Contain("SIM156"));
        Assert.That(File.ReadAllText(run.Path("out/INCOMPLETE")), Does.Contain(": failed: 2 of 6 cells fail: a traced call fails: access to 0x30\n").And.Not.Contain("computes the rest"));
        Assert.That((run.Sim(["report", run.Path("out")]), run.Stderr.ToString()), Is.EqualTo((ExitCode.BadInput, run.Stderr.ToString())));
        Assert.That(run.Stderr.ToString(), Does.Contain("cells failed, see ").And.Not.Contain("run it with --resume"));

        run.Simulate = (cell, _) => SimRun.Counted(cell);
        Assert.That(run.Sim(["run", good, "--out", run.Path("out"), "--no-cache"]), Is.Zero, run.Stderr.ToString());
        Assert.That(File.Exists(run.Path("out/INCOMPLETE")), Is.False);
    }

    [Test]
    public void A_whole_run_without_its_files_beside_an_unfinished_one_leads_to_the_report()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        Assert.That(run.Sim(["run", scenario, "--out", run.Path("out"), "--no-cache"]), Is.Zero, run.Stderr.ToString());
        run.Interrupted(scenario, "out", 3);
        File.Delete(run.Path("out/results.json"));
        File.Delete(run.Path("out/results.csv"));

        Assert.That(run.Sim(["compare", run.Path("out"), run.Path("out")]), Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Stderr.ToString(), Does.Contain($"'sim report {run.Path("out")}' makes them"));
        Assert.That(run.Sim(["report", run.Path("out"), "--no-charts"]), Is.Zero, run.Stderr.ToString());
    }

    [Test]
    public void What_an_interrupted_run_has_is_not_thrown_away_by_another_study()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        var other = run.Write("other.yaml", SimRun.Scenario.Replace("name: small", "name: other", StringComparison.Ordinal));
        Assert.That(run.Interrupted(scenario, "out", 3).Exit, Is.EqualTo(ExitCode.Interrupted));
        run.Simulate = (cell, _) => SimRun.Counted(cell);

        Assert.That(run.Sim(["run", other, "--out", run.Path("out"), "--no-cache"]), Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Stderr.ToString(), Does.Contain("holds another study: scenario small").And.Contain("is not complete: go on with it by --resume, delete it, or give another directory"));

        Assert.That(run.Sim(["run", scenario, "--out", run.Path("out"), "--resume"]), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Sim(["run", other, "--out", run.Path("out"), "--no-cache"]), Is.Zero, run.Stderr.ToString());
    }
}
