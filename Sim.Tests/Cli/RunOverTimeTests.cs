using Sim.Core;

namespace Sim.Tests.Cli;

/// <summary><c>sim run</c> of a scenario with a timeline: the files over time.</summary>
public sealed class RunOverTimeTests
{
    const string Scenario =
        """
        # What is lost to a time slice?
        schema: sim/scenario/1
        name: sliced
        core: neoverse-n1
        kernels: [linux-6.1-debian, linux-6.12-debian]
        workload: { kind: function_profile, profile: p.csv, calls: 3000 }
        tracers: { mine: { tracer: count, filter: [vfs_*] } }
        interval: 10 us
        seeds: 3
        timeline: [{ event: time_slice, at: 20 us, length: 15 us }]

        """;

    static readonly string[] OverTime = ["intervals.csv", "timeline.json", "timeline.svg"];

    [Test]
    public void Files_are_the_same_for_any_number_of_jobs_and_go_when_nothing_happens_any_more()
    {
        using var run = new SimRun { Simulate = Simulation.Run };
        run.Write("p.csv", "vfs_read,10\nvfs_write,20\ndput,10\n");
        var scenario = run.Write("sliced.yaml", Scenario);

        foreach (var jobs in (string[])["1", "2"])
            Assert.That(run.Sim(["run", scenario, "--out", run.Path($"jobs{jobs}"), "--jobs", jobs]), Is.Zero, run.Stderr.ToString());

        foreach (var name in (string[])["results.csv", "results.json", "overhead.svg", .. OverTime])
            Assert.That(File.ReadAllBytes(run.Path($"jobs2/{name}")), Is.EqualTo(File.ReadAllBytes(run.Path($"jobs1/{name}"))), name);
        Assert.That(File.ReadAllText(run.Path("jobs1/results.csv")).Split('\n')[1], Does.Contain(",mixed,").And.Contain(",3,true,"));
        Assert.That(File.ReadAllText(run.Path("jobs1/results.json")), Does.Contain("seeds: means over 3 of them").And.Contain("never seen to repeat: all 6,000 calls were executed"));

        var plain = run.Write("sliced.yaml", Scenario.Replace("interval: 10 us\n", "", StringComparison.Ordinal).Split("timeline:")[0]);
        run.Sim(["run", plain, "--out", run.Path("jobs1")]);
        Assert.That(OverTime.Where(name => File.Exists(run.Path($"jobs1/{name}"))), Is.Empty);
    }

    [Test]
    public void Intervals_without_number_are_refused_before_anything_runs()
    {
        using var run = new SimRun();
        var scenario = run.Write("small.yaml", SimRun.Scenario + "interval: 1 us\n");

        var exit = run.Sim(["run", scenario, "--set", "workload.calls=1_000_000_000"]);

        Assert.That(exit, Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain(
            "error SIM250: a run would have at least some 312,500 intervals; at most 100,000 are possible\n").And.Contain("hint: Write 4 us or more"));
    }
}
