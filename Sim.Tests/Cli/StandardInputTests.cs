namespace Sim.Tests.Cli;

/// <summary><c>-</c> wherever a command reads a file.</summary>
public sealed class StandardInputTests
{
    const string Rows =
        """
        source,core,kernel,strategy,tracer,relevant_tracers,irrelevant_tracers,ops_flags,calls,metric,value,role,tolerance_percent
        mine,apple-m1-firestorm,linux-6.2-args,list_func,nop,0,0,none,1000,per_call_ns,0.94,context,

        """;

    const string Core =
        """
        schema: sim/core/1
        name: mine
        inherits: neoverse-n1
        clock: { value: 2.5 GHz, guess: a try, range: [2 GHz, 3 GHz] }

        """;

    [TestCase("check -", SimRun.Scenario, "small: 6 cells")]
    [TestCase("run - --no-charts --no-cache --quiet", SimRun.Scenario, "An unrelated")]
    [TestCase("check -", Core, "mine: a core of ")]
    [TestCase("validate -", Rows, "mine")]
    public void Stdin_is_read(string command, string text, string expected)
    {
        using var run = new SimRun { Stdin = text };

        var code = run.Sim([.. command.Split(' '), .. command.StartsWith("run", StringComparison.Ordinal) ? ["--out", run.Path("out")] : Array.Empty<string>()]);

        Assert.That((code, run.Stderr.ToString()), Is.EqualTo((0, "")));
        Assert.That(run.Stdout.ToString(), Does.Contain(expected));
    }

    [Test]
    public void A_mistake_in_it_has_its_line()
    {
        using var run = new SimRun { Stdin = SimRun.Scenario.Replace("nop", "nopp", StringComparison.Ordinal) };

        Assert.That(run.Sim(["check", "-"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.StartWith("<stdin>:8:23: error SIM102: unknown tracer 'nopp'"));
    }

    [TestCase("..", "name '..' means a directory that is there: results go to a directory of that name")]
    [TestCase("'.'", "name '.' means a directory that is there")]
    [TestCase("../up", "name '../up' has a '/'")]
    [TestCase("/tmp", "name '/tmp' has a '/'")]
    [TestCase("a\\b", "name 'a\\b' has a '\\'")]
    [TestCase("\"a\\nb\"", "name 'a b' has control characters")]
    [TestCase("\"a\\0b\"", "name 'a\\u0000b' has a '\\'")]
    [TestCase("''", "name must be a single value, not nothing")]
    [TestCase("LONG", "is longer than 200 bytes")]
    public void A_name_that_leads_out_of_the_directory_of_results_is_refused_with_its_place(string name, string message)
    {
        var text = name.Replace("LONG", new string('x', 201), StringComparison.Ordinal);
        foreach (var file in (string[])[SimRun.Scenario.Replace("name: small", $"name: {text}", StringComparison.Ordinal), Core.Replace("name: mine", $"name: {text}", StringComparison.Ordinal)])
        {
            using var run = new SimRun { Stdin = file };

            Assert.That(run.Sim(["check", "-"]), Is.EqualTo(2));
            Assert.That(run.Stderr.ToString(), Does.Match("^<stdin>:[23]:7: error SIM").And.Contain(message));
        }
    }

    [Test]
    public void A_study_of_it_can_be_reported_again()
    {
        using var run = new SimRun { Stdin = SimRun.Scenario };
        Assert.That(run.Sim(["run", "-", "--out", run.Path("out"), "--no-cache", "--no-charts", "--quiet"]), Is.Zero);
        var before = File.ReadAllText(run.Path("out/results.json"));

        run.Stdin = "";
        Assert.That(run.Sim(["report", run.Path("out")]), Is.Zero, run.Stderr.ToString());

        Assert.That(File.ReadAllText(run.Path("out/results.json")), Is.EqualTo(before));
    }
}
