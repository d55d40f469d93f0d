using System.Globalization;
using System.Text.RegularExpressions;
using Sim.Core;
using Sim.Reports.Explaining;
using Sim.Scenarios.Analyses;
using Sim.Tests.Validation;

namespace Sim.Tests.Cli;

public sealed class ExplainVerbTests
{
    [Test]
    public void The_answer_is_the_first_cause()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["explain", run.Write("small.yaml", SimRun.Scenario), "--cell", "kernel=linux-6.2-args irrelevant=10"]), Is.Zero, run.Stderr.ToString());

        Assert.That(run.Stdout.ToString(), Does.Match("^[0-9.]+ % of a call is store releases: [0-9.]+ of [0-9.]+ cycles\n").And.Contain("ldp x2, x1"));
    }

    [Test]
    public void Rows_of_the_file_sum_to_the_cycles_of_the_results()
    {
        using var run = new SimRun { Simulate = Simulation.Run };
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        Assert.That(run.Sim(["run", scenario, "--out", run.Path("out"), "--no-charts", "--quiet"]), Is.Zero, run.Stderr.ToString());
        var results = Csv(File.ReadAllText(run.Path("out/results.csv")));

        foreach (var cell in results)
        {
            run.Stdout.GetStringBuilder().Clear();
            Assert.That(run.Sim(["explain", scenario, "--cell", cell["cell"], "--format", "csv"]), Is.Zero, run.Stderr.ToString());

            var rows = Csv(run.Stdout.ToString());
            Assert.That(rows.Sum(row => Number(row["path_cycles"])), Is.EqualTo(Cycles("cycles_per_call")));
            Assert.That(rows.Sum(row => Number(row["cycles"])), Is.EqualTo(Cycles("cycles_per_call")));
            foreach (var region in rows.GroupBy(row => row["region"]))
                Assert.That(region.Sum(row => Number(row["cycles"])), Is.EqualTo(Cycles($"cycles_{region.Key}_per_call")), region.Key);

            long Cycles(string column) => (long)Math.Round(double.Parse(cell[column], CultureInfo.InvariantCulture) * Number(cell["calls"]));
        }
    }

    [Test]
    public void Folded_stacks_sum_to_the_cycles_too()
    {
        var (cycles, folded) = (Output("csv"), Output("folded"));

        Assert.That(folded.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.All.Match("^[^;]+;[^;]+;[^;]+;[^;]+ [0-9]+$"));
        Assert.That(
            folded.Split('\n', StringSplitOptions.RemoveEmptyEntries).Sum(line => Number(line[(line.LastIndexOf(' ') + 1)..])),
            Is.EqualTo(Csv(cycles).Sum(row => Number(row["path_cycles"]))));
    }

    // The format's rules: a header, cycles that never go back, an id begins before its stages and ends once, each stage that starts ends.
    [TestCase("apple-m1-firestorm")]
    [TestCase("cortex-a53")]
    public void A_Kanata_log_follows_its_format(string core)
    {
        var lines = Output("kanata", "--calls", "3", "--set", $"core={core}").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.That(lines[0], Is.EqualTo("Kanata\t0004"));
        Assert.That(lines[1], Does.Match("^C=\t[0-9]+$"));
        var open = new Dictionary<string, string?>();
        var ended = new HashSet<string>();
        foreach (var fields in lines.Skip(2).Select(line => line.Split('\t')))
        {
            switch (fields[0])
            {
                case "C":
                    Assert.That(Number(fields[1]), Is.Positive);
                    break;
                case "I":
                    Assert.That(fields[1], Is.EqualTo(open.Count.ToString(CultureInfo.InvariantCulture)), "ids ascend from 0");
                    open.Add(fields[1], null);
                    break;
                case "L":
                    Assert.That((open.ContainsKey(fields[1]), fields[2], fields.Length), Is.EqualTo((true, "0", 4)));
                    break;
                case "S":
                    Assert.That((open[fields[1]], fields[2]), Is.EqualTo(((string?)null, "0")));
                    open[fields[1]] = fields[3];
                    break;
                case "E":
                    Assert.That(open[fields[1]], Is.EqualTo(fields[3]));
                    open[fields[1]] = null;
                    break;
                case "R":
                    Assert.That((open[fields[1]], fields[3], ended.Add(fields[1])), Is.EqualTo(((string?)null, "0", true)));
                    break;
                default:
                    Assert.Fail(string.Join('\t', fields));
                    break;
            }
        }

        Assert.That(ended, Has.Count.EqualTo(open.Count).And.Count.GreaterThan(30));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    public void So_many_calls_are_written_as_are_asked_for(int calls)
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["explain", "05-other-cores", "--cell", "18", "--calls", $"{calls}", "--format", "kanata"]), Is.Zero, run.Stderr.ToString());

        var once = Regex.Count(run.Stdout.ToString(), "^I\t", RegexOptions.Multiline) / calls;
        Assert.That(once, Is.EqualTo(44));
        Assert.That(run.Stderr.ToString(), Is.Empty);
    }

    [TestCase(1, "1 call is")]
    [TestCase(3, "3 calls are")]
    public void A_cell_with_fewer_calls_than_asked_for_says_so(int calls, string written)
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["explain", "05-other-cores", "--cell", "18", "--set", $"workload.calls={calls}", "--calls", "5", "--format", "kanata"]), Is.Zero, run.Stderr.ToString());

        Assert.That(Regex.Matches(run.Stdout.ToString(), "^I\t", RegexOptions.Multiline), Has.Count.EqualTo(calls * 44));
        Assert.That(run.Stderr.ToString(), Is.EqualTo($"sim: {written} written: the cell has no more\n".ReplaceLineEndings()));
    }

    [Test]
    public void What_stays_of_a_cause_without_one_of_its_costs_is_explained() => Assert.That(
        Output("markdown", "--cell", "kernel=linux-6.2-args irrelevant=10", "--without", "forwarding.release_latency"),
        Does.Contain("what stays of a cause is its other part").And.Contain("a store-release, and every store before it, had drained").And.Contain("a call may save less than the cause's cycles, or more"));

    [TestCase("forwarding.release_latency", "- forwarding.release_latency is 0 instead of 17. It is: cycles from a store-release's issue to the data of a load that waits for it.")]
    [TestCase("branches.btb.bubble", "- branches.btb.bubble is 0, as it was. It is: ")]
    [TestCase("ordering.dmb", "- ordering.dmb is 0 instead of 3. It is: DMB: ")]
    public void What_was_set_is_told_with_what_it_is(string key, string text) => Assert.That(
        Output("markdown", "--cell", "kernel=linux-6.2-args irrelevant=10", "--without", key), Does.Contain(text));

    [TestCase("folded")]
    [TestCase("kanata")]
    [TestCase("svg")]
    public void A_format_of_one_cell_is_of_the_cell_without_the_cost(string format)
    {
        var scenario = Shipped.Scenario("validation/rutland-2023-call-ops.yaml");
        var changed = WithoutCost.Of(scenario, scenario.Cells[9], "forwarding.release_latency").Cell!;
        var why = ExplainSimulation.Run(changed.Spec, 2);
        using var run = new SimRun();

        Assert.That(run.Sim(["explain", "rutland-2023-call-ops", "--cell", "9", "--without", "forwarding.release_latency", "--format", format]), Is.Zero, run.Stderr.ToString());

        Assert.That(run.Stdout.ToString(), Is.EqualTo(format switch
        {
            "folded" => FoldedStacks.Write(new("", changed, why)),
            "kanata" => KanataLog.Write(why),
            _ => PipelineSvg.Write(scenario.Cells[9].Text + ", without forwarding.release_latency", why),
        }));
    }

    [Test]
    public void Two_cells_are_side_by_side_and_their_differences_sum()
    {
        var text = Output("markdown", "--against", "baseline");

        var rows = Regex.Matches(text.Split("## Where it retires")[0], @"^\| ([a-z ]+?) *\| +(\S+) \| +(\S+) \| +(\S+) \|$", RegexOptions.Multiline)
            .Select(row => (Name: row.Groups[1].Value, Difference: double.Parse(row.Groups[4].Value, CultureInfo.InvariantCulture))).ToList();
        Assert.That(rows[..^1].Sum(row => row.Difference), Is.EqualTo(rows[^1].Difference).Within(0.5));
        Assert.That(rows[^1].Name, Is.EqualTo("together"));
    }

    [TestCase(new[] { "--cell", "99" }, "sim: no cell 99 in small: cells are from 0 to 5")]
    [TestCase(new[] { "--cell", "irelevant=10" }, "sim: no cell has a 'irelevant'\n hint: did you mean 'irrelevant'?")]
    [TestCase(new[] { "--cell", "irrelevant=11" }, "sim: no cell has irrelevant=11\n hint:")]
    [TestCase(new[] { "--cell", "irrelevant=10" }, "is 2 cells, and one is needed\n hint: ")]
    [TestCase(new[] { "--without", "forwarding.relase_latency" }, "'forwarding.relase_latency' is no cost of a core that can be 0\n hint: did you mean 'forwarding.release_latency'?")]
    [TestCase(new[] { "--without", "back_end.width" }, "sim: 'back_end.width' is no cost of a core that can be 0\n hint: ")]
    [TestCase(new[] { "--without", "ordering.dmb", "--against", "0" }, "give --against or --without, not both")]
    [TestCase(new[] { "--tornado", "--format", "csv" }, "--tornado has the formats table and markdown")]
    [TestCase(new[] { "--against", "0", "--format", "folded" }, "--against has the formats table, markdown and csv")]
    [TestCase(new[] { "--against", "baseline", "--format", "svg" }, "--against has the formats table, markdown and csv")]
    [TestCase(new[] { "--against", "0", "--format", "kanata" }, "--against has the formats table, markdown and csv")]
    [TestCase(new[] { "--against", "0", "--format", "perfetto", "--out", "x" }, "--against has the formats table, markdown and csv")]
    [TestCase(new[] { "--saves", "--format", "csv" }, "--saves has the formats table and markdown")]
    [TestCase(new[] { "--saves", "--format", "folded" }, "--saves has the formats table and markdown")]
    [TestCase(new[] { "--all", "--format", "svg" }, "--all has the formats table and markdown; csv and folded have every instruction without it")]
    [TestCase(new[] { "--all", "--format", "csv" }, "--all has the formats table and markdown; csv and folded have every instruction without it")]
    [TestCase(new[] { "--calls", "3" }, "--calls has the formats kanata, svg and perfetto")]
    [TestCase(new[] { "--calls", "3", "--format", "folded" }, "--calls has the formats kanata, svg and perfetto")]
    [TestCase(new[] { "--tornado", "--saves" }, "--tornado lists no instructions: leave --all, --saves and --calls out")]
    [TestCase(new[] { "--rules", "--all" }, "--rules lists no instructions: leave --all, --saves and --calls out")]
    [TestCase(new[] { "--format", "perfetto" }, "--format perfetto is not text: give --out FILE")]
    [TestCase(new[] { "--cell", "ten" }, "sim: 'ten' is not a cell's number, nor NAME=VALUE")]
    [TestCase(new[] { "--format", "cvs" }, "unknown format 'cvs'\n hint: did you mean 'csv'?")]
    public void A_mistake_says_what_to_type(string[] words, string message)
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["explain", run.Write("small.yaml", SimRun.Scenario), .. words]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString().ReplaceLineEndings("\n"), Does.Contain(message));
        Assert.That(run.Stdout.ToString(), Is.Empty);
    }

    [Test]
    public void A_cell_that_depends_on_the_clock_is_refused()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["explain", "attach-under-load"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("the cell cannot be explained: "));
    }

    [Test]
    public void A_tornado_has_the_widest_guess_first_and_what_it_spans()
    {
        using var run = new SimRun { Simulate = Simulation.Run };
        var scenario = run.Write("small.yaml", SimRun.Scenario);
        Assert.That(run.Sim(["explain", scenario, "--cell", "1", "--tornado", "--format", "markdown", "--set", "core=neoverse-n1"]), Is.Zero, run.Stderr.ToString());

        var rows = Regex.Matches(run.Stdout.ToString(), @"^\| (\S+) \| (\S+) \| (\S+) \| (\S+) \| (\S+) \| (\S+) \|$", RegexOptions.Multiline)
            .Select(row => row.Groups).Where(row => row[1].Value.Contains('.', StringComparison.Ordinal)).ToList();
        var spreads = rows.Select(row => double.Parse(row[4].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.That(spreads, Is.Ordered.Descending.And.Not.Empty);
        Assert.That(rows.Select(row => double.Parse(row[3].Value, CultureInfo.InvariantCulture) - double.Parse(row[2].Value, CultureInfo.InvariantCulture)), Is.EqualTo(spreads).Within(0.5));
        Assert.That(run.Stdout.ToString(), Does.StartWith($"# A call depends most on {rows[0][1].Value}: {rows[0][2].Value} to {rows[0][3].Value} ns\n"));
    }

    [TestCase("perfetto")]
    [TestCase("svg")]
    public void A_format_goes_to_a_file(string format)
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["explain", run.Write("small.yaml", SimRun.Scenario), "--format", format, "--calls", "1", "--out", run.Path("file")]), Is.Zero, run.Stderr.ToString());

        Assert.That(new FileInfo(run.Path("file")).Length, Is.GreaterThan(1000));
        Assert.That(run.Stdout.ToString(), Is.Empty);
    }

    [Test]
    public void A_tornado_needs_no_format()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["explain", run.Write("small.yaml", SimRun.Scenario), "--tornado"]), Is.Zero, run.Stderr.ToString());
    }

    static string Output(string format, params string[] words)
    {
        using var run = new SimRun();
        Assert.That(run.Sim(["explain", run.Write("small.yaml", SimRun.Scenario), "--format", format, .. words]), Is.Zero, run.Stderr.ToString());
        return run.Stdout.ToString();
    }

    internal static long Number(string text) => text.Length == 0 ? 0 : long.Parse(text, CultureInfo.InvariantCulture);

    internal static List<Dictionary<string, string>> Csv(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Fields).ToList();
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    static List<string> Fields(string line) => [.. Regex.Matches(line, "(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))").Select(field => field.Groups[1].Success ? field.Groups[1].Value : field.Groups[2].Value)];
}
