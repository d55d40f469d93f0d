using CsCheck;
using Sim.Core.A64;
using Sim.Core.Events;
using Sim.Core.Kernel.Layout;
using Sim.Core.Loads.Population;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Runs;
using Sim.Tests.Events.Conservation;
using Sim.Tests.Loads;
using Sim.Tests.Tracers;

namespace Sim.Tests.Events;

/// <summary>Tracers that come and go: whatever is patched when, every call that goes in comes out, once.</summary>
public class ToolChangesTests
{
    const long Microsecond = 1_000_000;
    static readonly Tool[] Tools =
    [
        TracedSystem.Tool("first", TracedSystem.All), TracedSystem.Tool("second", TracedSystem.Some, 3), TracedSystem.Tool("third", TracedSystem.Others, 2),
    ];

    const string Debian61 = "linux-6.1-debian", Debian612 = "linux-6.12-debian";

    [TestCaseSource(typeof(TracedSystem), nameof(TracedSystem.Kernels))]
    public void Every_call_in_is_a_call_out_whatever_comes_and_goes_meanwhile(string kernel) =>
        Gen.Select(Timelines, Gen.Long[1, 50]).Sample(
            (timeline, seed) =>
            {
                var cell = Cell(kernel, calls: 1500, seed, timeline);
                var (run, population) = Run(cell);
                var (untraced, nobody) = Run(cell with { Tools = ToolSet.None, Timeline = Timeline.Empty });

                // The same functions are called and each is executed once: instruction by instruction, as if untraced.
                Assert.That(Instructions(run, population, "tracee"), Is.EqualTo(Instructions(untraced, nobody, "tracee")));
                Assert.That(Instructions(run, population, "caller"), Is.EqualTo(Instructions(untraced, nobody, "caller")));

                // A tracer that was entered counted, and went on to its end.
                var counted = Tools.Sum(tool => population.OpsOf(tool.Name).Sum(ops => Counter(population, cell, ops)));
                var perCall = cell.Kernel.Options.PacInLeaves ? 8 : 6;
                Assert.That(Instructions(run, population, "tracer"), Is.EqualTo(perCall * counted));
                AssertNothingIsLeft(population);
            },
            iter: 12,
            threads: 1);

    [TestCase(Debian61)]
    [TestCase(Debian612)]
    public void The_function_tracer_comes_and_goes_and_leaves_whole_events(string kernel) =>
        Timelines.Sample(
            timeline =>
            {
                // It traces the functions that patch as well, while other tools come and go.
                Tool[] tools = [TracedSystem.Trace("first", ""), .. Tools[1..]];
                var cell = Cell(kernel, calls: 1500, seed: 1, timeline, tools);

                var (run, population) = Run(cell);

                var (untraced, nobody) = Run(cell with { Tools = ToolSet.None, Timeline = Timeline.Empty });
                Assert.That(Instructions(run, population, "tracee"), Is.EqualTo(Instructions(untraced, nobody, "tracee")));
                var ring = new RingBufferReader(population);
                Assert.That((ring.Committing, ring.CurrentContext), Is.EqualTo((0ul, 0ul)));
                Assert.That((ulong)ring.Events().Count, Is.EqualTo(ring.Entries - ring.Overrun));
                Assert.That(ring.Events().Select(e => e.Ip).Distinct(), Is.SubsetOf(population.Patching!.Callsites));
                AssertNothingIsLeft(population);
            },
            iter: 8,
            threads: 1);

    [TestCase(Debian61)]
    [TestCase(Debian612)]
    public void Callsites_are_in_the_end_as_whoever_is_left_needs_them(string kernel) =>
        Timelines.Sample(
            timeline =>
            {
                // All is done long before the run ends: between two pieces the workload has a microsecond, and no piece is shorter.
                TimelineEntry[] changes = [.. timeline.Select(entry => entry is { Tool: not "", Length: > 0 and < Microsecond }
                    ? Change(entry.Kind, entry.Tool, entry.At, Microsecond)
                    : entry)];
                var cell = Cell(kernel, calls: 24_000, seed: 1, changes);
                var (_, population) = Run(cell);

                var left = Tools.Where(tool => timeline.LastOrDefault(entry => entry.Tool == tool.Name) is not { Kind: TimelineKind.Detach }).ToList();
                foreach (var (callsite, number) in population.Callsites.Select((callsite, number) => (callsite, number)))
                {
                    var isTraced = left.Any(tool => tool.Filter.Names(cell.Population!.Profile.Functions[number].Name));
                    Assert.That(population.Patching!.IsPatched(callsite.Address), Is.EqualTo(isTraced));
                }
            },
            iter: 4,
            threads: 1);

    [Test]
    public void Who_comes_while_another_registers_waits_for_the_kernels_mutex()
    {
        var first = Change(TimelineKind.Attach, "first", at: 5 * Microsecond, length: Microsecond);
        var second = Change(TimelineKind.Attach, "second", at: 6 * Microsecond, length: 0);
        var cell = Cell(Debian612, calls: 8000, seed: 1, [first, second]);

        var (_, population) = Run(cell);

        var counted = Counter(population, cell, population.OpsOf("second")[0]);
        Assert.That(counted, Is.GreaterThan(0).And.LessThan(Counter(population, cell, population.OpsOf("first")[0])));
    }

