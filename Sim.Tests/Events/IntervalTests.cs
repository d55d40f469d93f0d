using CsCheck;
using Sim.Core;
using Sim.Core.Machine;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;
using Sim.Tests.Loads;
using Sim.Tests.Validation;

namespace Sim.Tests.Events;

/// <summary>Results per interval: nothing is lost between them, and looking changes nothing.</summary>
public class IntervalTests
{
    const long Nanosecond = 1000;
    const long Microsecond = 1000 * Nanosecond;

    static CellSpec Loop(long interval, long calls = 3000, int relevant = 2) =>
        Shipped.Cell("apple-m1-firestorm", "linux-6.2-args", relevant, 0, calls) with { Interval = interval };

    [Test]
    public void Following_repetitions_gives_the_intervals_that_executing_every_call_gives() =>
        Gen.Select(Others, Gen.Int[0, 3], Gen.Long[1, 4000], Gen.Long[100 * Nanosecond, 20 * Microsecond]).Sample(
            (entries, relevant, calls, interval) =>
            {
                var cell = Loop(interval, calls, relevant) with { Timeline = new(entries) };

                var (followed, executed) = (Simulation.Run(cell), Simulation.Run(cell with { SteadyState = false }));

                Assert.That(followed.Course, Is.EqualTo(executed.Course));
                Assert.That(followed.CallsByPath, Is.EqualTo(executed.CallsByPath));
                Assert.That(executed.FollowedCalls, Is.Zero);
            },
            iter: 40);

    [Test]
    public void Intervals_change_nothing_and_lose_nothing() =>
        Gen.Select(Others, Gen.Long[1, 4000], Gen.Long[100 * Nanosecond, 20 * Microsecond]).Sample(
            (entries, calls, interval) =>
            {
                var cell = Loop(interval, calls) with { Timeline = new(entries) };

                AssertWhole(Simulation.Run(cell), Simulation.Run(cell with { Interval = 0 }));
            },
            iter: 40);

    [TestCase("linux-6.1-debian")]
    [TestCase("linux-6.12-debian")]
    public void Nothing_is_lost_where_tracers_come_and_go(string kernel)
    {
        var cell = Population(kernel, [Change(TimelineKind.Attach, 5 * Microsecond), Tick, Change(TimelineKind.Detach, 300 * Microsecond)]);
        var run = Simulation.Run(cell with { Interval = 7 * Microsecond });

        AssertWhole(run, Simulation.Run(cell));
        Assert.That(run.Course.AttachNs, Is.GreaterThan(20_000), "there are several pieces");
        Assert.That(run.CallsByPath.Untraced, Is.GreaterThan(0));
        Assert.That(run.CallsByPath.Direct + run.CallsByPath.List, Is.GreaterThan(0));
    }

    [Test]
    public void Calls_are_untraced_while_nobody_has_attached_and_traced_afterwards()
    {
        var cell = Population("linux-6.12-debian", [Change(TimelineKind.Attach, 100 * Microsecond) with { Length = 0 }]);

        var intervals = Simulation.Run(cell with { Interval = 10 * Microsecond }).Course.Intervals;

        // The task has the core from one instruction on for some 30 microseconds.
        Assert.That(intervals.Take(10).All(interval => interval.Calls is { Untraced: > 100, Direct: 0, List: 0, Veneer: 0 }));
        Assert.That(intervals.Skip(10).Take(2).All(interval => interval.Calls.Total <= 1 && interval.AttachNs > 9900));
        Assert.That(intervals.Skip(20).SkipLast(1).All(interval => interval.Calls is { Untraced: 0, Direct: > 0, List: 0, Veneer: 0 }));
    }

    [TestCase("linux-6.1-debian")]
    [TestCase("linux-6.12-debian")]
    public void A_call_whose_entry_is_over_is_untraced_whatever_an_attaching_task_executes_in_its_middle(string kernel)
    {
        // A call that misses all caches is long, and its end far from its entry.
        RunResult Run(long at) => Simulation.Run(Population(kernel, [Change(TimelineKind.Attach, at) with { Length = 0 }], functions: "") with
        {
            Calls = 1,
            State = RunState.Warm with { Cold = ColdParts.L1 | ColdParts.L2 | ColdParts.L3 },
        });
        var end = (long)(Run(at: 1_000_000 * Microsecond).TotalNs * Nanosecond);

        // The functions that patch are traced themselves, as soon as they are patched.
        var run = Run(end - 400);

        Assert.That(run.Course.AttachNs, Is.GreaterThan(10_000));
        Assert.That(run.Regions.Single(region => region.Region == "tracer").Instructions, Is.GreaterThan(0));
        Assert.That(run.CallsByPath, Is.EqualTo(new CallsByPath(1, 0, 0, 0)));
    }

    [Test]
    public void An_interval_in_which_others_have_the_core_has_no_call_and_ends_on_time()
    {
        var slice = new TimelineEntry(TimelineKind.TimeSlice, At: 10 * Microsecond, Every: 1, Times: 1, Length: 40 * Microsecond, Lines: 0);

        var intervals = Simulation.Run(Loop(8 * Microsecond) with { Timeline = new([slice]) }).Course.Intervals;

        Assert.That(intervals[1].OthersNs, Is.EqualTo(6000).Within(20), "the slice begins at the next instruction boundary");
        foreach (var interval in intervals.Skip(2).Take(4))
        {
            Assert.That(interval.Calls.Total, Is.Zero);
            Assert.That(interval.OthersNs, Is.EqualTo(8000));
            Assert.That(interval.EndNs - interval.StartNs, Is.EqualTo(8000));
        }
    }

