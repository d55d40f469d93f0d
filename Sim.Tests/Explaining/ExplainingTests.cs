using Sim.Core;
using Sim.Core.Machine.Causes;
using Sim.Core.Runs;
using Sim.Scenarios.Analyses;
using Sim.Tests.Validation;

namespace Sim.Tests.Explaining;

public class ExplainingTests
{
    [Test]
    public void Causes_and_regions_sum_to_the_cycles_of_the_results(
        [Values("apple-m1-firestorm", "neoverse-n1", "cortex-a53", "cortex-a55")] string core,
        [Values("linux-6.2-args", "linux-6.3-call-ops")] string kernel,
        [Values(0, 1, 2)] int relevant)
    {
        var cell = Shipped.Cell(core, kernel, relevant, 1) with { Calls = 1237 };

        var (run, explained) = (Simulation.Run(cell), ExplainSimulation.Run(cell));

        Assert.That(explained.Cycles, Is.EqualTo(run.Cycles));
        Assert.That(explained.Regions, Is.EqualTo(run.Regions));
        Assert.That(explained.IsWhole);
        Assert.That(explained.Causes.Sum(cause => cause.Cycles), Is.EqualTo(run.Cycles));
        Assert.That(explained.Causes.Select(cause => cause.Cause), Does.Not.Contain(Cause.Unexplained));
        Assert.That(explained.Instructions.Sum(instruction => instruction.Executions), Is.EqualTo(run.Instructions));
        Assert.That(explained.Instructions.Sum(instruction => instruction.Mispredicts), Is.EqualTo(run.BranchMispredicts));
        foreach (var region in run.Regions)
            Assert.That(explained.Instructions.Where(instruction => instruction.Region == region.Region).Sum(instruction => instruction.Cycles), Is.EqualTo(region.Cycles));
    }

    [Test]
    public void Cold_calls_sum_too([Values(ColdState.All, ColdState.Polluted)] ColdState state)
    {
        var cell = Shipped.Cell("neoverse-n1", "linux-6.2-args", 2, 0);
        cell = cell with
        {
            Calls = 50,
            State = state == ColdState.All ? cell.State with { Cold = Core.Machine.ColdParts.L1 | Core.Machine.ColdParts.Predictors } : cell.State with { PollutedLines = 300 },
        };

        var (run, explained) = (Simulation.Run(cell), ExplainSimulation.Run(cell));

        Assert.That(explained.Causes.Sum(cause => cause.Cycles), Is.EqualTo(run.Cycles).And.EqualTo(explained.Cycles));
        Assert.That(explained.Causes.Select(cause => cause.Cause), Does.Not.Contain(Cause.Unexplained));
    }

    [Test]
    public void On_M1_the_list_walk_waits_for_store_releases_first()
    {
        var explained = ExplainSimulation.Run(Shipped.Cell("apple-m1-firestorm", "linux-6.2-args", 100, 0) with { Calls = 100 });

        Assert.That(explained.Causes[0].Cause, Is.EqualTo(Cause.StoreRelease));
        Assert.That(explained.Causes[0].Cycles, Is.GreaterThan(explained.Cycles / 2));
        Assert.That(explained.Instructions.MaxBy(instruction => instruction.PathCycles)!.Text, Does.StartWith("ldp"));
    }

    // Without the cause no path is shorter than the one without its cycles.
    [TestCase("apple-m1-firestorm")]
    [TestCase("neoverse-n1")]
    [TestCase("cortex-a53")]
    public void Removing_a_cause_saves_no_more_than_its_cycles_and_most_of_them_where_nothing_else_is_as_slow(string core)
    {
        var cell = Shipped.Cell(core, "linux-6.2-args", 20, 0) with { Calls = 1000 };
        var before = ExplainSimulation.Run(cell);
        var releases = before.Causes.FirstOrDefault(cause => cause.Cause == Cause.StoreRelease).Cycles;
        var free = cell.Core with { Forwarding = cell.Core.Forwarding with { ReleaseLatency = 0 } };

        var saved = before.Cycles - Simulation.Run(cell with { Core = free }).Cycles;

        Assert.That(saved, Is.InRange(0, releases));
        if (core == "apple-m1-firestorm")
            Assert.That(saved, Is.GreaterThan(releases / 3));
    }

