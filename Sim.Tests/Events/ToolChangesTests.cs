using CsCheck;
using Sim.Core.A64;
using Sim.Core.Events;
using Sim.Core.Hardware.Pipeline;
using Sim.Core.Kernel.Layout;
using Sim.Core.Results;
using Sim.Core.Workloads.Population;
using Sim.Tests.Workloads;

namespace Sim.Tests.Events;

/// <summary>Tracers that come and go: whatever is patched when, every call that goes in comes out, once.</summary>
public class ToolChangesTests
{
    const long Microsecond = 1_000_000;
    const string Debian61 = "linux-6.1-debian", Debian612 = "linux-6.12-debian";

    [TestCase(Debian61)]
    [TestCase(Debian612)]
    public void Every_call_in_is_a_call_out_whatever_comes_and_goes_meanwhile(string kernel) =>
        Gen.Select(Changes, Gen.Long[1, 50]).Sample(
            (changes, seed) =>
            {
                var cell = Cell(kernel, calls: 1500, seed, changes);
                var (run, population) = Run(cell);
                var (untraced, nobody) = Run(cell with { Tools = ToolSet.None, Timeline = Timeline.Empty });

                // The same functions are called and each is executed once: instruction by instruction, as if nobody had traced.
                Assert.That(Instructions(run, population, "tracee"), Is.EqualTo(Instructions(untraced, nobody, "tracee")));
                Assert.That(Instructions(run, population, "caller"), Is.EqualTo(Instructions(untraced, nobody, "caller")));

                // A tracer that was entered counted, and went on to its end.
                var counted = population.OpsOf("first").Concat(population.OpsOf("second")).Sum(ops => Counter(population, cell, ops));
                var perCall = kernel == Debian61 ? 8 : 6;
                Assert.That(Instructions(run, population, "tracer"), Is.EqualTo(perCall * counted));
                Assert.That(counted, Is.LessThanOrEqualTo(2 * cell.Calls));
                AssertNothingIsLeft(population);
            },
            iter: 12,
            threads: 1);

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

    static Gen<TimelineEntry[]> Changes => Gen.Select(
        Gen.Bool, Gen.Bool, Gen.Long[0, 20 * Microsecond], Gen.Long[100_000, 8 * Microsecond],
        (first, attachesAgain, at, length) =>
        {
            var tool = first ? "first" : "second";
            var attach = Change(TimelineKind.Attach, tool, at, length);
            var detach = Change(TimelineKind.Detach, tool, at + (400 * Microsecond), length / 2);
            return attachesAgain ? new[] { attach, detach } : [attach];
        });

    static TimelineEntry Change(TimelineKind kind, string tool, long at, long length) =>
        new(kind, at, length + 1_000_000, 1, length, 0) { Tool = tool };

    static CellSpec Cell(string kernel, long calls, long seed, TimelineEntry[] changes)
    {
        var cell = SmallProfile.Cell(
            kernel, calls, seed, SmallProfile.Tool("count", "*") with { Name = "first" }, SmallProfile.Tool("count", "vfs_*") with { Name = "second" });
        var build = cell.Kernel with { Size = cell.Kernel.Size! with { TraceableFunctions = 400, ModuleFunctions = 2 } };
        return cell with { Kernel = build, Timeline = new(changes) };
    }

    static (FunctionPopulation Population, Pipeline Core) Build(CellSpec cell)
    {
        var population = FunctionPopulation.Build(cell, cell.Population!);
        return (population, Pipeline.Create(cell.Core, population.Code, population.Memory, population.State));
    }

    static (CoreCounts Counts, FunctionPopulation Population) Run(CellSpec cell)
    {
        var (population, core) = Build(cell);
        return (new TimedRun(cell, population, core, CancellationToken.None).Run(0, cell.Calls), population);
    }

    static long Counter(FunctionPopulation population, CellSpec cell, ulong ops) =>
        (long)population.Memory.Read(ops + (ulong)cell.Kernel.Structures.OpsBytes, 4);

    static long Instructions(CoreCounts counts, FunctionPopulation population, string region) =>
        Array.IndexOf(population.Code.RegionNames, region) is var index and >= 0 && index < counts.Regions ? counts.RegionInstructions(index) : 0;

    // Stack, recursion bits and preemption count are as before the call.
    static void AssertNothingIsLeft(FunctionPopulation population)
    {
        var task = population.State.System[(int)SystemRegister.SpEl0];
        Assert.That(population.State.X[Register.Stack], Is.EqualTo(population.State.X[Register.Frame]));
        Assert.That(population.Memory.Read(task + TaskLayout.TraceRecursion, 8), Is.Zero);
        Assert.That(population.Memory.Read(task + TaskLayout.PreemptCount, 4), Is.Zero);
    }
}
