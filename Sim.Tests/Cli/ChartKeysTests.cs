namespace Sim.Tests.Cli;

/// <summary><c>charts</c> of a scenario decides what its chart shows.</summary>
public sealed class ChartKeysTests
{
    const string Crossed =
        """
        # What do cores and tracers do to a call?
        schema: sim/scenario/1
        name: crossed
        cores: [apple-m1-firestorm, cortex-a53]
        kernels: [linux-6.2-args, linux-6.3-call-ops]
        workload: { kind: call_loop, calls: 1000, polluted_lines: $lines }
        tracers:
          relevant: { tracer: nop, count: $relevant }
          irrelevant: { tracer: nop, count: 1 }
        sweep:
          - { relevant: [1, 2, 5], lines: [0, 10, 20, 30] }
        charts: CHARTS

        """;

    [TestCase("{ x: relevant, colour: core, panels: [strategy] }", "relevant tracers", "median over 4 values of polluted lines")]
    [TestCase("{ x: polluted_lines }", "polluted lines", null)]
    [TestCase("{ x: polluted_lines, metric: instructions_per_call }", "instructions per call (instructions", null)]
    [TestCase("{ x: relevant, scale: log }", "overhead per call (ns, log scale)", null)]
    [TestCase("{ x: relevant, scale: linear }", "overhead per call (ns)", null)]
    [TestCase("{ panels: [] }", "", null, 2)]
    [TestCase("{ x: core }", "x 'core' is not a number", "Known: polluted_lines, relevant.", 2)]
    [TestCase("{ x: relevnt }", "12:14: error SIM102: x 'relevnt' is nothing in which traced cells differ", "did you mean 'relevant'? Known: polluted_lines, relevant.", 2)]
    [TestCase("{ panels: [tracer] }", "panels 'tracer' is nothing in which traced cells differ: all have the same", "Known: core, polluted_lines, relevant, strategy.", 2)]
    [TestCase("{ x: relevant, colour: relevant }", "'relevant' is given twice in charts", null, 2)]
    [TestCase("{ metric: overhead }", "unknown metric 'overhead'", "did you mean 'overhead_ns'?", 2)]
    [TestCase("{ scale: logarithmic }", "unknown scale 'logarithmic'", "Known: linear, log.", 2)]
    [TestCase("{ color: core }", "charts has an unknown key 'color'", "did you mean 'colour'?", 2)]
    [TestCase("true", "charts must be a mapping", null, 2)]
    public void Charts(string charts, string text, string? other, int exit = 0)
    {
        using var run = new SimRun();
        var scenario = run.Write("crossed.yaml", Crossed.Replace("CHARTS", charts, StringComparison.Ordinal));

        Assert.That(run.Sim(["run", scenario, "--out", run.Path("out")]), Is.EqualTo(exit), run.Stderr.ToString());

        var shown = exit == 0 ? File.ReadAllText(run.Path("out/overhead.svg")).Replace('\u00A0', ' ') : run.Stderr.ToString();
        Assert.That(shown, Does.Contain(text));
        if (other is not null)
            Assert.That(shown, Does.Contain(other));
    }

    [Test]
    public void A_chart_by_request_is_made_again_by_report_and_survives_options_that_leave_nothing_to_compare()
    {
        using var run = new SimRun();
        var scenario = run.Write("crossed.yaml", Crossed.Replace("CHARTS", "{ x: relevant, colour: core }", StringComparison.Ordinal));
        run.Sim(["run", scenario, "--out", run.Path("out")]);

        Assert.That(run.Sim(["report", run.Path("out"), "--out", run.Path("again")]), Is.Zero);
        Assert.That(File.ReadAllBytes(run.Path("again/overhead.svg")), Is.EqualTo(File.ReadAllBytes(run.Path("out/overhead.svg"))));
        Assert.That(run.Sim(["run", scenario, "--out", run.Path("one"), "--set", "cores=[cortex-a53]"]), Is.Zero, run.Stderr.ToString());
    }
}
