using Sim.Core;
using Sim.Core.A64;
using Sim.Core.Events;
using Sim.Core.Loads;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Runs;
using Sim.Tests.Loads;
using Sim.Tests.Tracers;
using Sim.Tests.Validation;

namespace Sim.Tests.Events;

/// <summary>What switches on the timeline do: recording off and on, and from one task to another.</summary>
public class SwitchTests
{
    const long Microsecond = 1_000_000;

    static CellSpec Cell(string kernel = "linux-6.12-debian", string tracer = "ring_buffer", long calls = 2000, params TimelineEntry[] entries) =>
        Shipped.Cell("neoverse-n1", kernel, 1, 0, calls, tracer) with { Timeline = new(entries) };

    static TimelineEntry Once(TimelineKind kind, long at) =>
        new(kind, at, Every: 1, Times: 1, Length: 0, Lines: 0) { Tasks = kind == TimelineKind.ContextSwitch ? 2 : 0 };

    [TestCase("linux-6.1-debian")]
    [TestCase("linux-6.12-debian")]
    [TestCase("linux-5.4-mcount")]
    public void While_tracing_is_off_calls_enter_the_tracer_and_nothing_is_recorded(string kernel)
    {
        var (off, on) = (Once(TimelineKind.TracingOff, 20 * Microsecond), Once(TimelineKind.TracingOn, 50 * Microsecond));
        var cell = Cell(kernel, calls: 3000, entries: [off, on]);

        var (loop, run) = Run(cell);

        var reader = new RingBufferReader(loop);
        Assert.That(run.Now.Count, Is.GreaterThan(60 * Microsecond));
        Assert.That(reader.Entries, Is.InRange(1000, 2900));
        Assert.That((reader.Committing, reader.CurrentContext), Is.EqualTo((0ul, 0ul)));
        Assert.That(Simulation.Run(cell).CallsByPath.Untraced, Is.Zero);
    }

    [TestCase("linux-6.1-debian")]
    [TestCase("linux-6.12-debian")]
    public void With_tracing_off_a_traced_call_executes_less_and_more_than_nothing(string kernel)
    {
        var recording = Simulation.Run(Cell(kernel));
        var off = Simulation.Run(Cell(kernel, entries: Once(TimelineKind.TracingOff, 0)));
        var untraced = Simulation.Run(Cell(kernel) with { RelevantTracers = 0 });

        // Reserving is given up at the buffer's flag: neither clock, nor event, nor commit.
        Assert.That(off.Instructions, Is.LessThan(recording.Instructions / 2));
        Assert.That(off.Instructions, Is.GreaterThan(untraced.Instructions + (100 * 2000)));
        Assert.That(off.SimulatedCalls, Is.LessThan(recording.SimulatedCalls), "nothing is written, so that the state repeats at once");
    }

    [Test]
    public void Switches_come_out_the_same_without_the_search_for_repetitions()
    {
        var switching = new TimelineEntry(TimelineKind.ContextSwitch, 20 * Microsecond, 33 * Microsecond, null, Microsecond, 50) { Tasks = 3, FlushesPredictors = true };
        var cell = Cell(calls: 6000, entries: [Once(TimelineKind.TracingOff, 100 * Microsecond), switching, Once(TimelineKind.TracingOn, 300 * Microsecond)]);

        TimedRunTests.AssertEqualTotals(Simulation.Run(cell), Simulation.Run(cell with { SteadyState = false }));
    }

    [Test]
    public void Many_functions_record_no_more_either()
    {
        var cell = SmallProfile.Cell("linux-6.12-debian", 2000, seed: 1, SmallProfile.Tool("ring_buffer"));

        var off = Simulation.Run(cell with { Timeline = new([Once(TimelineKind.TracingOff, 0)]) });

        Assert.That(off.Instructions, Is.LessThan(Simulation.Run(cell).Instructions * 2 / 3));
    }

    [TestCase("linux-6.12-debian", "count")]
    [TestCase("linux-5.4-mcount", "ring_buffer")]
    public void After_a_switch_calls_go_on_with_another_stack_and_execute_the_same(string kernel, string tracer)
    {
        var once = Cell(kernel, tracer, entries: Once(TimelineKind.ContextSwitch, 3 * Microsecond));
        var (loop, before) = (CallLoop.Build(once), Simulation.Run(Cell(kernel, tracer)));
        var (stack, task) = (loop.State.X[Register.Stack], loop.State.System[SystemRegister.SpEl0]);

        var (switched, _) = Run(once);
        var run = Simulation.Run(once);

        // The loop keeps a frame of 32 bytes.
        Assert.That(switched.State.X[Register.Stack], Is.Not.EqualTo(stack - 32));
        Assert.That((switched.State.X[Register.Stack] + 32) % 4096, Is.EqualTo(stack % 4096));
        Assert.That(switched.State.System[SystemRegister.SpEl0], Is.Not.EqualTo(task));
        Assert.That(run.Instructions, Is.EqualTo(before.Instructions));
        Assert.That(run.L1DMisses, Is.GreaterThan(before.L1DMisses), "the other stack has not been used yet");
    }

    [Test]
    public void Tasks_take_turns_and_find_what_they_left()
    {
        var (switched, _) = Run(Cell(tracer: "count", entries: [Once(TimelineKind.ContextSwitch, 2 * Microsecond), Once(TimelineKind.ContextSwitch, 4 * Microsecond)]));
        var (stayed, _) = Run(Cell(tracer: "count"));

        Assert.That(switched.State.X.ToArray()[..31], Is.EqualTo(stayed.State.X.ToArray()[..31]));
        Assert.That(switched.State.X[Register.Stack], Is.EqualTo(stayed.State.X[Register.Stack]));
    }

    [Test]
    public void A_switch_waits_for_the_end_of_the_call_and_keeps_its_rate()
    {
        var every = new TimelineEntry(TimelineKind.ContextSwitch, 5 * Microsecond, 5 * Microsecond, null, 2 * Microsecond, 0) { Tasks = 2 };
        var cell = SmallProfile.Cell("linux-6.12-debian", 3000, seed: 1, SmallProfile.Tool("count"));

        var (run, plain) = (Simulation.Run(cell with { Timeline = new([every]) }), Simulation.Run(cell));

        Assert.That(run.CallTimes!.LongestNs, Is.LessThan(2000), "no call has a switch within");
        Assert.That(plain.CallTimes!.LongestNs, Is.LessThan(2000));
        Assert.That(run.OthersNs, Is.EqualTo(2000 * Math.Floor(run.TotalNs / 5000)).Within(2000));
    }

    [Test]
    public void A_flush_makes_the_branches_behind_it_unknown()
    {
        var every = new TimelineEntry(TimelineKind.ContextSwitch, 5 * Microsecond, 5 * Microsecond, null, 0, 0) { Tasks = 2 };

        var kept = Simulation.Run(Cell(tracer: "count", entries: every));
        var flushed = Simulation.Run(Cell(tracer: "count", entries: every with { FlushesPredictors = true }));

        Assert.That(flushed.BranchMispredicts, Is.GreaterThan(kept.BranchMispredicts));
        Assert.That(flushed.Cycles, Is.GreaterThan(kept.Cycles));
    }

    static (CallLoop Loop, TimedRun Run) Run(CellSpec cell)
    {
        var loop = CallLoop.Build(cell);
        var core = Pipeline.Create(cell.Core, loop.Code.Regions, loop.Memory, loop.State);
        core.RunUntil(loop.Head);
        var run = new TimedRun(cell with { SteadyState = false }, loop, core, CancellationToken.None);
        run.Run(0, cell.Calls);
        return (loop, run);
    }
}
