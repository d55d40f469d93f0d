using System.Globalization;
using Sim.Core.Machine;
using Sim.Scenarios.Profiles;

namespace Sim.Tests.Machine.Oracle;

/// <summary>What it would change if the scheduler did not serve the oldest ready instruction first, as the pipeline does.</summary>
[Category("Oracle")]
public class SchedulerDifferenceTests
{
    const int Programs = 100;
    const int Lines = 60;

    [Test]
    public void Another_scheduler_changes_the_cycles_of_a_published_core_by_little(
        [Values("apple-m1-firestorm", "neoverse-n1")] string name, [Values("longest ready first", "youngest first")] string policy)
    {
        var core = WithoutMisses(Profile.ReadCore(name, [])!.Value);

        var differences = Enumerable.Range(0, Programs).Select(seed => Difference(core, seed, policy)).ToList();

        var sizes = differences.Select(Math.Abs).Order().ToList();
        var (median, most) = (sizes[Programs / 2], sizes[Programs * 95 / 100]);
        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}, {policy}: {Programs} programs, {sizes.Count(size => size == 0)} exact, median {median:p2}, "
            + $"95th percentile {most:p2}, largest {sizes[^1]:p2}, mean {differences.Average():p2}"));
        Assert.That(median, Is.LessThan(0.02));
    }

    // The pipeline's cycles relative to those of an oracle with another scheduler: negative where that one is slower.
    static double Difference(CoreProfile core, int seed, string policy)
    {
        var scheduler = policy == "youngest first" ? Scheduler.YoungestFirst : Scheduler.LongestReadyFirst;
        return Comparison.Of(core, new RandomCode(seed, Lines).Text, scheduler).RelativeDifference;
    }

    // Misses would hide differences after long waits that all schedulers share.
    static CoreProfile WithoutMisses(CoreProfile core)
    {
        var memory = core.Memory;
        return core with
        {
            Memory = memory with
            {
                L2 = memory.L2 with { Latency = memory.LoadLatency },
                L3 = memory.L3! with { Latency = memory.LoadLatency },
                DramNs = core.Clock.ToNanoseconds(memory.LoadLatency),
                L2Tlb = memory.L2Tlb with { HitCycles = 0 },
                WalkCycles = 0,
            },
        };
    }
}
