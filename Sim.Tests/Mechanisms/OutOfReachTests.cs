using Sim.Core;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Layout;
using Sim.Core.Kernel.Ops;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;
using Sim.Reports.Results;
using Sim.Scenarios.Running;
using Sim.Tests.Validation;

namespace Sim.Tests.Mechanisms;

/// <summary>What each strategy does where a BL does not reach.</summary>
public class OutOfReachTests
{
    const ulong Reach = 128 << 20;

    // After the entry's first instruction.
    const ulong CallsiteInTracee = 4;

    static readonly KernelBuild Hypothetical = Shipped.Kernel("hypothetical-dynamic-trampolines-kaslr");

    [TestCase(Reach, DispatchPath.Direct)]
    [TestCase(Reach + 4, DispatchPath.Fallback)]
    public void A_trampoline_of_its_own_is_called_as_far_as_a_BL_reaches(ulong distance, DispatchPath way)
    {
        var at = Shipped.Kernel("hypothetical-dynamic-trampolines").Addresses;
        var trampolines = at.Module + 0x1_0000;
        var tracees = trampolines + distance - CallsiteInTracee;
        var build = Hypothetical with { Addresses = at with { Trampolines = trampolines, Tracees = tracees } };

        var path = Simulation.Run(CellOf(build)).Path;

        Assert.That(path.Kind, Is.EqualTo(way));
        Assert.That(path.Reason, way == DispatchPath.Fallback ? Does.StartWith("fell back to list_func: a BL at 0x") : Is.Null);
    }

    [Test]
    public void A_trampoline_that_cannot_call_its_tracer_is_not_used()
    {
        var build = Hypothetical with { Addresses = Hypothetical.Addresses with { Trampolines = Hypothetical.Addresses.FtraceCaller.Down(4096) } };

        var path = Simulation.Run(CellOf(build)).Path;

        Assert.That(path.Kind, Is.EqualTo(DispatchPath.Fallback));
        Assert.That(path.Reason, Does.Contain($"{build.Addresses.Module}"[..^4]));
    }

    [TestCase(1, 0)]
    [TestCase(1, 3)]
    [TestCase(2, 1)]
    public void Where_it_does_not_reach_a_call_costs_what_the_list_costs(int relevant, int irrelevant)
    {
        var list = Hypothetical with { Options = Hypothetical.Options with { DynamicTrampolines = false } };

        var (fallback, expected) =
            (Simulation.Run(CellOf(Hypothetical, relevant, irrelevant)), Simulation.Run(CellOf(list, relevant, irrelevant)));

        Assert.That(fallback.Cycles, Is.EqualTo(expected.Cycles));
        Assert.That(fallback.Instructions, Is.EqualTo(expected.Instructions));
    }

    [Test]
    public void The_image_has_no_veneers_so_that_a_common_trampoline_out_of_reach_is_unreachable()
    {
        var build = Shipped.Kernel("linux-6.12-debian");
        var far = build with { Addresses = build.Addresses with { Tracees = build.Addresses.FtraceCaller.Down(64) + Reach + 4096 } };

        Assert.That(() => Simulation.Run(CellOf(far)), Throws.TypeOf<CannotDispatchException>().With.Property("OutOfReach").True);
    }

    [TestCase("direct_call", DispatchPath.Direct)]
    [TestCase("direct_call_far", DispatchPath.Fallback)]
    public void A_direct_call_out_of_reach_goes_through_the_common_trampoline_and_says_so(string attachment, DispatchPath way)
    {
        var cell = CellOf(Shipped.Kernel("linux-6.12-debian"));

        var path = Simulation.Run(cell with { Setup = cell.Setup with { Attachment = Attached(attachment) } }).Path;

        Assert.That(path.Kind, Is.EqualTo(way));
        Assert.That(path.Reason, way == DispatchPath.Fallback ? Does.StartWith("through ftrace_caller: a BL at 0x") : Is.Null);
    }

    [Test]
    public void Results_say_which_way_calls_went_and_why()
    {
        var cells = new Runner(1).Run(Shipped.Scenario("intro/06-out-of-reach.yaml", "workload.calls=10", "sweep=[{ irrelevant: 0 }]"));

        var rows = ResultsCsv.Write(cells).Trim().Split('\n').Skip(1).ToList();

        Assert.That(cells.Select(cell => cell.Status), Is.All.EqualTo(CellStatus.Ok));
        Assert.That(
            cells.Select(cell => cell.Run!.Path.Kind),
            Is.EqualTo(new[] { DispatchPath.Direct, DispatchPath.Veneer, DispatchPath.Direct, DispatchPath.Fallback }));
        Assert.That(rows[1], Does.Contain(",veneer,"));
        Assert.That(rows[3], Does.Contain(",fallback,").And.Contain("fell back to list_func: a BL at 0xffffa00008110004 does not reach"));
    }

    [Test]
    public void Results_say_which_share_of_all_callsites_goes_which_way()
    {
        var cells = new Runner(1).Run(Shipped.Scenario("intro/06-out-of-reach.yaml", "workload.calls=10", "sweep=[{ irrelevant: 0 }]"));

        Assert.That(
            cells.Select(cell => cell.Reach),
            Is.EqualTo(new Reach[] { new(47_999, 47_999, 0, 0, 0), new(47_999, 47_992, 7, 0, 0), new(41_940, 41_940, 0, 0, 0), new(41_940, 7, 0, 41_933, 0) }));
        Assert.That(ResultsCsv.Write(cells).Trim().Split('\n')[^1], Does.Contain($",{7 / 41_940.0:R},0,{41_933 / 41_940.0:R},0,"));
    }

    static CellSpec CellOf(KernelBuild kernel, int relevant = 1, int irrelevant = 0) =>
        Shipped.Cell("neoverse-n1", "linux-6.1-debian", relevant, irrelevant) with { Kernel = kernel };

    static Attachment Attached(string name) => MechanismCatalogue.Attachments.Single(attachment => attachment.Name == name);
}