    [TestCase(Debian61)]
    [TestCase(Debian612)]
    public void An_ops_that_a_call_still_uses_comes_back_only_when_that_call_is_over(string kernel)
    {
        // In the middle of the list: a call that goes on from it would meet the newest one again.
        Tool[] tools = [.. "abc".Select(name => TracedSystem.Tool($"{name}", TracedSystem.All))];
        for (var at = 0; at < 24; at++)
        {
            var picoseconds = 2000 * at;
            var cell = Cell(
                kernel, calls: 4, seed: 1, [Change(TimelineKind.Detach, "b", picoseconds, 0), Change(TimelineKind.Attach, "b", picoseconds, 0)], tools);

            var (_, population) = Run(cell, warmUp: 100);

            var counted = tools.Select(tool => Counter(population, cell, population.OpsOf(tool.Name)[0]) - 100).ToList();
            Assert.That((counted[0], counted[2]), Is.EqualTo((4, 4)), $"{picoseconds} ps");
            Assert.That(counted[1], Is.InRange(3, 4), $"{picoseconds} ps");
        }
    }

    [TestCase(TimelineKind.Detach, TimelineKind.Attach, true)]
    [TestCase(TimelineKind.Attach, TimelineKind.Detach, false)]
    public void A_tool_whose_first_change_is_a_detach_is_there_from_the_start(TimelineKind change, TimelineKind back, bool isThere)
    {
        var cell = Cell(Debian612, calls: 4000, seed: 1, [Change(change, "first", 8 * Microsecond, 0), Change(back, "first", 20 * Microsecond, 0)]);
        var (population, core) = Build(cell);
        population.AttachFirst(core);

        new TimedRun(cell, population, core, CancellationToken.None).Run(0, cell.Calls);

        var counted = Counter(population, cell, population.OpsOf("first")[0]);
        Assert.That(counted, isThere ? Is.InRange(2000, 3999) : Is.InRange(1, 2000));
    }

    [Test]
    public void The_workload_goes_on_between_two_pieces_and_time_is_lost_to_them()
    {
        var attach = Change(TimelineKind.Attach, "first", 5 * Microsecond, length: 10 * Microsecond);
        var cell = Cell(Debian612, calls: 8000, seed: 1, [attach]);

        var (counts, population) = Run(cell);

        var counted = Counter(population, cell, population.OpsOf("first")[0]);
        Assert.That(population.Callsites.All(callsite => population.Patching!.IsPatched(callsite.Address)), Is.True);
        Assert.That(counted, Is.GreaterThan(0).And.LessThan(8000));
        Assert.That(Instructions(counts, population, "record_walk"), Is.GreaterThan(0));
    }

    // Each tool is there from the start or not, comes and goes up to four times, at once or in pieces; meanwhile ticks and time slices.
    static Gen<TimelineEntry[]> Timelines => Gen.Select(
        ChangesOf("first"), ChangesOf("second"), ChangesOf("third"), Others.Array[0, 2],
        (first, second, third, others) => (TimelineEntry[])[.. first, .. second, .. third, .. others])
        .Where(timeline => timeline.Any(entry => entry.Tool.Length > 0));

    static Gen<IEnumerable<TimelineEntry>> ChangesOf(string tool) => Gen.Select(
        Gen.Bool, Gen.Long[0, 60 * Microsecond].Array[0, 4], Gen.OneOf(Gen.Const(0L), Gen.Long[20_000, 8 * Microsecond]),
        (isThere, times, length) => times.Order().Select(
            (at, number) => Change((number % 2 == 0) == isThere ? TimelineKind.Detach : TimelineKind.Attach, tool, at, length)));

    static Gen<TimelineEntry> Others => Gen.Select(
        Gen.Bool.Select(ticks => ticks ? TimelineKind.Tick : TimelineKind.TimeSlice), Gen.Long[0, 60 * Microsecond], Gen.Long[0, 3 * Microsecond], Gen.Int[0, 100],
        (kind, at, length, lines) => new TimelineEntry(kind, at, 7 * Microsecond, 5, length, lines));

    static TimelineEntry Change(TimelineKind kind, string tool, long at, long length) =>
        new(kind, at, length + 1_000_000, 1, length, 0) { Tool = tool };

    static CellSpec Cell(string kernel, long calls, long seed, TimelineEntry[] changes, Tool[]? tools = null)
    {
        var cell = SmallProfile.Cell(kernel, calls, seed, tools ?? Tools);
        return cell with { Kernel = TracedSystem.Small(cell.Kernel, functions: 64), Timeline = new(changes) };
    }

    static (FunctionPopulation Population, Pipeline Core) Build(CellSpec cell)
    {
        var population = FunctionPopulation.Build(cell, cell.Population!);
        return (population, Pipeline.Create(cell.Core, population.Code.Regions, population.Memory, population.State));
    }

    static (CoreCounts Counts, FunctionPopulation Population) Run(CellSpec cell, long warmUp = 0)
    {
        var (population, core) = Build(cell);
        if (cell.Timeline.ChangesTools)
            population.AttachFirst(core);
        return (new TimedRun(cell, population, core, CancellationToken.None).Run(warmUp, cell.Calls), population);
    }

    static long Counter(FunctionPopulation population, CellSpec cell, ulong ops) =>
        (long)population.Memory.Read(ops + (ulong)cell.Kernel.Structures.OpsBytes, 4);

    static long Instructions(CoreCounts counts, FunctionPopulation population, string region) =>
        population.Code.Regions.NumberOf(region) is var index and >= 0 && index < counts.Regions ? counts.RegionInstructions(index) : 0;

    // Stack, recursion bits and preemption count are as before the call.
    static void AssertNothingIsLeft(FunctionPopulation population)
    {
        var task = population.State.System[SystemRegister.SpEl0];
        Assert.That(population.State.X[Register.Stack], Is.EqualTo(population.State.X[Register.Frame]));
        Assert.That(population.Memory.Read(task + TaskLayout.TraceRecursion, 8), Is.Zero);
        Assert.That(population.Memory.Read(task + TaskLayout.PreemptCount, 4), Is.Zero);
    }
}
