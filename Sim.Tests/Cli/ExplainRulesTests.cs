using System.Globalization;
using System.Text.RegularExpressions;
using Sim.Reports.Cells;

namespace Sim.Tests.Cli;

/// <summary><c>sim explain SCENARIO --rules</c>.</summary>
public sealed class ExplainRulesTests
{
    const string OneTracer = """sweep=[{ relevant: 1, irrelevant: 0 }]""";

    // A value that is set for a run, and the row of the table, are the same change.
    [TestCase("branches.indirect_call_bubble", "0")]
    [TestCase("branches.return_bubble", "0")]
    [TestCase("back_end.store_pair_slots", "1")]
    public void A_row_is_what_a_run_without_the_rule_finds(string key, string none)
    {
        using var run = new SimRun { Simulate = Core.Simulation.Run };
        string[] cells = ["05-other-cores", "--set", "core=cortex-a72", "--set", OneTracer];

        Assert.That(run.Sim(["explain", .. cells, "--rules", "--format", "markdown"]), Is.Zero, run.Stderr.ToString());
        var rows = run.Stdout.ToString();
        Assert.That(run.Sim(["run", .. cells, "--set", $"core.{key}={none}", "--out", run.Path("without"), "--no-charts", "--quiet"]), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Sim(["run", .. cells, "--out", run.Path("with"), "--no-charts", "--quiet"]), Is.Zero, run.Stderr.ToString());

        Assert.That(Row(rows, "nothing"), Is.EqualTo(Overheads(run.Path("with"))));
        Assert.That(Row(rows, key), Is.EqualTo(Overheads(run.Path("without"))));
        Assert.That(Row(rows, key), Is.Not.EqualTo(Row(rows, "nothing")));
    }

    [Test]
    public void What_changes_nothing_is_named_under_the_table_and_a_core_without_a_rule_has_no_figure()
    {
        using var run = new SimRun { Simulate = Core.Simulation.Run };

        Assert.That(
            run.Sim(["explain", "05-other-cores", "--set", "cores=[apple-m1-firestorm, neoverse-n1]", "--set", "kernel=linux-6.3-call-ops", "--set", OneTracer, "--rules", "--format", "markdown"]),
            Is.Zero, run.Stderr.ToString());

        Assert.That(run.Stdout.ToString(), Does.Contain("| without | value | apple-m1-firestorm (ns) | neoverse-n1 (ns) |"));
        Assert.That(run.Stdout.ToString(), Does.Match(@"\| branches.indirect_call_bubble \| 0 \| - \| [0-9.]+ \|"));
        Assert.That(run.Stdout.ToString(), Does.Match("no change: .*back_end.divide_64_least"));
    }

    [Test]
    public void Too_many_cells_and_options_that_do_not_fit_are_refused()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["explain", "rutland-2023-call-ops", "--rules"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("--rules takes 8 at most").And.Contain("--cell"));
        Assert.That(run.Sim(["explain", "01-one-tracer", "--rules", "--against", "baseline"]), Is.EqualTo(2));
        Assert.That(run.Sim(["explain", "01-one-tracer", "--rules", "--format", "csv"]), Is.EqualTo(2));
        Assert.That(run.Sim(["explain", "01-one-tracer", "--rules", "--tornado"]), Is.EqualTo(2));
        Assert.That(run.Stdout.ToString(), Is.Empty);
    }

    static string[] Row(string table, string name) =>
        [.. Regex.Match(table, $@"^\| {Regex.Escape(name)} \| [^|]* \|(.*)\|$", RegexOptions.Multiline).Groups[1].Value.Split('|').Select(cell => cell.Trim())];

    static string[] Overheads(string folder)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, "results.csv"));
        var column = Array.IndexOf(lines[0].Split(','), "overhead_ns");
        return [.. lines.Skip(1).Select(line => NumberText.Significant(double.Parse(line.Split(',')[column], CultureInfo.InvariantCulture)))];
    }
}
