using CsCheck;
using Sim.Core;
using Sim.Core.Loads;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Runs;
using Sim.Tests.Loads;
using Sim.Tests.Validation;

namespace Sim.Tests.Events;

public class OpenLoadRunTests
{
    const long Nanosecond = 1000;
    const long Microsecond = 1000 * Nanosecond;

    static CellSpec Cell(long every, string core = "apple-m1-firestorm", ArrivalKind kind = ArrivalKind.Poisson, long calls = 3000, int relevant = 2, string tracer = "nop") =>
        Shipped.Cell(core, "linux-6.1-debian", relevant, 0, calls, tracer) with { Arrivals = new(kind, every, Seed: 1) };

    [TestCase("apple-m1-firestorm")]
    [TestCase("cortex-a53")]
    public void Following_repetitions_gives_what_executing_every_call_gives(string core) =>
        Gen.Select(TimedRunTests.Entries, Gen.Enum<ArrivalKind>(), Gen.Long[20 * Nanosecond, 200 * Nanosecond], Gen.Int[0, 3], Gen.Long[1, 2000]).Sample(
            (entries, kind, every, relevant, calls) =>
            {
                var cell = Cell(every, core, kind, calls, relevant) with { Timeline = new(entries), Interval = 7 * Microsecond };

                TimedRunTests.AssertEqualTotals(Simulation.Run(cell), Simulation.Run(cell with { SteadyState = false }));
            },
            iter: 30);

    [Test]
    public void So_it_does_where_the_state_repeats_only_after_many_calls()
    {
        // The ring buffer's pages come round after more than a thousand calls, and the interrupts break in somewhere else each time.
        var interrupt = new TimelineEntry(TimelineKind.Interrupt, At: 2900 * Microsecond, Every: 2700 * Microsecond, Times: 2, Length: Microsecond, Lines: 0);
        var cell = Cell(300 * Nanosecond, calls: 20_000, relevant: 1, tracer: "ring_buffer") with { Timeline = new([interrupt]), Interval = 1100 * Microsecond };
        cell = Shipped.WithRing(cell, pages: 8);

        var (followed, executed) = (Simulation.Run(cell), Simulation.Run(cell with { SteadyState = false }));

        TimedRunTests.AssertEqualTotals(followed, executed);
        Assert.That(followed.SimulatedCalls, Is.LessThan(executed.SimulatedCalls));
    }

    [Test]
    public void Between_two_events_little_is_executed()
    {
        var slice = new TimelineEntry(TimelineKind.TimeSlice, At: Microsecond, Every: 4000 * Microsecond, Times: null, Length: Microsecond, Lines: 100);

        var run = Simulation.Run(Cell(Microsecond, calls: 100_000) with { Timeline = new([slice]) });

        Assert.That(run.SimulatedCalls, Is.LessThan(3000));
    }

    [Test]
    public void A_core_that_is_called_seldom_is_idle_and_its_calls_take_what_one_takes_alone()
    {
        var run = Simulation.Run(Cell(10 * Microsecond, kind: ArrivalKind.Fixed, calls: 1000));
        var oftener = Simulation.Run(Cell(Microsecond, kind: ArrivalKind.Fixed, calls: 1000));

        var load = run.OpenLoad!;
        Assert.That(load.WaitMeanNs, Is.Zero);
        Assert.That(load.ResponseMeanNs, Is.EqualTo(run.TotalNs / 1000).Within(1e-9));
        Assert.That(load.QueueLongest, Is.Zero);
        Assert.That(load.IdleCycles + run.Cycles, Is.EqualTo(32_000_000 + (run.Cycles / 1000)));
        Assert.That(run.Cycles, Is.EqualTo(oftener.Cycles));
        Assert.That(run.Regions.Sum(region => region.Cycles), Is.EqualTo(run.Cycles));
    }

    [Test]
    public void A_call_that_arrives_while_others_have_the_core_waits_and_an_idle_core_is_theirs_at_once()
    {
        // The first call arrives at 10 us, others are there from 9 us to 14 us.
        var tick = new TimelineEntry(TimelineKind.Tick, At: 9 * Microsecond, Every: 1, Times: 1, Length: 5 * Microsecond, Lines: 0);
        var cell = Cell(10 * Microsecond, kind: ArrivalKind.Fixed, calls: 10);

        var (run, plain) = (Simulation.Run(cell with { Timeline = new([tick]) }), Simulation.Run(cell));

        Assert.That(run.OpenLoad!.Responses.LongestNs, Is.EqualTo(plain.OpenLoad!.Responses.LongestNs + 4000).Within(1).Percent);
        Assert.That(run.OpenLoad.WaitMeanNs, Is.EqualTo(400).Within(1e-9));
        Assert.That(run.OpenLoad.IdleCycles, Is.EqualTo(plain.OpenLoad.IdleCycles - 16_000));
        Assert.That(run.Regions.Single(region => region.Region == RegionCount.Others).Cycles, Is.EqualTo(16_000));
    }

    [Test]
    public void A_tick_in_the_instant_of_an_arrival_goes_first()
    {
        var tick = new TimelineEntry(TimelineKind.Tick, At: 10 * Microsecond, Every: 1, Times: 1, Length: Microsecond, Lines: 0);

        var run = Simulation.Run(Cell(10 * Microsecond, kind: ArrivalKind.Fixed, calls: 1) with { Timeline = new([tick]) });

        Assert.That(run.OpenLoad!.WaitMeanNs, Is.EqualTo(1000));
    }

    [Test]
    public void Many_functions_may_be_an_open_load_too()
    {
        var closed = SmallProfile.Cell("linux-6.12-debian", 3000, seed: 1, SmallProfile.Tool("count"));
        var cell = closed with { Arrivals = new(ArrivalKind.Poisson, 100 * Nanosecond, Seed: 1) };

        var (run, again) = (Simulation.Run(cell), Simulation.Run(cell));

        TimedRunTests.AssertEqualTotals(run, again);
        Assert.That(run.CallTimes!.LongestNs, Is.LessThanOrEqualTo(run.OpenLoad!.Responses.LongestNs));
        Assert.That(run.OpenLoad.ResponseMeanNs, Is.EqualTo(run.OpenLoad.WaitMeanNs + (run.TotalNs / 3000)).Within(1e-6));
        Assert.That(run.OpenLoad.WaitMeanNs, Is.GreaterThan(0));
    }

    [TestCaseSource(nameof(Cores))]
    public void With_nothing_in_flight_a_call_takes_what_it_takes_however_long_the_core_was_idle(string core)
    {
        var cell = Cell(Microsecond, core, relevant: 1, tracer: "ring_buffer");
        long[] pauses = [0, 1, 7, 100, 100_000];

        var services = pauses.Select(pause => Services(cell, pause)).ToList();

        foreach (var other in services.Skip(1))
            Assert.That(other, Is.EqualTo(services[0]));
    }

    // The cycles of many calls, with a pause before each.
    static List<long> Services(CellSpec cell, long pause)
    {
        var loop = CallLoop.Build(cell);
        var core = Pipeline.Create(cell.Core, loop.Code.Regions, loop.Memory, loop.State);
        core.RunUntil(loop.Head);
        var services = new List<long>();
        for (var call = 0; call < 300; call++)
        {
            core.AdvanceTo(core.Now + pause);
            var begin = core.Now;
            core.RunUntil(loop.Head);
            core.Settle();
            services.Add(core.Now - begin);
        }

        return services[1..];
    }

    static IEnumerable<string> Cores => Directory.GetFiles(Path.Combine(House.Repository.Root, "scenarios", "cores"), "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)!);
}
