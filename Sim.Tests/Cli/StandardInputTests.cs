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
