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
        Assert.That(Compare(run, $"one/{file}", $"two/{file}", "--tolerance", "7", "--tolerance", "overhead_ns=5"), Is.EqualTo(1));
        Assert.That(Compare(run, $"one/{file}", $"two/{file}", "--tolerance", "5", "--tolerance", "overhead_n=7"), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("--tolerance 'overhead_n': neither result has such a column; did you mean 'overhead_ns'?"));
    }

    [TestCase("results.json")]
    [TestCase("results.csv")]
    public void A_cell_that_is_gone_fails_and_the_others_are_compared(string file)
    {
        using var run = new SimRun();
        Run(run, "one");
        run.Simulate = (cell, _) => cell.IrrelevantTracers == 1 ? Slower(cell) : SimRun.Counted(cell);
        Run(run, "two", options: ["--set", "sweep=[{ irrelevant: [0, 1, 11] }]"]);

        Assert.That(Compare(run, $"one/{file}", $"two/{file}"), Is.EqualTo(1));
        Assert.That(run.Stdout.ToString(), Does.StartWith("2 of 4 cells differ from the baseline; 2 cells of the baseline are gone\n")
            .And.Contain("Cells that are gone").And.Contain("irrelevant_tracers 11").And.Contain("2 cells are not in the baseline"));
    }

    [TestCase("results.json")]
    [TestCase("results.csv")]
    public void A_scenario_with_another_name_has_the_same_cells(string file)
    {
        using var run = new SimRun();
        Run(run, "one");
        Run(run, "two", SimRun.Scenario.Replace("name: small", "name: other"));

        Assert.That(Compare(run, $"one/{file}", $"two/{file}"), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Stdout.ToString(), Does.StartWith("6 cells are as in the baseline\n").And.Contain("the scenario's name is small in the baseline, other now"));
    }

    [TestCase("last row", "it has 5 of 6 cells of small")]
    [TestCase("last newline", "its last line does not end")]
    [TestCase("last number", "its last line does not end")]
    [TestCase("half", "its last line does not end")]
    [TestCase("columns", "results.csv:7 is not whole")]
    [TestCase("first row", "it has 5 of 6 cells of small")]
    [TestCase("all rows", "has no cells")]
    [TestCase("all", "there is no column")]
    [TestCase("number of rows", "there is no column cells")]
    public void A_results_csv_that_lost_a_part_is_an_error_on_either_side(string lost, string message)
    {
        using var run = new SimRun();
        Run(run, "one");
        Run(run, "two");
        var text = File.ReadAllText(run.Path("one/results.csv"));
        var lines = text.Split('\n');
        File.WriteAllText(run.Path("one/results.csv"), lost switch
        {
            "last row" => string.Join('\n', lines.SkipLast(2)) + "\n",
            "last newline" => text[..^1],
            "last number" => text[..^2],
            "half" => text[..(text.Length / 2)],
            "columns" => text[..text.LastIndexOf(',')] + "\n",
            "first row" => string.Join('\n', lines.Where((_, index) => index != 1)),
            "all rows" => lines[0] + "\n",
            "number of rows" => text.Replace(",inputs,cells,", ",inputs,rows,"),
            _ => "",
        });

        foreach (var (baseline, current) in ((string, string)[])[("one/results.csv", "two"), ("two", "one/results.csv")])
        {
            run.Stderr.GetStringBuilder().Clear();
            Assert.That(Compare(run, baseline, current), Is.EqualTo(2), $"{baseline} {current}");
            Assert.That(run.Stderr.ToString(), Does.Contain(message));
        }
    }

    [Test]
    public void A_file_in_a_directory_that_is_not_complete_is_refused_like_the_directory()
    {
        using var run = new SimRun();
        Run(run, "one");
        Run(run, "two");
        run.Write("one/INCOMPLETE", "interrupted");
        File.Delete(run.Path("one/results.db"));

        Assert.That(Compare(run, "one/results.csv", "two/results.csv"), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("are not complete"));
    }

    [Test]
    public void Other_calls_seeds_or_samples_are_other_parameters(
        [Values("--seeds 3: seeds none in the baseline, 1 (nothing is drawn, one run is enough) now", "--uncertainty 8: uncertainty_samples none in the baseline, 8 now", "--set workload.calls=50: calls 1000 in the baseline, 50 now",
            "--set seed=7: seed 0 in the baseline, 7 now")] string example,
        [Values("results.json", "results.csv")] string file)
    {
        using var run = new SimRun();
        Run(run, "one");
        var (options, message) = (example.Split(": ")[0], example.Split(": ")[1]);
        Run(run, "two", options: options.Split(' '));

        Assert.That(Compare(run, $"one/{file}", $"two/{file}"), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("made with other parameters: ").And.Contain(message));
    }

    [Test]
    public void A_threshold_that_moved_is_shown_and_the_cells_of_the_search_are_not_gone()
    {
        using var run = new SimRun();
        const string Find = "find: { smallest: irrelevant, such_that: overhead_ns > 100 ns } }\n";
        var scenario = SimRun.Scenario.Replace("[0, 1, 10] }\n", $"0..1000, {Find}  - {{ irrelevant: [3000, 3001], {Find}  - {{ irrelevant: 2000 }}\n");
        Run(run, "one", scenario);
        run.Simulate = (cell, _) => cell.Kernel.Name == "linux-6.2-args" && cell.IrrelevantTracers is > 0 and < 2000 ? SimRun.Counted(cell with { IrrelevantTracers = cell.IrrelevantTracers + 2 }) : SimRun.Counted(cell);
        Run(run, "two", scenario);

        Assert.That(Compare(run, "one", "two"), Is.EqualTo(1), run.Stderr.ToString());
        var shown = run.Stdout.ToString();
        Assert.That(shown.ReplaceLineEndings(" "), Does.Contain("; 1 threshold moved").And.Contain("Thresholds that moved").And.Match("smallest irrelevant with +overhead_ns > 100 ").And.Not.Contain("are gone").And.Contain("a search took them on one side only"));
        Assert.That(shown, Does.Match(" 10 +8\n"));
        Assert.That(Compare(run, "one", "one"), Is.Zero);
    }

    [Test]
    public void All_outputs_have_the_same_facts()
    {
        using var run = new SimRun { Environment = { ["GITHUB_ACTIONS"] = "true" } };
        Run(run, "one");
        run.Simulate = (cell, _) => cell.IrrelevantTracers == 1 ? Slower(cell) : SimRun.Counted(cell);
        Run(run, "two", SimRun.Scenario.Replace("name: small", "name: other"), "--set", "sweep=[{ irrelevant: [0, 1, 11] }]");
        run.Stderr.GetStringBuilder().Clear();

        Assert.That(Compare(run, "one", "two", "--format", "csv", "--junit", run.Path("gate.xml"), "--markdown", run.Path("gate.md")), Is.EqualTo(1));

        var annotations = run.Stderr.ToString();
        foreach (var text in (string[])[File.ReadAllText(run.Path("gate.xml")), File.ReadAllText(run.Path("gate.md")), annotations])
        {
            foreach (var fact in (string[])["1 relevant, 1 irrelevant", "overhead_ns", "20.0", "26.2", "+31.3", "no input changed", "per_call_ns", "caller", "10 irrelevant", "irrelevant_tracers 11",
                "2 cells are not in the baseline", "small in the baseline, other now"])
                Assert.That(text, Does.Contain(fact));
        }

        Assert.That(annotations.Split('\n').Count(line => line.StartsWith("::error ", StringComparison.Ordinal)), Is.EqualTo(4));
        Assert.That(annotations.Split('\n').Count(line => line.StartsWith("::notice ", StringComparison.Ordinal)), Is.EqualTo(2));
        Assert.That(run.Stdout.ToString().Split('\n').Count(line => line.EndsWith(",gone", StringComparison.Ordinal)), Is.EqualTo(2));
    }

    [TestCase("-1")]
    [TestCase("101")]
    [TestCase("much")]
    [TestCase("overhead_ns=")]
    [TestCase("=1")]
    public void A_tolerance_is_a_percentage(string tolerance)
    {
        using var run = new SimRun();

        Assert.That(Compare(run, "one", "two", "--tolerance", tolerance), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain($"--tolerance '{tolerance}' is not a percentage from 0 to 100, nor a column with one"));
    }

    [Test]
    public void A_file_with_cells_of_two_models_is_an_error()
    {
        using var run = new SimRun();
        Run(run, "one");
        var path = run.Path("one/results.csv");
        var text = File.ReadAllText(path);
        var last = text.LastIndexOf("model=", StringComparison.Ordinal);
        run.Write("mixed.csv", text.Insert(last + "model=".Length, "0"));

        Assert.That(Compare(run, "mixed.csv", "one"), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("has cells of several model versions"));
        run.Write("other.csv", text.Replace("model=", "model=0"));
        Assert.That(Compare(run, "other.csv", "one"), Is.EqualTo(2));
        Assert.That(Compare(run, "other.csv", "one", "--across-versions"), Is.Zero);
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

        Assert.That(Compare(run, "fewer", "one"), Is.Zero);
        Assert.That(run.Stdout.ToString(), Does.Contain("2 cells are not in the baseline"));
    }

    [TestCase("nan", "is not a percentage")]
    [TestCase("-1", "is not a percentage")]
    [TestCase("1 2", "--tolerance '2' is given after another one for all columns")]
    [TestCase("overhead_ns=1 overhead_ns=2", "is given after another one for overhead_ns")]
    public void A_tolerance_is_a_percentage_and_given_once(string words, string mistake)
    {
        using var run = new SimRun();
        Run(run, "one");

        Assert.That(Compare(run, "one", "one", [.. words.Split(' ').SelectMany(word => new[] { "--tolerance", word })]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain(mistake));
    }

    [Test]
    public void A_baseline_of_another_format_is_refused()
    {
        using var run = new SimRun();
        Run(run, "one");
        run.Write("later.json", File.ReadAllText(run.Path("one/results.json")).Replace("sim/results/1", "sim/results/99"));

        Assert.That(Compare(run, "later.json", "one"), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("is of the format 'sim/results/99', and this Sim reads 'sim/results/1'"));
    }

    static RunResult Slower(CellSpec cell)
    {
        var result = SimRun.Counted(cell);
        var cycles = result.Cycles + (20 * cell.Calls);
        return result with { Cycles = cycles, TotalNs = cell.Core.Clock.ToNanoseconds(cycles), Regions = [new("caller", cycles, result.Cycles)] };
    }

    static int Compare(SimRun run, string baseline, string current, params string[] options) =>
        run.Sim(["compare", run.Path(baseline), run.Path(current), .. options]);

    static void Run(SimRun run, string directory, string? scenario = null, params string[] options)
    {
        scenario ??= SimRun.Scenario;
        var file = scenario.Contains("name: other", StringComparison.Ordinal) ? "other.yaml" : "small.yaml";
        Assert.That(run.Sim(["run", run.Write(file, scenario), "--out", run.Path(directory), "--no-charts", "--quiet", .. options]), Is.Zero, run.Stderr.ToString());
        run.Stdout.GetStringBuilder().Clear();
    }
}