    [Test]
    public void Ends_of_intervals_do_not_begin_the_search_for_a_repetition_anew()
    {
        var run = Simulation.Run(Loop(interval: 10 * Microsecond, calls: 1_000_000));

        Assert.That(run.Course.Intervals, Has.Count.GreaterThan(1000));
        Assert.That(run.SimulatedCalls, Is.LessThan(10_000));
        Assert.That(run.SimulatedCalls + run.FollowedCalls, Is.LessThanOrEqualTo(run.Calls + Simulation.WarmUpCalls));
    }

    [Test]
    public void Idle_time_of_an_open_load_is_no_time_of_its_calls()
    {
        var cell = Loop(interval: 10 * Microsecond) with { Arrivals = new(ArrivalKind.Poisson, 500 * Nanosecond, Seed: 1) };

        var run = Simulation.Run(cell);

        var intervals = run.Course.Intervals;
        Assert.That(intervals.Sum(interval => interval.Calls.Total), Is.EqualTo(run.Calls));
        Assert.That(intervals[^1].EndNs, Is.EqualTo(run.ElapsedNs).Within(1e-6));
        Assert.That(intervals.Sum(interval => interval.IdleNs), Is.EqualTo(run.ElapsedNs - run.TotalNs).Within(1e-6));
        Assert.That(run.ElapsedNs - run.TotalNs, Is.GreaterThan(0.5 * run.ElapsedNs));
        foreach (var interval in intervals.Skip(1).SkipLast(1))
            Assert.That(interval.PerCallNs, Is.EqualTo(run.TotalNs / run.Calls).Within(20).Percent);
    }

    [Test]
    public void Too_many_intervals_are_refused() =>
        Assert.That(() => Simulation.Run(Loop(interval: 1, calls: 100_000)), Throws.InstanceOf<CannotDispatchException>()
            .With.Message.Contains("more than 100,000 intervals of"));

    static void AssertWhole(RunResult run, RunResult without)
    {
        var (course, intervals) = (run.Course, run.Course.Intervals);
        Assert.That(
            run with { Course = RunCourse.Empty, SimulatedCalls = 0, FollowedCalls = 0, Regions = [] },
            Is.EqualTo(without with { Course = RunCourse.Empty, SimulatedCalls = 0, FollowedCalls = 0, Regions = [] }));
        Assert.That(run.Regions, Is.EqualTo(without.Regions));
        Assert.That(course with { Intervals = [] }, Is.EqualTo(without.Course));

        Assert.That(intervals[0].StartNs, Is.Zero);
        Assert.That(intervals.Skip(1).Select(interval => interval.StartNs), Is.EqualTo(intervals.SkipLast(1).Select(interval => interval.EndNs)));
        Assert.That(intervals.All(interval => interval.EndNs > interval.StartNs));
        Assert.That(intervals[^1].EndNs, Is.EqualTo(run.TotalNs));
        Assert.That(intervals.Sum(interval => interval.Calls.Total), Is.EqualTo(run.Calls));
        Assert.That(run.CallsByPath.Total, Is.EqualTo(run.Calls));
        Assert.That(intervals.Sum(interval => interval.AttachNs), Is.EqualTo(course.AttachNs).Within(1e-6));
        Assert.That(intervals.Sum(interval => interval.OthersNs), Is.EqualTo(OthersNs(run)).Within(1e-6));

        // What had the core is neither more nor less than was charged to it.
        var (attach, others) = (course.Absences.Where(IsAttach), course.Absences.Where(absence => !IsAttach(absence)));
        Assert.That(attach.Sum(absence => absence.EndNs - absence.StartNs), Is.EqualTo(course.AttachNs).Within(1e-6));
        Assert.That(others.Sum(absence => absence.EndNs - absence.StartNs), Is.EqualTo(OthersNs(run)).Within(1e-6));
    }

    static bool IsAttach(Absence absence) => absence.Kind is TimelineKind.Attach or TimelineKind.Detach;

    static double OthersNs(RunResult run) =>
        run.Regions.Where(region => region.Region == RegionCount.Others).Sum(region => region.Cycles) * run.TotalNs / run.Cycles;

    static TimelineEntry Tick => new(TimelineKind.Tick, At: 50 * Microsecond, Every: 50 * Microsecond, Times: null, Length: 2 * Microsecond, Lines: 50);

    static TimelineEntry Change(TimelineKind kind, long at) =>
        new(kind, at, 40 * Microsecond, 1, 20 * Microsecond, 0) { Tool = "first" };

    static CellSpec Population(string kernel, TimelineEntry[] entries, string functions = "*")
    {
        var cell = SmallProfile.Cell(kernel, calls: 40_000, seed: 3, SmallProfile.Tool("count", functions) with { Name = "first" });
        var build = cell.Kernel with { Size = cell.Kernel.Size! with { TraceableFunctions = 400, ModuleFunctions = 2 } };
        return cell with { Kernel = build, Timeline = new(entries) };
    }

    // The run takes some 20 to 100 microseconds.
    static Gen<TimelineEntry[]> Others => Gen.Select(
        Gen.Enum<TimelineKind>().Where(kind => kind < TimelineKind.Attach),
        Gen.Long[0, 80 * Microsecond],
        Gen.Long[Microsecond, 30 * Microsecond],
        Gen.Long[0, 3],
        Gen.Long[0, 50 * Microsecond],
        Gen.Int[0, 200],
        (kind, at, every, times, length, lines) => new TimelineEntry(kind, at, every, times, length, lines)
        {
            Tasks = kind == TimelineKind.ContextSwitch ? 2 : 0,
        }).Array[0, 4];
}
