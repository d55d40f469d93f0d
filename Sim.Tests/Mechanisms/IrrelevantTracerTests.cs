using Sim.Core;
using Sim.Core.Runs;
using Sim.Tests.Validation;

namespace Sim.Tests.Mechanisms;

/// <summary>What an irrelevant tracer costs a traced call under call ops.</summary>
public sealed class IrrelevantTracerTests
{
    [TestCase("cortex-a57")]
    [TestCase("cortex-a72")]
    [TestCase("neoverse-n1")]
    public void A_call_takes_exactly_as_long_where_its_data_fits_the_cache_sets(string core) =>
        Assert.That(Run(core, "count", 100).Cycles, Is.EqualTo(Run(core, "count", 0).Cycles));

    // The irrelevant ops are allocated first, so that pages of the ring buffer are elsewhere.
    [TestCase("cortex-a57")]
    [TestCase("cortex-a72")]
    public void A_function_tracer_executes_the_same_and_meets_other_conflicts_in_a_cache_of_two_ways(string core)
    {
        var (alone, beside) = (Run(core, "ring_buffer", 0), Run(core, "ring_buffer", 2));

        Assert.That(beside.Instructions, Is.EqualTo(alone.Instructions));
        Assert.That(beside.L1DMisses, Is.Not.EqualTo(alone.L1DMisses));
        Assert.That(beside.Cycles, Is.EqualTo(alone.Cycles).Within(2).Percent.And.Not.EqualTo(alone.Cycles));
    }

    static RunResult Run(string core, string tracer, int irrelevant) =>
        Simulation.Run(Shipped.Cell(core, "linux-6.12-debian", 1, irrelevant, tracer: tracer) with { Calls = 20_000 });
}
