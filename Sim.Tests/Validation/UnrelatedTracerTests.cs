using Sim.Core;

namespace Sim.Tests.Validation;

/// <summary>The question that call ops were made for.</summary>
public class UnrelatedTracerTests
{
    [Test]
    public void Under_call_ops_the_cost_of_one_relevant_tracer_does_not_depend_on_irrelevant_ones(
        [Values("linux-6.3-call-ops", "linux-6.12-debian")] string kernel, [Values("apple-m1-firestorm", "neoverse-n1")] string core)
    {
        var alone = Cycles(core, kernel, 0);

        foreach (var irrelevant in new[] { 1, 2, 10, 100 })
            Assert.That(Cycles(core, kernel, irrelevant), Is.EqualTo(alone).Within(0.5).Percent);
    }

    [Test]
    public void Under_list_func_each_irrelevant_tracer_costs_more(
        [Values("linux-6.1-debian", "linux-6.2-args")] string kernel, [Values("apple-m1-firestorm", "neoverse-n1")] string core)
    {
        var costs = new[] { 0, 1, 2, 10, 100 }.Select(irrelevant => Cycles(core, kernel, irrelevant)).ToList();

        Assert.That(costs, Is.Ordered.Ascending);
        Assert.That(costs, Is.Unique);
    }

    [Test]
    public void Irrelevant_tracers_cost_nothing_while_nobody_traces_the_function(
        [Values("linux-5.4-mcount", "linux-6.2-args", "linux-6.12-debian")] string kernel)
    {
        var free = Simulation.Run(Shipped.Cell("apple-m1-firestorm", kernel, 0, 0));

        var traced = Simulation.Run(Shipped.Cell("apple-m1-firestorm", kernel, 0, 100));

        Assert.That(traced.Cycles, Is.EqualTo(free.Cycles));
        Assert.That(traced.Instructions, Is.EqualTo(free.Instructions));
    }

    static double Cycles(string core, string kernel, int irrelevant) =>
        Simulation.Run(Shipped.Cell(core, kernel, 1, irrelevant)).Cycles;
}
