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
