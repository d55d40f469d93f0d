using Sim.Core;
using Sim.Core.Events;
using Sim.Core.Kernel.Layout;
using Sim.Core.Loads.Population;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;
using Sim.Tests.Validation;

namespace Sim.Tests.Loads;

public class FunctionPopulationTests
{
    const string Debian61 = "linux-6.1-debian", Debian612 = "linux-6.12-debian";

    [TestCase("linux-5.4-mcount")]
    [TestCase(Debian61)]
    [TestCase("linux-6.2-args")]
    [TestCase(Debian612)]
    public void Every_call_of_a_traced_function_is_counted_once_and_under_its_name(string kernel)
    {
        var cell = SmallProfile.Cell(kernel, 3000, seed: 1, SmallProfile.Tool("count_by_function"), SmallProfile.Tool("count", "vfs_*"));
        var population = FunctionPopulation.Build(cell, cell.Population!);
        var core = Pipeline.Create(cell.Core, population.Code.Regions, population.Memory, population.State);

        new TimedRun(cell, population, core, CancellationToken.None).Run(0, cell.Calls);

        var (counter, byFunction) = (population.Registration.Ops[0], population.Registration.Ops[1]);
        var table = Table(population, byFunction.Address);
        var counted = population.Memory.Read(counter.Address + (ulong)cell.Kernel.Structures.OpsBytes, 4);
        Assert.That(table.Values.Sum(), Is.EqualTo(3000));
        Assert.That(table.Keys, Is.SubsetOf(population.Callsites.Select(callsite => callsite.Address.Value)));
        Assert.That(counted, Is.EqualTo((ulong)table.Where(entry => counter.Filter.Contains(entry.Key)).Sum(entry => entry.Value)));
        Assert.That(counted, Is.GreaterThan(500));
    }

    [Test]
    public void A_function_that_takes_a_hundred_times_as_long_executes_a_hundred_times_as_much()
    {
        var profile = new FunctionProfile("two", [new("short", 9900, 9_900_000), new("long", 100, 10_000_000)]);
        var cell = SmallProfile.Cell(Debian612, 1000, seed: 3);

        double Instructions(int function) => Simulation.Run(cell with
        {
            Population = new PopulationSpec(profile, 2, 60, Seed: 3) { Recorded = [function] },
        }).Instructions / 1000.0;

        // Around the work: entry, return, and the caller's branch.
        const double Around = 6;
        Assert.That((Instructions(1) - Around) / (Instructions(0) - Around), Is.EqualTo(100).Within(25).Percent);
        Assert.That((0.99 * Instructions(0)) + (0.01 * Instructions(1)), Is.EqualTo(60 + Around).Within(10).Percent);
    }

    [TestCase("ring_buffer")]
    [TestCase("count_by_function")]
    public void A_tool_without_ops_is_as_no_tool(string tracer)
    {
        var (some, none) = (SmallProfile.Cell(Debian612, 1000, seed: 1, SmallProfile.Tool(tracer, count: 0)), SmallProfile.Cell(Debian612, 1000, seed: 1));

        Assert.That(Simulation.Run(some).Cycles, Is.EqualTo(Simulation.Run(none).Cycles));
    }

    [TestCase("hypothetical-dynamic-trampolines")]
    [TestCase("linux-5.4-mcount-static")]
    [TestCase("linux-6.12-no-ftrace")]
    public void A_kernel_whose_way_of_dispatch_is_for_single_functions_is_refused(string kernel)
    {
        var cell = SmallProfile.Cell(kernel, 100, seed: 1, SmallProfile.Tool("count"));

        Assert.That(() => FunctionPopulation.Build(cell, cell.Population!), Throws.TypeOf<CannotDispatchException>()
            .With.Message.EqualTo("a profile of functions is laid out for mcount, list_func, call_ops with DYNAMIC_FTRACE"));
    }

    [Test]
    public void Equal_seeds_give_equal_results_and_others_do_not()
    {
        var cell = SmallProfile.Cell(Debian612, 2000, seed: 1, SmallProfile.Tool("count"));

        var (first, again) = (Simulation.Run(cell), Simulation.Run(cell));
        var other = Simulation.Run(cell with { Population = cell.Population! with { Seed = 2 } });

        Assert.That(again with { Regions = [] }, Is.EqualTo(first with { Regions = [] }));
        Assert.That(other.Cycles, Is.Not.EqualTo(first.Cycles));
    }

