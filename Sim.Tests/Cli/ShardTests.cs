using Sim.Scenarios.Store;

namespace Sim.Tests.Cli;

/// <summary>Parts of a study on several machines.</summary>
public sealed class ShardTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    [TestCase(7)]
    [TestCase(2, "--uncertainty", "3")]
    [TestCase(3, "--seeds", "2")]
    public void Shards_merged_in_any_order_are_the_unsharded_run(int shards, params string[] options)
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--out", run.Path("whole"), .. options]);
        for (var shard = 0; shard < shards; shard++)
            Assert.That(run.Sim(["run", scenario, "--shard", $"{shard}/{shards}", "--out", run.Path($"shard-{shard}"), .. options]), Is.Zero);

        Assert.That(run.Files("shard-0"), Is.EquivalentTo(new[] { "INCOMPLETE", "results.db" }));
        var order = Enumerable.Range(0, shards).OrderBy(shard => (shard * 5) % 7).Select(shard => run.Path($"shard-{shard}"));
        Assert.That(run.Sim(["merge", .. order, "--out", run.Path("merged")]), Is.Zero, run.Stderr.ToString());

        foreach (var name in run.Files("whole").Where(name => name != StudyStore.FileName))
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

    [Test]
    public void A_shard_that_is_run_again_stays_whole_until_it_is_done()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        for (var shard = 0; shard < 2; shard++)
            run.Sim(["run", scenario, "--shard", $"{shard}/2", "--out", run.Path($"{shard}")]);

        run.Interrupted(scenario, "0", 1, "--shard", "0/2");

        Assert.That(run.Sim(["compare", run.Path("0"), run.Path("0")]), Is.EqualTo(2));
        run.Simulate = (cell, _) => SimRun.Counted(cell);
        Assert.That(run.Sim(["merge", run.Path("0"), run.Path("1"), "--out", run.Path("merged")]), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Sim(["run", scenario, "--shard", "0/2", "--out", run.Path("0"), "--resume"]), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Files("0"), Is.EquivalentTo(new[] { "INCOMPLETE", "results.db" }));
        var mark = File.ReadAllText(run.Path("0/INCOMPLETE")).Split('\n');
        Assert.That(mark[0], Does.EndWith(": shard 0 of 2, complete: sim merge puts all shards together"));
        Assert.That(mark[1..], Is.EqualTo(new[] { "" }));
    }

    [Test]
    public void Charts_of_a_whole_run_do_not_stay_beside_a_shard()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        run.Sim(["run", scenario, "--out", run.Path("out")]);

        Assert.That(run.Sim(["run", scenario, "--shard", "0/2", "--out", run.Path("out")]), Is.Zero, run.Stderr.ToString());

        Assert.That(run.Files("out"), Is.EquivalentTo(new[] { "INCOMPLETE", "results.db" }));
    }
}
