using CsCheck;
using Sim.Core;
using Sim.Core.Kernel;
using Sim.Core.Machine;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;
using Sim.Tests.Validation;

namespace Sim.Tests;

public class SimulationTests
{
    static readonly string[] Kernels =
        ["linux-5.4-mcount", "linux-6.1-debian", "linux-6.2-args", "linux-6.3-call-ops", "linux-6.12-debian", "hypothetical-dynamic-trampolines"];

    static readonly string[] Cores = ["apple-m1-firestorm", "neoverse-n1"];

    [Test]
    public void Following_a_repetition_gives_what_executing_every_call_gives(
        [ValueSource(nameof(Kernels))] string kernel, [ValueSource(nameof(Cores))] string core)
    {
        foreach (var (relevant, irrelevant, tracer) in new[] { (0, 0, "nop"), (1, 0, "count"), (1, 3, "nop"), (3, 1, "count"), (12, 0, "nop") })
        {
            var cell = Shipped.Cell(core, kernel, relevant, irrelevant, calls: 1777, tracer);

            var followed = Simulation.Run(cell);
            var executed = Simulation.Run(cell with { SteadyState = false });

            Assert.That(followed.SimulatedCalls, Is.LessThan(executed.SimulatedCalls));
            Assert.That(followed with { SimulatedCalls = 0, FollowedCalls = 0, Regions = [] }, Is.EqualTo(executed with { SimulatedCalls = 0, FollowedCalls = 0, Regions = [] }));
            Assert.That(followed.Regions, Is.EqualTo(executed.Regions));
        }
    }

    [TestCase("linux-6.1-debian")]
    [TestCase("linux-6.12-debian")]
    public void A_ring_buffer_repeats_after_a_round_and_is_followed_as_exactly(string kernel)
    {
        var cell = Shipped.WithRing(Shipped.Cell("apple-m1-firestorm", kernel, 1, 0, calls: 9999, "ring_buffer"), pages: 8);

        var followed = Simulation.Run(cell);
        var executed = Simulation.Run(cell with { SteadyState = false });

        Assert.That(followed.SimulatedCalls, Is.LessThan(executed.SimulatedCalls));
        Assert.That(followed with { SimulatedCalls = 0, FollowedCalls = 0, Regions = [] }, Is.EqualTo(executed with { SimulatedCalls = 0, FollowedCalls = 0, Regions = [] }));
        Assert.That(followed.Regions, Is.EqualTo(executed.Regions));
    }

    static IEnumerable<RunState> States =>
    [
        new(ColdParts.L1 | ColdParts.Tlbs, 0, 0), new(ColdParts.Predictors, 0, 0), new(ColdParts.None, 5000, 0),
        new(ColdParts.L1 | ColdParts.L2 | ColdParts.L3 | ColdParts.Tlbs | ColdParts.Predictors, 100, 16),
    ];

    [TestCaseSource(nameof(States))]
    public void A_call_that_finds_less_costs_more_and_is_followed_as_exactly(RunState state)
    {
        var warm = Shipped.Cell("apple-m1-firestorm", "linux-6.2-args", 2, 1, calls: 200);
        var cell = warm with { State = state };

        var followed = Simulation.Run(cell);
        var executed = Simulation.Run(cell with { SteadyState = false });

        Assert.That(followed.Cycles, Is.GreaterThan(Simulation.Run(warm).Cycles).And.EqualTo(executed.Cycles));
        Assert.That(followed.SimulatedCalls, Is.LessThan(executed.SimulatedCalls));
        Assert.That(followed with { SimulatedCalls = 0, FollowedCalls = 0, Regions = [] }, Is.EqualTo(executed with { SimulatedCalls = 0, FollowedCalls = 0, Regions = [] }));
    }

    [Test]
    public void Cycles_and_instructions_of_the_regions_sum_to_the_totals([ValueSource(nameof(Kernels))] string kernel)
    {
        var run = Simulation.Run(Shipped.Cell("apple-m1-firestorm", kernel, 2, 1));

        Assert.That(run.Regions.Sum(region => region.Cycles), Is.EqualTo(run.Cycles));
        Assert.That(run.Regions.Sum(region => region.Instructions), Is.EqualTo(run.Instructions));
    }

    [Test]
    public void Names_of_profiles_change_no_number()
    {
        var cell = Shipped.Cell("apple-m1-firestorm", "linux-6.12-debian", 2, 1);
        var renamed = cell with { Core = cell.Core with { Name = "x" }, Kernel = cell.Kernel with { Name = "y" } };

        var (run, other) = (Simulation.Run(cell), Simulation.Run(renamed));

        Assert.That(other with { Regions = [] }, Is.EqualTo(run with { Regions = [] }));
        Assert.That(other.Regions, Is.EqualTo(run.Regions));
    }

    [Test]
    public void One_more_tracer_never_makes_a_traced_call_cheaper() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, 12], Gen.Int[0, Kernels.Length - 1]).Sample(
            (relevant, irrelevant, kernel) =>
            {
                var one = Shipped.Cell("apple-m1-firestorm", Kernels[kernel], relevant, irrelevant, calls: 100);
                var cycles = Simulation.Run(one).Cycles;
                return Simulation.Run(one with { RelevantTracers = relevant + 1 }).Cycles >= cycles
                    && Simulation.Run(one with { IrrelevantTracers = irrelevant + 1 }).Cycles >= cycles;
            },
            iter: 30);

    [TestCase("linux-6.2-args")]
    [TestCase("linux-6.12-debian")]
    [TestCase("linux-5.4-mcount")]
    public void Kernels_without_a_register_saving_trampoline_refuse_tracers_that_want_all_registers(string kernel) =>
        Assert.That(
            () => Simulation.Run(Shipped.Cell("apple-m1-firestorm", kernel, 1, 0, flags: OpsFlags.SaveRegs)), Throws.TypeOf<CannotDispatchException>());

    [Test]
    public void Asking_for_recursion_protection_leads_call_ops_over_the_list()
    {
        var plain = Simulation.Run(Shipped.Cell("apple-m1-firestorm", "linux-6.12-debian", 1, 0));
        var guarded = Simulation.Run(Shipped.Cell("apple-m1-firestorm", "linux-6.12-debian", 1, 0, flags: OpsFlags.Recursion));

        Assert.That(plain.Regions.Select(region => region.Region), Does.Not.Contain("list_walk"));
        Assert.That(guarded.Regions.Select(region => region.Region), Does.Contain("list_walk"));
    }

    [Test]
    public void A_cancelled_run_ends_at_once()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        var cell = Shipped.Cell("apple-m1-firestorm", "linux-6.2-args", 1, 0, CellSpec.MaxCalls) with { SteadyState = false };

        Assert.That(() => Simulation.Run(cell, cancel.Token), Throws.InstanceOf<OperationCanceledException>());
    }
}
