using Sim.Core.Runs;

namespace Sim.Tests.Cli;

/// <summary>A gate says no when it cannot say yes.</summary>
public sealed class CompareVerbTests
{
    [TestCase("results.json")]
    [TestCase("results.csv")]
    [TestCase("")]
    public void Equal_results_are_equal(string file)
    {
        using var run = new SimRun();
        Run(run, "one");
        Run(run, "two");

        Assert.That(Compare(run, $"one/{file}", $"two/{file}"), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Stdout.ToString(), Does.StartWith("6 cells are as in the baseline\n"));
    }

    [TestCase("results.json")]
    [TestCase("results.csv")]
    public void Cells_that_differ_only_in_a_swept_path_are_different_cells(string file)
    {
        using var run = new SimRun();
        Run(run, "one", options: ["--set", "sweep=[{ irrelevant: [0, 10], core.forwarding.release_latency: [10, 20] }]"]);

        Assert.That(Compare(run, $"one/{file}", $"one/{file}"), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Stdout.ToString(), Does.StartWith("8 cells are as in the baseline\n"));
    }

    [TestCase("results.json")]
    [TestCase("results.csv")]
    public void A_cell_that_moved_is_named_with_where_and_why(string file)
    {
        using var run = new SimRun();
        const string Core = "schema: sim/core/1\nname: mine\ninherits: apple-m1-firestorm\nbranches:\n  mispredict_cycles: { value: VALUE, guess: a test }\n";
        var scenario = SimRun.Scenario.Replace("core: apple-m1-firestorm", "core: mine");
        run.Write("mine.yaml", Core.Replace("VALUE", "11"));
        Run(run, "one", scenario);
        run.Write("mine.yaml", Core.Replace("VALUE", "12"));
        run.Simulate = (cell, _) => cell.IrrelevantTracers == 10 ? Slower(cell) : SimRun.Counted(cell);
        Run(run, "two", scenario);

        Assert.That(Compare(run, $"one/{file}", $"two/{file}"), Is.EqualTo(1));
        var shown = run.Stdout.ToString();
        Assert.That(shown, Does.StartWith("2 of 6 cells differ from the baseline\n"));
        Assert.That(shown, Does.Contain("1 relevant, 10 irrelevant").And.Contain("overhead_ns").And.Contain("caller 355, 375").And.Contain("machine"));
        Assert.That(shown, Does.Contain("Where the cycles went").And.Match("caller +355 +375 +20.0\n").And.Match("all +355 +375 +20.0\n"));
        Assert.That(shown, file.EndsWith(".json", StringComparison.Ordinal) ? Does.Contain("changed: mine: branches.mispredict_cycles 12 (baseline: 11)") : Does.Not.Contain("changed:"));
        Assert.That(Compare(run, $"one/{file}", $"two/{file}", "--tolerance", "7%"), Is.Zero);
        Assert.That(Compare(run, $"one/{file}", $"two/{file}", "--tolerance", "5%"), Is.EqualTo(1));
    }

    [Test]
    public void A_baseline_that_is_missing_empty_unfinished_of_other_parameters_or_of_other_cells_is_an_error()
    {
        using var run = new SimRun();
        Run(run, "one");
        Run(run, "calls", options: ["--set", "workload.calls=50"]);
        Run(run, "fewer", options: ["--set", "sweep=[{ irrelevant: [0, 1] }]"]);
        Directory.CreateDirectory(run.Path("unfinished"));
        run.Write("unfinished/INCOMPLETE", "interrupted");
        run.Write("empty.json", """{ "scenario": "small", "cells": [] }""");
        run.Write("other.json", File.ReadAllText(run.Path("one/results.json")).Replace("model=", "model=0"));
        run.Write("foreign.csv", "a,b\n1,2\n");

        foreach (var (baseline, message) in ((string, string)[])
        [
            ("nowhere", "has no results"),
            ("empty.json", "has no cells"),
            ("unfinished", "are not complete"),
            ("foreign.csv", "there is no column"),
            ("one/results.db", "is the store of a run"),
            ("small.yaml", "neither the results.json nor the results.csv"),
            ("calls", "made with other parameters: calls 50 in the baseline, 1000 now"),
            ("other.json", "make the baseline again"),
        ])
        {
            run.Stderr.GetStringBuilder().Clear();
            Assert.That(Compare(run, baseline, "one"), Is.EqualTo(2), baseline);
            Assert.That(run.Stderr.ToString(), Does.Contain(message));
        }

        foreach (var current in (string[])["nowhere", "empty.json", "unfinished", "foreign.csv", "calls", "other.json"])
            Assert.That(Compare(run, "one", current), Is.EqualTo(2), current);
        run.Stderr.GetStringBuilder().Clear();

        Assert.That(Compare(run, "one", "fewer"), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("2 cells of the baseline cannot be compared").And.Contain("10 irrelevant: not in"));
        Assert.That(Compare(run, "fewer", "one"), Is.Zero);
        Assert.That(run.Stdout.ToString(), Does.Contain("2 cells are not in the baseline"));
    }

    static RunResult Slower(CellSpec cell)
    {
        var result = SimRun.Counted(cell);
        var cycles = result.Cycles + (20 * cell.Calls);
        return result with { Cycles = cycles, TotalNs = cell.Core.Clock.ToNanoseconds(cycles), Regions = [new("caller", cycles, cycles)] };
    }

    static int Compare(SimRun run, string baseline, string current, params string[] options) =>
        run.Sim(["compare", run.Path(baseline), run.Path(current), .. options]);

    static void Run(SimRun run, string directory, string? scenario = null, params string[] options)
    {
        Assert.That(run.Sim(["run", run.Write("small.yaml", scenario ?? SimRun.Scenario), "--out", run.Path(directory), "--no-charts", "--quiet", .. options]), Is.Zero, run.Stderr.ToString());
        run.Stdout.GetStringBuilder().Clear();
    }
}
