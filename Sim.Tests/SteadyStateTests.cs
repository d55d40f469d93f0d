using Sim.Core;
using Sim.Core.Loads;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Runs;
using Sim.Tests.House;
using Sim.Tests.Validation;

namespace Sim.Tests;

/// <summary>The search for a repetition on the scenarios that come with Sim; .ci/check-steady-state does it for all their cells.</summary>
public class SteadyStateTests
{
    const int FewTracers = 3;
    const int Calls = 1234;

    static IEnumerable<string> Files => new[] { "intro", "validation" }
        .SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, "scenarios", folder), "*.yaml"))
        .Select(path => Path.GetRelativePath(Path.Combine(Repository.Root, "scenarios"), path))
        .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Files))]
    public void Every_small_cell_has_the_totals_of_executing_every_call(string file)
    {
        foreach (var shipped in Shipped.Scenario(file).Specs.Where(IsSmall))
        {
            var cell = shipped with { Calls = Calls };
            var (followed, executed) = (TotalsOf(cell), TotalsOf(cell with { SteadyState = false }));

            Assert.That(followed, Is.EqualTo(executed), $"{cell.Core.Name} {cell.Kernel.Name} {cell.RelevantTracers} {cell.IrrelevantTracers}");
        }
    }

    [TestCase("apple-m1-firestorm")]
    [TestCase("cortex-a55")]
    public void A_simulated_call_allocates_nothing(string core)
    {
        var cell = Shipped.Cell(core, "linux-6.2-args", 2, 1);
        var loop = CallLoop.Build(cell);
        var pipeline = Pipeline.Create(cell.Core, loop.Code.Regions, loop.Memory, loop.State);
        for (var call = 0; call < Calls; call++)
            pipeline.RunUntil(loop.Head);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var call = 0; call < Calls; call++)
            pipeline.RunUntil(loop.Head);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    static bool IsSmall(CellSpec cell) => cell.Population is null && cell.RelevantTracers + cell.IrrelevantTracers <= FewTracers;

    static string TotalsOf(CellSpec cell)
    {
        try
        {
            var run = Simulation.Run(cell);
            return $"{run with { SimulatedCalls = 0, FollowedCalls = 0, Regions = [] }} {string.Join(' ', run.Regions)}";
        }
        catch (Core.Mechanisms.CannotDispatchException refusal)
        {
            return refusal.Message;
        }
    }
}
