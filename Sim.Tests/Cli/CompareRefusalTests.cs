using Sim.Cli;
using Sim.Core.Mechanisms;

namespace Sim.Tests.Cli;

/// <summary>Results that cannot be compared are no pass.</summary>
public sealed class CompareRefusalTests
{
    [Test]
    public void A_search_among_other_cells_is_an_error()
    {
        using var run = new SimRun();
        foreach (var (name, most) in ((string, int)[])[("before", 1000), ("now", 500)])
        {
            run.Write("small.yaml", SimRun.Scenario.Replace("- { irrelevant: [0, 1, 10] }", $"- {{ irrelevant: 0..{most}, find: {{ smallest: irrelevant, such_that: overhead_ns > 100 ns }} }}", StringComparison.Ordinal));
            Assert.That(run.Sim(["run", run.Path("small.yaml"), "--out", run.Path(name)]), Is.Zero, run.Stderr.ToString());
        }

        Assert.That(run.Sim(["compare", run.Path("before"), run.Path("now")]), Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Stderr.ToString(), Does.Contain("searches among other cells cannot be compared").And.Contain("among 1001 cells in the baseline, 501 now"));
    }

    [Test]
    public void Cells_without_figures_are_nothing_to_compare()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Simulate = (_, _) => throw new CannotDispatchException("out of reach");
        run.Sim(["run", scenario, "--out", run.Path("out")]);

        Assert.That(run.Sim(["compare", run.Path("out"), run.Path("out")]), Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Stderr.ToString(), Does.Contain("no cell that both have has figures"));
    }

    [Test]
    public void A_finished_shard_leads_to_merge_and_an_unfinished_one_to_resume()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--shard", "1/2", "--out", run.Path("done")]);
        run.Interrupted(scenario, "cut", 1, "--shard", "0/2");

        Assert.That(run.Sim(["compare", run.Path("done"), run.Path("done")]), Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Stderr.ToString(), Does.Contain($"sim: {run.Path("done")} is shard 1 of 2: 'sim merge' puts all shards together\n"));
        Assert.That(run.Sim(["compare", run.Path("cut"), run.Path("cut")]), Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Stderr.ToString(), Does.Contain($"the results in {run.Path("cut")} are not complete: finish them with sim run --resume"));
    }

    [Test]
    public void A_directory_of_several_scenarios_names_theirs()
    {
        using var run = new SimRun();
        Directory.CreateDirectory(run.Path("all/small"));
        run.Write("all/small/results.json", "{}");

        Assert.That(run.Sim(["compare", run.Path("all"), run.Path("all")]), Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Stderr.ToString(), Does.Contain($"has results of several scenarios: compare {run.Path("all/small")} one by one"));
    }
}
