using System.Globalization;
using Sim.Core.Machine;
using Sim.Scenarios.Profiles;
using Sim.Tests.House;

namespace Sim.Tests.Machine.Oracle;

/// <summary>What it would change if the scheduler did not serve the oldest ready instruction first, as the pipeline does: the rows of docs/model.md.</summary>
[Category("Oracle")]
public class SchedulerDifferenceTests
{
    const int Programs = 100;
    const int Lines = 60;

    [Test]
    public void Another_scheduler_changes_the_cycles_of_a_published_core_by_little(
        [Values("apple-m1-firestorm", "neoverse-n1")] string name, [Values("longest ready", "youngest")] string first)
    {
        var core = WithoutMisses(Profile.ReadCore(name, [])!.Value);

        var differences = Enumerable.Range(0, Programs).Select(seed => Difference(core, seed, first)).ToList();

        var sizes = differences.Select(Math.Abs).Order().ToList();
        var (median, most) = (sizes[Programs / 2], sizes[Programs * 95 / 100]);
        Assert.That(median, Is.LessThan(0.02));
        var row = string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | the {first} | {Programs} | {sizes.Count(size => size == 0)} | {median:p2} | {most:p2} | {sizes[^1]:p2} | {differences.Average():p2} |");
        Assert.That(Repository.Read("docs/model.md"), Does.Contain(row));
    }

    // The pipeline's cycles relative to those of an oracle with another scheduler: negative where that one is slower.
    static double Difference(CoreProfile core, int seed, string first)
    {
        var scheduler = first == "youngest" ? Scheduler.YoungestFirst : Scheduler.LongestReadyFirst;
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
