using CsCheck;
using Sim.Core;
using Sim.Core.Runs;
using Sim.Tests.Validation;

namespace Sim.Tests.Events;

public class TimedRunTests
{
    const long Nanosecond = 1000;
    const long Microsecond = 1000 * Nanosecond;
    const long Millisecond = 1000 * Microsecond;

    static CellSpec Cell(string core = "apple-m1-firestorm", long calls = 3000, int relevant = 2) =>
        Shipped.Cell(core, "linux-6.2-args", relevant, 0, calls);

    [Test]
    public void A_timeline_on_which_nothing_happens_changes_nothing()
    {
        var cell = Cell();
        var never = cell with { Timeline = new([new(TimelineKind.TimeSlice, At: Millisecond, Every: 1, Times: 0, Length: Millisecond, Lines: 9)]) };
        var afterTheEnd = cell with { Timeline = new([new(TimelineKind.Tick, At: 1000 * Millisecond, Every: 1, Times: 1, Length: 1, Lines: 9)]) };

        var plain = Simulation.Run(cell);

        AssertEqualTotals(Simulation.Run(never), plain);
        AssertEqualTotals(Simulation.Run(afterTheEnd), plain);
    }

    [TestCase("apple-m1-firestorm")]
    [TestCase("cortex-a53")]
    public void Following_repetitions_between_events_gives_what_executing_every_call_gives(string core) =>
        Gen.Select(Entries, Gen.Int[0, 3], Gen.Long[1, 4000]).Sample(
            (entries, relevant, calls) =>
            {
                var cell = Cell(core, calls, relevant) with { Timeline = new(entries) };

                AssertEqualTotals(Simulation.Run(cell), Simulation.Run(cell with { SteadyState = false }));
            },
            iter: 40);

    [Test]
    public void Every_cycle_belongs_to_a_region_those_of_others_included() =>
        Entries.Sample(
            entries =>
            {
                var run = Simulation.Run(Cell() with { Timeline = new(entries) });

                Assert.That(run.Regions.Sum(region => region.Cycles), Is.EqualTo(run.Cycles));
            },
            iter: 40);

    [Test]
    public void Between_two_events_little_is_executed()
    {
        var cell = Cell(calls: 1_000_000) with { Timeline = new([Slice(at: Millisecond, times: 3)]) };

        var run = Simulation.Run(cell);

        Assert.That(run.SimulatedCalls, Is.LessThan(3000));
    }

    [Test]
    public void A_time_slice_takes_its_length_and_what_the_restart_costs()
    {
        var cell = Cell();
        var sliced = cell with { Timeline = new([Slice(at: 10 * Microsecond, times: 3)]) };

        var (run, plain) = (Simulation.Run(sliced), Simulation.Run(cell));

        var lost = run.TotalNs - plain.TotalNs;
        Assert.That(OthersCycles(run), Is.EqualTo(3 * 4_000_000 * 32 / 10));
        Assert.That(lost, Is.EqualTo(12_000_000).Within(100));
        Assert.That(run.Instructions, Is.EqualTo(plain.Instructions));
    }

    [Test]
    public void A_slice_that_is_due_during_another_waits_and_a_tick_is_paid_by_the_others()
    {
        var slices = Cell() with { Timeline = new([Slice(at: 10 * Microsecond, times: 1), Slice(at: 11 * Microsecond, times: 1)]) };
        var tick = new TimelineEntry(TimelineKind.Tick, At: 11 * Microsecond, Every: 1, Times: 1, Length: 2 * Microsecond, Lines: 0);
        var ticked = Cell() with { Timeline = new([Slice(at: 10 * Microsecond, times: 1), tick]) };

        Assert.That(OthersCycles(Simulation.Run(slices)), Is.EqualTo(2 * 12_800_000));
        Assert.That(OthersCycles(Simulation.Run(ticked)), Is.EqualTo(12_800_000));
    }

    [Test]
    public void Ticks_come_at_their_rate_for_as_long_as_the_run_lasts()
    {
        var tick = new TimelineEntry(TimelineKind.Tick, At: 0, Every: 10 * Microsecond, Times: null, Length: Microsecond, Lines: 0);

        var run = Simulation.Run(Cell(calls: 20_000) with { Timeline = new([tick]) });

        var ticks = (long)(run.TotalNs / 10_000) + 1;
        Assert.That(ticks, Is.GreaterThan(40));
        Assert.That(OthersCycles(run), Is.EqualTo(ticks * 3200));
    }

    [Test]
    public void What_others_use_of_the_caches_is_missed_afterwards()
    {
        var timeline = new Timeline([new(TimelineKind.Interrupt, At: 10 * Microsecond, Every: 1, Times: 1, Length: 0, Lines: 20_000)]);

        var (polluted, plain) = (Simulation.Run(Cell() with { Timeline = timeline }), Simulation.Run(Cell()));

        Assert.That(polluted.L1DMisses, Is.GreaterThan(plain.L1DMisses));
        Assert.That(polluted.L1IMisses, Is.GreaterThan(plain.L1IMisses));
        Assert.That(polluted.Cycles, Is.GreaterThan(plain.Cycles));
    }

    static long OthersCycles(RunResult run) => run.Regions.Where(region => region.Region == RegionCount.Others).Sum(region => region.Cycles);

    static TimelineEntry Slice(long at, long times) =>
        new(TimelineKind.TimeSlice, at, Every: 4 * Millisecond, times, Length: 4 * Millisecond, Lines: 0);

    // The run takes some 20 to 100 microseconds.
    internal static Gen<TimelineEntry[]> Entries => Gen.Select(
        Gen.Enum<TimelineKind>().Where(kind => kind < TimelineKind.Attach),
        Gen.Long[0, 80 * Microsecond],
        Gen.Long[Microsecond, 30 * Microsecond],
        Gen.Long[0, 3],
        Gen.Long[0, 5 * Microsecond],
        Gen.Int[0, 200],
        (kind, at, every, times, length, lines) => new TimelineEntry(kind, at, every, times, length, lines)
        {
            Tasks = kind == TimelineKind.ContextSwitch ? 2 + (lines % 3) : 0,
            FlushesPredictors = lines % 2 == 1,
        }).Array[0, 4];

    internal static void AssertEqualTotals(RunResult first, RunResult second)
    {
        Assert.That(
            first with { SimulatedCalls = 0, FollowedCalls = 0, Regions = [] }, Is.EqualTo(second with { SimulatedCalls = 0, FollowedCalls = 0, Regions = [] }));
        Assert.That(first.Regions, Is.EqualTo(second.Regions));
    }
}
