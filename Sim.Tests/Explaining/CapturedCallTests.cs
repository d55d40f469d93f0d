using Sim.Tests.Cli;

namespace Sim.Tests.Explaining;

/// <summary>A call of a real kernel that function_graph traces, from an image in the folder SIM_IMAGES; see <see cref="Scenarios.Captures.RealImageTests"/>.</summary>
public sealed class CapturedCallTests
{
    const string Scenario =
        """
        # What does function_graph cost a call?
        schema: sim/scenario/1
        name: graph
        core: cortex-a72
        kernel: ./graph.capture
        workload: { kind: captured_call, calls: 200 }
        tracers: { relevant: { count: 1 } }

        """;

    [Test]
    public void Causes_sum_to_the_cycles_and_the_cost_of_the_first_one_is_confirmed()
    {
        if (Environment.GetEnvironmentVariable("SIM_IMAGES") is not { } folder || !File.Exists(Path.Combine(folder, "graph.elf")))
        {
            Assert.Ignore("no graph.elf in SIM_IMAGES");
            return;
        }

        using var run = new SimRun { Simulate = Core.Simulation.Run };
        var scenario = run.Write("graph.yaml", Scenario);
        Assert.That(run.Sim(["capture", Path.Combine(folder, "graph.elf"), "--call", "__arm64_sys_getppid", "--out", run.Path("graph.capture")]), Is.Zero, run.Stderr.ToString());

        run.Stdout.GetStringBuilder().Clear();
        Assert.That(run.Sim(["explain", scenario, "--format", "csv", "--without", "ordering.isb"]), Is.Zero, run.Stderr.ToString());
        var rows = ExplainVerbTests.Csv(run.Stdout.ToString()).ToLookup(row => row["cell"]);
        var (before, after) = (rows["cell 0"].ToList(), rows["without ordering.isb"].ToList());

        Assert.That(before.Select(row => row["symbol"]), Has.Some.StartsWith("return_to_handler+"));
        Assert.That(before.Select(row => row["cause"]), Does.Not.Contain("unexplained").And.Contain("mispredicted_returns"));
        foreach (var cell in (List<Dictionary<string, string>>[])[before, after])
            Assert.That(Sum(cell, "path_cycles"), Is.EqualTo(Sum(cell, "cycles")));
        var barriers = Sum(before.Where(row => row["cause"] == "barriers"), "path_cycles");
        Assert.That(Sum(before, "cycles") - Sum(after, "cycles"), Is.InRange(barriers / 4, barriers));
    }

    static long Sum(IEnumerable<Dictionary<string, string>> rows, string column) => rows.Sum(row => ExplainVerbTests.Number(row[column]));
}
