namespace Sim.Tests.Cli;

public sealed class ProbeVerbTests
{
    [Test]
    public void A_core_that_is_as_declared_exits_with_0_and_writes_table_and_files()
    {
        using var run = new SimRun();
        var directory = run.Path("found");

        Assert.That(run.Sim(["probe", "apple-m1-firestorm", "--out", directory]), Is.Zero, run.Stdout.ToString());
        Assert.That(run.Stdout.ToString(), Does.StartWith("apple-m1-firestorm: the probe finds what the profile says").And.Contain("memory.l2.size"));
        Assert.That(
            Directory.GetFiles(directory).Select(Path.GetFileName).Order(),
            Is.EqualTo(new[] { "curves.csv", "forwarding.csv", "probe.csv", "probe.png", "probe.svg" }));
        Assert.That(run.Stderr.ToString(), Does.Contain("probing apple-m1-firestorm").And.Contain("wrote "));
    }

    [TestCase("cortex-a99")]
    [TestCase("nothing.yaml")]
    public void A_core_that_is_not_there_exits_with_2(string core)
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["probe", core]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain(core));
        Assert.That(run.Stdout.ToString(), Is.Empty);
    }

    [Test]
    public void A_core_given_twice_exits_with_2()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["probe", "apple-m1-firestorm", "apple-m1-firestorm"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("'apple-m1-firestorm' is given 2 times"));
    }

    [Test]
    public void A_probe_that_is_interrupted_exits_with_130()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["probe", "apple-m1-firestorm", "--out", run.Path("found")], new CancellationToken(canceled: true)), Is.EqualTo(130));
    }
}
