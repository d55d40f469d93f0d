namespace Sim.Tests.Cli;

public sealed class BenchVerbTests
{
    [Test]
    public void Every_figure_is_there_with_its_unit()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["bench", "--milliseconds", "1"]), Is.Zero);
        var lines = run.Stdout.ToString().TrimEnd().Split('\n');
        Assert.That(lines, Has.Exactly(4).EndsWith(" ms"));
        Assert.That(lines, Has.Exactly(4).Match("^timing.* M instructions/s .* x the time of execution without timing$"));
        Assert.That(lines, Has.One.StartsWith("execution without timing").And.One.EndsWith(" M events/s").And.One.EndsWith(" cells/s"));
        Assert.That(lines, Has.Exactly(2).StartsWith("walk of 1,000 ops").And.Exactly(2).StartsWith("calls of 2,000 functions").And.One.StartsWith("attach"));
        Assert.That(lines, Has.Exactly(3).EndsWith(" us/cell").And.One.EndsWith(" KiB/cell"));
    }

    [Test]
    public void A_time_that_is_none_exits_with_2()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["bench", "--milliseconds", "0"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("--milliseconds '0' is not a whole number from 1 to 60000"));
    }
}
