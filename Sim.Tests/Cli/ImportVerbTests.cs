using Sim.Tests.Scenarios.Import;

namespace Sim.Tests.Cli;

public sealed class ImportVerbTests
{
    [Test]
    public void A_log_becomes_a_file_that_validate_reads()
    {
        using var run = new SimRun();
        var log = run.Write("my.log", LogText.Run(0, 0, 94_000) + "\n" + LogText.Run(1, 0, 1_100_000));
        var csv = run.Path("mine.csv");

        Assert.That(run.Sim(["import", "ftrace-ops", log, "--core", "apple-m1-firestorm", "--kernel", "linux-6.2-args", "--out", csv]), Is.Zero);
        Assert.That(run.Stdout.ToString(), Is.Empty);
        Assert.That(run.Sim(["validate", csv]), Is.Zero, run.Stdout.ToString());
        Assert.That(run.Stdout.ToString(), Does.Contain("overhead_ns").And.Contain("per_call_ns"));
    }

    [Test]
    public void Without_a_file_stdout_has_the_measurements_and_nothing_else()
    {
        using var run = new SimRun();
        var log = run.Write("my.log", LogText.Run(1, 0, 1_100_000));

        Assert.That(run.Sim(["import", "ftrace-ops", log]), Is.Zero);

        Assert.That(run.Stdout.ToString().Split('\n')[1], Is.EqualTo("my,unknown,unknown,unknown,nop,1,0,none,100000,per_call_ns,11,context,,raw total 1100000 ns"));
        Assert.That(run.Stderr.ToString(), Does.Contain("--core and --kernel"));
    }

    [TestCase("function-profile", "  Function  Hit\n  foo  3\n", "function,hits\nfoo,3\n")]
    [TestCase("trace", " a-1 [001] ..... 1.5: foo <-bar\n", "time_us,function\n1500000,foo\n")]
    public void A_minus_is_stdin(string kind, string text, string expected)
    {
        using var run = new SimRun { Stdin = text };

        Assert.That(run.Sim(["import", kind, "-"]), Is.Zero);
        Assert.That(run.Stdout.ToString(), Is.EqualTo(expected));
    }

    [Test]
    public void A_minus_is_stdout()
    {
        using var run = new SimRun { Stdin = "foo 3\n" };

        Assert.That(run.Sim(["import", "function-profile", "-", "--out", "-"]), Is.Zero, run.Stderr.ToString());
        Assert.That(run.Stdout.ToString(), Is.EqualTo("function,hits\nfoo,3\n"));
    }

    [Test]
    public void A_log_from_stdin_is_a_source_of_that_name()
    {
        using var run = new SimRun { Stdin = LogText.Run(1, 0, 1_100_000) };

        Assert.That(run.Sim(["import", "ftrace-ops", "-"]), Is.Zero);
        Assert.That(run.Stdout.ToString().Split('\n')[1], Does.StartWith("stdin,unknown"));
    }

    [TestCase("1", 0, "time_us,function\n2500000,bar\n", "")]
    [TestCase("7", 2, "", "<stdin>: error SIM245: the trace has no call on CPU 7\n hint: CPUs with calls: 0, 1.\n")]
    [TestCase("x", 2, "", "")]
    public void One_cpu_of_a_trace_is_chosen_by_its_number(string cpu, int exit, string stdout, string stderr)
    {
        using var run = new SimRun { Stdin = " a-1 [000] ..... 1.5: foo <-bar\n a-1 [001] ..... 2.5: bar <-foo\n" };

        Assert.That(run.Sim(["import", "trace", "-", "--cpu", cpu]), Is.EqualTo(exit));
        Assert.That(run.Stdout.ToString(), Is.EqualTo(stdout));
        Assert.That(run.Stderr.ToString(), cpu == "x" ? Does.Contain("--cpu 'x' is not a whole number from 0 to 2147483647") : Is.EqualTo(stderr));
    }

    [TestCase("import", "ftrace-ops", "nothing.log")]
    [TestCase("import", "ftrace")]
    [TestCase("import")]
    [TestCase("import", "ftrace-ops", "nothing.log", "--role", "proof")]
    public void A_mistake_exits_with_2(params string[] args)
    {
        using var run = new SimRun();

        Assert.That(run.Sim(args), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Is.Not.Empty);
    }
}
