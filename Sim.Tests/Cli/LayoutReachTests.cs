using System.Text.Json;
using Sim.Tests.Scenarios;

namespace Sim.Tests.Cli;

public sealed class LayoutReachTests
{
    [Test]
    public void Reach_is_the_same_for_the_same_seed_and_sums_to_everything()
    {
        var one = Output("layout", "--reach", "--seeds", "50", "--seed", "7", "--format", "json");
        var again = Output("layout", "--reach", "--seeds", "50", "--seed", "7", "--format", "json");
        var other = Output("layout", "--reach", "--seeds", "50", "--seed", "8", "--format", "json");

        using var json = JsonDocument.Parse(one);
        var here = json.RootElement.GetProperty("reach").GetProperty("here").EnumerateArray().ToList();

        Assert.That(again, Is.EqualTo(one));
        Assert.That(other, Is.Not.EqualTo(one));
        Assert.That(here.Select(row => row.GetProperty("strategy").GetString()).Distinct(), Is.EqualTo(new[] { "call_ops", "direct_call", "dynamic_trampoline" }));
        Assert.That(
            here.Select(row => row.GetProperty("callsites").GetInt64()),
            Is.EqualTo(here.Select(row => new[] { "direct", "veneer", "fallback", "unreachable" }.Sum(way => row.GetProperty(way).GetInt64()))));
    }

    [Test]
    public void The_title_of_the_chart_is_one_line()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["layout", "--reach", "--seeds", "50", "--out", run.Directory]), Is.Zero, run.Stderr.ToString());

        var svg = File.ReadAllText(Path.Combine(run.Directory, "reach.svg"));
        Assert.That(svg.Split("font-size=\"19\"").Length - 1, Is.EqualTo(1));
        Assert.That(svg, Does.Contain("A BL reaches direct_call&apos;s trampoline from "));
    }

    [Test]
    public void Without_KASLR_the_boots_have_no_table()
    {
        using var folder = new TemporaryFolder();
        var kernel = folder.Write("still.yaml", """
            # A boot with nokaslr
            schema: sim/kernel/1
            name: still
            inherits: linux-6.12-debian
            options:
              kaslr: { value: false, guess: "this file's question" }
            """);

        var output = Output("layout", "--kernel", kernel, "--reach");

        Assert.That(output, Does.Contain("Without KASLR modules are loaded at the same place on every boot.").And.Not.Contain("interval"));
    }

    [TestCase("linux-6.2-args", "has no size, which --reach needs")]
    [TestCase("linux-6.12-no-ftrace", "has no function tracer, which --reach needs")]
    public void Reach_of_a_build_that_lacks_what_it_needs_is_refused(string kernel, string message)
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["layout", "--kernel", kernel, "--reach"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain($"error SIM161: the kernel '{kernel}' {message}"));
        Assert.That(run.Stdout.ToString(), Is.Empty);
    }

    [Test]
    public void How_reach_is_answered_cannot_be_said_without_asking()
    {
        using var run = new SimRun();

        Assert.That(run.Sim(["layout", "--seeds", "10", "--out", "nowhere"]), Is.EqualTo(2));
        Assert.That(run.Stderr.ToString(), Does.Contain("--seeds says how").And.Contain("--out says how"));
    }

    [Test]
    public void The_distribution_over_boots_is_drawn_with_equal_bytes()
    {
        using var folder = new TemporaryFolder();

        var charts = new[] { "one", "two" }.Select(name =>
        {
            Output("layout", "--reach", "--seeds", "200", "--out", folder.PathOf(name));
            return (Svg: File.ReadAllText(Path.Combine(folder.PathOf(name), "reach.svg")), Png: File.ReadAllBytes(Path.Combine(folder.PathOf(name), "reach.png")));
        }).ToList();

        Assert.That(charts[1].Svg, Is.EqualTo(charts[0].Svg).And.Contain("direct_call"));
        Assert.That(charts[1].Png, Is.EqualTo(charts[0].Png));
    }

    static string Output(params string[] args)
    {
        using var run = new SimRun();
        Assert.That(run.Sim(args), Is.Zero, run.Stderr.ToString());
        return run.Stdout.ToString();
    }
}
