using Sim.Tests.Scenarios.Import;

namespace Sim.Tests.Cli;

public sealed class CalibrateVerbTests
{
    const string Heading =
        "source,core,kernel,strategy,tracer,relevant_tracers,irrelevant_tracers,ops_flags,calls,metric,value,role,tolerance_percent,note\n";

    [Test]
    public void A_fit_is_shown_and_its_core_file_can_be_used()
    {
        using var run = new SimRun();
        var csv = run.Write("mine.csv", Heading + Row("calibration"));
        var core = run.Path("fitted.yaml");

        Assert.That(run.Sim(["calibrate", csv, "--core", "neoverse-n1", "--fit", "forwarding.release_latency", "--out", core]), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Stdout.ToString(), Does.StartWith("1 parameter of neoverse-n1 fitted to 1 row"));
        Assert.That(File.ReadAllText(core), Does.Contain("inherits: neoverse-n1").And.Contain("fitted: \"to me: overhead_ns of linux-6.2-args with 1+1 nop\""));
        Assert.That(run.Sim(["check", run.Write("small.yaml", SimRun.Scenario), "--set", $"core={core}"]), Is.Zero, run.Stderr.ToString());
    }

    [Test]
    public void A_fitted_core_of_ones_own_is_named_from_where_the_new_file_stands()
    {
        using var run = new SimRun();
        var csv = run.Write("mine.csv", Heading + Row("calibration"));
        var own = run.Write("own.yaml",
            "# Mine\nschema: sim/core/1\nname: own\ninherits: neoverse-n1\nforwarding:\n  fail_latency: { value: 11, guess: mine, range: [8, 20] }\n");

        Assert.That(run.Sim(["calibrate", csv, "--core", own, "--out", run.Path("deeper/fitted.yaml")]), Is.Zero, run.Stderr.ToString());

        Assert.That(File.ReadAllText(run.Path("deeper/fitted.yaml")), Does.Contain("inherits: ../own.yaml"));
    }

    [Test]
    public void A_log_is_read_if_its_kernel_is_named()
    {
        using var run = new SimRun();
        var log = run.Write("my.log", LogText.Run(0, 0, 94_000) + "\n" + LogText.Run(1, 0, 1_100_000) + "\n" + LogText.Run(1, 1, 2_100_000));

        Assert.That(run.Sim(["calibrate", log, "--core", "neoverse-n1"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("SIM187"));
        Assert.That(run.Sim(["calibrate", log, "--core", "neoverse-n1", "--kernel", "linux-6.2-args"]), Is.Zero, run.Stderr.ToString());
    }

    [TestCase("validation", "neoverse-n1", "SIM185")]
    [TestCase("calibration", "neoverse-n1", "SIM186")]
    [TestCase("calibration", "neoverse-n9", "SIM102")]
    public void A_fit_that_cannot_be_exits_with_2(string role, string core, string code)
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["calibrate", run.Write("mine.csv", Heading + Row(role)), "--core", core]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain(code));
        Assert.That(run.Stdout.ToString(), Is.Empty);
    }

    [Test]
    public void A_value_that_is_not_free_cannot_be_fitted()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["calibrate", "rutland-2023-m1", "--core", "apple-m1-firestorm", "--fit", "back_end.width"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("SIM184: core 'apple-m1-firestorm' does not declare 'back_end.width' as free"));
    }

    [Test]
    public void Instructions_and_traced_calls_are_fitted_together()
    {
        using var run = new SimRun();
        var calls = run.Write("calls.csv", Heading + Row("calibration"));
        var instructions = run.Write("board.csv",
            "core,section,case,latency_cycles,per_cycle,role\nneoverse-n1,x,str -> ldur (ofs = 0 -> ofs = 1),12.5,,calibration\nneoverse-n1,x,mul,9,,validation\n");
        var core = run.Path("fitted.yaml");

        Assert.That(
            run.Sim(["calibrate", calls, instructions, "--core", "neoverse-n1", "--fit", "forwarding.fail_latency", "--format", "markdown", "--out", core]), Is.Zero, run.Stderr.ToString());

        Assert.That(run.Stdout.ToString(), Does.StartWith("# 1 parameter of neoverse-n1 fitted to 2 rows").And.Contain("| board | str -> ldur (ofs = 0 -> ofs = 1) | latency | 12.5 |"));
        Assert.That(run.Stdout.ToString(), Does.Contain("| forwarding.fail_latency | 11 | 12 |").And.Not.Contain("| mul |"));
        Assert.That(
            File.ReadAllText(core), Does.Contain("fitted: \"to me, board: overhead_ns of linux-6.2-args with 1+1 nop, latency of str -> ldur (ofs = 0 -> ofs = 1)\""));
    }

    [Test]
    public void Figures_of_instructions_must_be_marked_and_understood()
    {
        using var run = new SimRun();
        const string Columns = "core,section,case,latency_cycles,per_cycle,role\n";

        Assert.That(run.Sim(["calibrate", run.Write("a.csv", Columns + "neoverse-n1,x,mul,9,,\n"), "--core", "neoverse-n1"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("SIM185").And.Contain("neoverse-n1 (validation)"));
        Assert.That(run.Sim(["calibrate", run.Write("b.csv", Columns + "neoverse-n1,x,mul,fast,,calibration\n"), "--core", "neoverse-n1"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("b.csv:2:19").And.Contain("latency_cycles 'fast' is not a number above 0"));
        Assert.That(run.Sim(["calibrate", run.Write("c.csv", Columns + "neoverse-n1,x,mul,9,,calibration\n"), "--core", "neoverse-n1"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("SIM186").And.Contain("2 parameters cannot be fitted to 1 rows"));
        Assert.That(run.Sim(["calibrate", run.Write("d.csv", Columns + "neoverse-n1,x,foo,9,,calibration\n"), "--core", "neoverse-n1"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("neoverse-n1 (calibration, 'foo': not understood"));
        Assert.That(run.Stdout.ToString(), Is.Empty);
    }

    [TestCase("cortex-a72", true)]
    [TestCase("neoverse-n1", false)]
    public void A_fit_to_figures_of_another_core_says_so(string measuredOn, bool said)
    {
        using var run = new SimRun();
        var csv = run.Write("mine.csv", Heading + Row("calibration").Replace("neoverse-n1", measuredOn, StringComparison.Ordinal));

        var core = run.Path("fitted.yaml");

        Assert.That(run.Sim(["calibrate", csv, "--core", "neoverse-n1", "--fit", "forwarding.release_latency", "--out", core]), Is.Zero, run.Stderr.ToString());
        Assert.That(File.ReadAllText(core).Split('\n')[0], Is.EqualTo($"# neoverse-n1, fitted to me{(said ? ", measured on cortex-a72" : "")}"));
        Assert.That(run.Stdout.ToString().Contains("measured on cortex-a72, not on neoverse-n1", StringComparison.Ordinal), Is.EqualTo(said));
    }

    static string Row(string role) => $"me,neoverse-n1,linux-6.2-args,list_func,nop,1,1,none,1000,overhead_ns,20,{role},10,\n";
}