    [Test]
    public void A_second_tool_on_some_functions_makes_their_calls_walk_the_list_and_no_others()
    {
        var one = Simulation.Run(SmallProfile.Cell(Debian612, 3000, 1, SmallProfile.Tool("count")));
        var overlap = Simulation.Run(SmallProfile.Cell(Debian612, 3000, 1, SmallProfile.Tool("count"), SmallProfile.Tool("nop", "vfs_*")));
        var all = Simulation.Run(SmallProfile.Cell(Debian612, 3000, 1, SmallProfile.Tool("count"), SmallProfile.Tool("nop")));

        Assert.That(Instructions(one, "list_walk"), Is.Zero);
        Assert.That(Instructions(overlap, "list_walk"), Is.GreaterThan(0).And.LessThan(Instructions(all, "list_walk")));
    }

    [Test]
    public void An_unrelated_tool_slows_every_traced_call_before_6_3_and_none_after()
    {
        var mine = SmallProfile.Tool("count", "vfs_*");
        var others = SmallProfile.Tool("nop", "do_1 do_2");
        foreach (var (kernel, slows) in new[] { ("linux-6.2-args", true), ("linux-6.3-call-ops", false) })
        {
            var alone = Simulation.Run(SmallProfile.Cell(kernel, 3000, 1, mine));
            var with = Simulation.Run(SmallProfile.Cell(kernel, 3000, 1, mine, others));
            var onlyOthers = Simulation.Run(SmallProfile.Cell(kernel, 3000, 1, others));
            var nobody = Simulation.Run(SmallProfile.Cell(kernel, 3000, 1));

            var added = with.Instructions - onlyOthers.Instructions - (alone.Instructions - nobody.Instructions);
            Assert.That(added > 3000, Is.EqualTo(slows), kernel);
        }
    }

    [Test]
    public void A_share_of_the_functions_is_traced()
    {
        var cell = SmallProfile.Cell(Debian612, 10, 1, SmallProfile.Tool("count", "", share: 0.25));

        Assert.That(FunctionPopulation.Build(cell, cell.Population!).Registration.Ops[0].Filter, Has.Count.EqualTo(10));
    }

    [Test]
    public void The_function_tracer_writes_an_event_for_every_call()
    {
        var cell = SmallProfile.Cell(Debian612, 500, 1, SmallProfile.Tool("ring_buffer"));

        var run = Simulation.Run(cell);

        Assert.That(Instructions(run, "tracer") / 500, Is.EqualTo(500).Within(100));
    }

    [Test]
    public void A_time_slice_makes_one_call_long_and_leaves_the_median()
    {
        var cell = SmallProfile.Cell(Debian612, 3000, 1, SmallProfile.Tool("count"));
        var slice = new TimelineEntry(TimelineKind.TimeSlice, At: 5_000_000, Every: 1, Times: 1, Length: 4_000_000_000, Lines: 0);

        var (plain, sliced) = (Simulation.Run(cell).CallTimes!, Simulation.Run(cell with { Timeline = new([slice]) }).CallTimes!);

        Assert.That(sliced.MedianNs, Is.EqualTo(plain.MedianNs));
        Assert.That(sliced.LongestNs, Is.GreaterThan(4_000_000).And.LessThan(4_010_000));
        Assert.That(plain.MedianNs, Is.LessThanOrEqualTo(plain.P99Ns));
        Assert.That(plain.LongestNs, Is.LessThan(10_000));
    }

    static long Instructions(RunResult run, string region) =>
        run.Regions.Where(count => count.Region == region).Sum(count => count.Instructions);

    static Dictionary<ulong, long> Table(FunctionPopulation population, ulong ops)
    {
        var table = population.Memory.Read(ops + RingBufferLayout.OpsPrivate, 8);
        return Enumerable.Range(0, 16384)
            .Select(slot => table + (ulong)(16 * slot))
            .Where(slot => population.Memory.Read(slot, 8) != 0)
            .ToDictionary(slot => population.Memory.Read(slot, 8), slot => (long)population.Memory.Read(slot + 8, 8));
    }
}
