using Sim.Core;
using Sim.Core.Runs;
using Sim.Tests.Validation;

namespace Sim.Tests.Loads;

/// <summary>Which way calls took, by what they executed.</summary>
public class CallsByPathTests
{
    [TestCase("linux-6.12-debian", 0, 0, DispatchPath.Untraced)]
    [TestCase("linux-6.12-debian", 1, 5, DispatchPath.Direct)]
    [TestCase("linux-6.12-debian", 2, 0, DispatchPath.List)]
    [TestCase("linux-6.1-debian", 1, 1, DispatchPath.List)]
    [TestCase("linux-6.1-debian", 0, 1, DispatchPath.Untraced)]
    [TestCase("linux-5.4-mcount-static", 0, 0, DispatchPath.Untraced)]
    [TestCase("linux-5.4-mcount-static", 1, 0, DispatchPath.List)]
    [TestCase("linux-6.12-debian-kaslr", 1, 0, DispatchPath.Veneer)]
    public void All_calls_of_a_loop_take_one_way(string kernel, int relevant, int irrelevant, DispatchPath way)
    {
        var run = Simulation.Run(Shipped.Cell("neoverse-n1", kernel, relevant, irrelevant, calls: 5000));

        Assert.That(run.CallsByPath.Kind, Is.EqualTo(way));
        Assert.That(run.CallsByPath.Total, Is.EqualTo(run.Calls));
        Assert.That(run.Path.Kind, Is.EqualTo(way));
        Assert.That(run.FollowedCalls, Is.GreaterThan(3000));
    }

    [Test]
    public void Behind_a_veneer_the_list_may_be_walked()
    {
        var run = Simulation.Run(Shipped.Cell("neoverse-n1", "linux-6.12-debian-kaslr", 2, 0, calls: 5000));

        Assert.That(run.CallsByPath.List, Is.EqualTo(run.Calls));
        Assert.That(run.Path.Kind, Is.EqualTo(DispatchPath.Veneer));
    }

    [Test]
    public void Functions_go_each_its_own_way()
    {
        var one = SmallProfile.Tool("count", "vfs_*") with { Name = "one" };
        var other = SmallProfile.Tool("count", "vfs_4 do_1") with { Name = "other" };
        var cell = SmallProfile.Cell("linux-6.12-debian", calls: 4000, seed: 1, one, other);

        var run = Simulation.Run(cell);

        // A walk calls both tools' tracers for the function that both trace, a direct call one: 6 instructions each.
        var calls = run.CallsByPath;
        Assert.That(calls.Untraced, Is.GreaterThan(0));
        Assert.That(calls.Direct, Is.GreaterThan(calls.List).And.GreaterThan(0));
        Assert.That(calls.List, Is.GreaterThan(0));
        Assert.That(calls.Veneer, Is.Zero);
        Assert.That(calls.Total, Is.EqualTo(4000));
        Assert.That(run.Regions.Single(region => region.Region == "tracer").Instructions, Is.EqualTo(6 * (calls.Direct + (2 * calls.List))));
        Assert.That(run.Path.Kind, Is.EqualTo(DispatchPath.Mixed));
    }
}