    // Every cost that can be 0, in turn.
    [TestCase("apple-m1-firestorm")]
    [TestCase("neoverse-n1")]
    [TestCase("cortex-a53")]
    public void Without_any_cost_the_causes_still_sum_and_the_call_is_no_longer(string core)
    {
        var scenario = Shipped.Scenario("validation/rutland-2023-call-ops.yaml", $"core={core}");
        var cell = scenario.Cells.First(cell => cell.Spec is { RelevantTracers: 2, IrrelevantTracers: 0 });
        cell = cell with { Spec = cell.Spec with { Calls = 500 } };
        var before = ExplainSimulation.Run(cell.Spec);

        foreach (var key in WithoutCost.KeysOf(scenario))
        {
            var changed = WithoutCost.Of(scenario, cell, key).Cell!.Spec;
            var after = ExplainSimulation.Run(changed);

            Assert.That(after.Cycles, Is.LessThanOrEqualTo(before.Cycles).And.EqualTo(Simulation.Run(changed).Cycles), key);
            Assert.That(after.Causes.Sum(cause => cause.Cycles), Is.EqualTo(after.Cycles), key);
            Assert.That(after.Causes.Select(cause => cause.Cause), Does.Not.Contain(Cause.Unexplained), key);
        }
    }

    // Fetch goes on before the ISB retires: the width of dispatch hides a cycle of it.
    [TestCase("cortex-a72")]
    [TestCase("cortex-a53")]
    public void An_ISB_that_costs_nothing_is_explained_too(string core)
    {
        var scenario = Shipped.Scenario("intro/04-function-tracer.yaml", $"core={core}");
        var cell = scenario.Cells.First(cell => cell.Spec is { Tracer: "ring_buffer", RelevantTracers: 1 });
        var changed = WithoutCost.Of(scenario, cell with { Spec = cell.Spec with { Calls = 300 } }, "ordering.isb").Cell!.Spec;

        var explained = ExplainSimulation.Run(changed);

        Assert.That(explained.Causes.Select(cause => cause.Cause), Does.Not.Contain(Cause.Unexplained));
        Assert.That(explained.Causes.Sum(cause => cause.Cycles), Is.EqualTo(explained.Cycles).And.EqualTo(Simulation.Run(changed).Cycles));
    }

    // What the critical path says of an instruction bounds what a cycle less there saves; one off the path decides nothing.
    [TestCase("cortex-a53", 1, 5)]
    [TestCase("cortex-a53", 2, 5)]
    [TestCase("apple-m1-firestorm", 2, 0)]
    [TestCase("neoverse-n1", 2, 0)]
    public void A_cycle_less_at_an_instruction_saves_at_most_a_cycle_for_each_execution_and_nothing_off_the_path(string core, int relevant, int least)
    {
        var cell = Shipped.Cell(core, "linux-6.2-args", relevant, 0) with { Calls = 100 };
        var explained = ExplainSimulation.Run(cell);
        var saved = explained.Instructions.ToDictionary(
            instruction => instruction.Address, instruction => explained.Cycles - ExplainSimulation.CyclesWithout(cell, instruction.Address));

        foreach (var instruction in explained.Instructions)
            Assert.That(saved[instruction.Address], Is.InRange(0, instruction.PathCycles > 0 ? instruction.Executions : 0), $"{instruction.Symbol} {instruction.Text}");
        Assert.That(saved.Values.Count(cycles => cycles > 0), Is.AtLeast(least));
    }

    // A cycle less for every load that hits saves no more than the path waits for them, and at least a quarter of their share in it.
    [Test]
    public void On_A53_the_list_walk_waits_for_loads_first_and_faster_loads_confirm_it()
    {
        var cell = Shipped.Cell("cortex-a53", "linux-6.2-args", 2, 0) with { Calls = 500 };
        var memory = cell.Core.Memory;
        var before = ExplainSimulation.Run(cell);

        var after = Simulation.Run(cell with { Core = cell.Core with { Memory = memory with { LoadLatency = memory.LoadLatency - 1, PointerLatency = memory.PointerLatency - 1 } } });

        Assert.That(before.Causes[0].Cause, Is.EqualTo(Cause.LoadToUse));
        Assert.That(before.Cycles - after.Cycles, Is.InRange(before.Causes[0].Cycles / memory.LoadLatency / 4, before.Causes[0].Cycles));
    }

    public enum ColdState
    {
        All,
        Polluted,
    }
}
