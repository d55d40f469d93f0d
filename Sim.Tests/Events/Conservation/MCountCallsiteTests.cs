using Sim.Core.A64;
using Sim.Core.Kernel.Functions;
using Sim.Core.Loads.Population;
using Sim.Tests.Loads;

namespace Sim.Tests.Events.Conservation;

/// <summary>Functions that call their tracers after <c>-pg</c>: attaching is not executed for them, but a callsite may change at any time.</summary>
public class MCountCallsiteTests
{
    [Test]
    public void A_call_survives_the_patching_of_its_callsite_at_each_of_its_instructions([Values] bool becomesCall)
    {
        var cell = SmallProfile.Cell("linux-5.4-mcount", 1, 1, SmallProfile.Tool("count", "*"), SmallProfile.Tool("count", "*"));
        var population = FunctionPopulation.Build(cell, cell.Population! with { Recorded = [0] });
        var (code, state, callsite) = (population.Code, population.State, population.Callsites[0].Address);
        var (call, nop) = ((uint)population.Memory.Read(callsite, 4), EntryWords.Nop);

        var counted = new List<ulong>();
        for (var (instant, over) = (0, false); !over; instant++)
        {
            population.Memory.Write(callsite, becomesCall ? nop : call, 4);
            var (before, kept) = (Counted(), Kept());
            var task = new GuestTask(code, population.Memory, state, population.NextCall());
            task.Step(instant);
            over = task.IsOver;
            population.Memory.Write(callsite, becomesCall ? call : nop, 4);
            task.Step();

            Assert.That(Kept(), Is.EqualTo(kept));
            counted.Add(Counted() - before);
        }

        Assert.That(counted.Distinct(), Is.EquivalentTo(new[] { 0, 2 }));
        Assert.That(counted, becomesCall ? Is.Ordered.Descending : Is.Ordered.Ascending);

        ulong Counted() => population.Registration.Ops.Aggregate(
            0ul, (sum, ops) => sum + population.Memory.Read(ops.Address + (ulong)cell.Kernel.Structures.OpsBytes, 4));

        // x20 to x29 and the stack pointer; x19 is the workload's own.
        ulong[] Kept() => [.. state.X[20..30], state.X[Register.Stack]];
    }
}
