namespace Sim.Tests.Cli;

public sealed class ValidateVerbTests
{
    const string Heading =
        "source,core,kernel,strategy,tracer,relevant_tracers,irrelevant_tracers,ops_flags,calls,metric,value,role,tolerance_percent,note\n";

    [TestCase("results.csv")]
    [TestCase("results.json")]
    public void Results_of_a_run_are_no_measurements_and_called_by_their_name(string file)
    {
        using var run = new SimRun();
        Assert.That(run.Sim(["run", run.Write("small.yaml", SimRun.Scenario), "--out", run.Path("out"), "--no-charts", "--quiet"]), Is.Zero);

        Assert.That(run.Sim(["validate", run.Path($"out/{file}")]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("error SIM248: this is the results of sim run").And.Not.Contain("unknown column"));
    }

    [TestCase(20, 0)]
    [TestCase(40, 1)]
    public void A_validation_row_outside_its_tolerance_exits_with_1(double measured, int expected)
    {
        using var run = new SimRun();
        var file = run.Write("mine.csv", Heading + Row(measured, "validation"));

        Assert.That(run.Sim(["validate", file]), Is.EqualTo(expected), run.Stderr.ToString());
        Assert.That(run.Stdout.ToString(), Does.Contain("overhead_ns"));
    }

    [Test]
    public void A_calibration_row_is_never_evidence()
    {
        using var run = new SimRun();
        var file = run.Write("mine.csv", Heading + Row(40, "calibration"));

        Assert.That(run.Sim(["validate", file]), Is.Zero);
        Assert.That(run.Stdout.ToString(), Does.Contain("no row is for validation"));
    }

    [Test]
    public void Csv_gives_every_row_with_predicted_and_error()
    {
        using var run = new SimRun();
        var file = run.Write("mine.csv", Heading + Row(16, "validation"));

        run.Sim(["validate", file, "--format", "csv"]);

        Assert.That(run.Stdout.ToString().Split('\n')[1], Does.EndWith(",16,validation,10,,20,25,false,"));
    }

    [Test]
    public void Without_a_file_all_shipped_figures_are_compared()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["validate", "--format", "csv"]), Is.EqualTo(1));
        Assert.That(run.Stdout.ToString(), Does.Contain("\nrutland-2023-call-ops,").And.Contain("\ndebian-kernel-icount,"));
    }

    [Test]
    public void A_directory_gets_the_rows_and_the_chart()
    {
        using var run = new SimRun();
        var file = run.Write("mine.csv", Heading + Row(21, "validation") + Row(19, "calibration"));

        Assert.That(run.Sim(["validate", file, "--out", run.Path("results")]), Is.Zero);

        Assert.That(Directory.GetFiles(run.Path("results")).Select(Path.GetFileName).Order(), Is.EqualTo(new[] { "validation.csv", "validation.png", "validation.svg" }));
        Assert.That(File.ReadAllText(run.Path("results/validation.svg")), Does.Contain("measured (ns, log scale)").And.Contain("tolerances of 10 %"));
    }

    [Test]
    public void A_file_that_is_not_there_exits_with_2()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["validate", run.Path("nothing.csv")]), Is.EqualTo(2));
        Assert.That(run.Stdout.ToString(), Is.Empty);
    }

    static string Row(double value, string role) =>
        FormattableString.Invariant($"me,apple-m1-firestorm,linux-6.2-args,list_func,nop,1,1,none,1000,overhead_ns,{value},{role},10,\n");
}
