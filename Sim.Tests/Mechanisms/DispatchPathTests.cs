using Sim.Core;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Ops;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;
using Sim.Tests.Validation;

namespace Sim.Tests.Mechanisms;

/// <summary>Which way a traced call takes, by what it executes.</summary>
public class DispatchPathTests
{
    [TestCase(OpsFlags.None, 1, 0, false)]
    [TestCase(OpsFlags.None, 1, 1, false)]
    [TestCase(OpsFlags.None, 2, 0, true)]
    [TestCase(OpsFlags.Recursion, 1, 0, true)]
    [TestCase(OpsFlags.Rcu, 1, 0, true)]
    public void Call_ops_walk_the_list_for_a_guarded_ops_or_a_second_one_and_not_for_an_unrelated_one(
        OpsFlags flags, int relevant, int irrelevant, bool walks)
    {
        var cell = Shipped.Cell("neoverse-n1", "linux-6.12-debian", relevant, irrelevant, flags: flags);

        Assert.That(Walks(cell), Is.EqualTo(walks));
    }

    [TestCase(true, OpsFlags.None, 0, false)]
    [TestCase(true, OpsFlags.Recursion, 0, false)]
    [TestCase(true, OpsFlags.Rcu, 0, true)]
    [TestCase(true, OpsFlags.None, 1, true)]
    [TestCase(false, OpsFlags.None, 0, true)]
    public void List_func_calls_a_static_ops_that_is_alone_in_the_system_without_the_list(
        bool isBuiltIn, OpsFlags flags, int irrelevant, bool walks)
    {
        var cell = Shipped.Cell("neoverse-n1", "linux-6.1-debian", 1, irrelevant, flags: flags) with
        {
            Setup = TracerSetup.Plain with { BuiltIn = isBuiltIn },
        };

        Assert.That(Walks(cell), Is.EqualTo(walks));
    }

    [Test]
    public void An_only_static_ops_that_wants_no_recursion_is_called_through_the_assist_function()
    {
        var plain = Shipped.Cell("neoverse-n1", "linux-6.1-debian", 1, 0) with { Setup = TracerSetup.Plain with { BuiltIn = true } };

        var added = InstructionsPerCall(plain with { OpsFlags = OpsFlags.Recursion }) - InstructionsPerCall(plain);

        Assert.That(added, Is.EqualTo(52));
    }

    [Test]
    public void A_trampoline_per_ops_calls_the_assist_function_for_a_guarded_ops_and_walks_for_two()
    {
        var guarded = Shipped.Cell("neoverse-n1", "hypothetical-dynamic-trampolines", 1, 0, flags: OpsFlags.Recursion);

        Assert.That(Walks(guarded), Is.False);
        Assert.That(Walks(guarded with { RelevantTracers = 2 }), Is.True);
    }

    [Test]
    public void A_direct_call_executes_its_trampoline_alone_and_out_of_reach_six_instructions_more()
    {
        var untraced = InstructionsPerCall(Direct("direct_call", 0));
        var near = InstructionsPerCall(Direct("direct_call", 1)) - untraced;
        var far = InstructionsPerCall(Direct("direct_call_far", 1)) - untraced;

        Assert.That(near, Is.EqualTo(13 + 3));
        Assert.That(far, Is.EqualTo(near + 6));
        Assert.That(Walks(Direct("direct_call_far", 1)), Is.False);
    }

    [Test]
    public void A_second_ops_on_the_function_takes_the_fast_path_from_a_direct_call_an_unrelated_one_does_not()
    {
        var shared = Direct("direct_call", 2);

        Assert.That(Walks(shared), Is.True);
        Assert.That(Walks(Direct("direct_call", 1) with { IrrelevantTracers = 5 }), Is.False);
    }

    [TestCase("direct_call", 1)]
    [TestCase("direct_call_far", 1)]
    [TestCase("direct_call", 3)]
    public void Every_tracer_runs_once_per_call_whatever_way_the_call_takes(string attachment, int relevant)
    {
        var run = Simulation.Run(Direct(attachment, relevant) with { Tracer = "count" });

        var tracer = run.Regions.Single(region => region.Region == "tracer").Instructions;

        Assert.That(tracer, Is.EqualTo(6 * relevant * run.Calls));
    }

    [Test]
    public void A_kernel_without_direct_calls_says_why()
    {
        var cell = Shipped.Cell("neoverse-n1", "linux-6.3-call-ops", 1, 0) with { Setup = TracerSetup.Plain with { Attachment = Attached("direct_call") } };

        Assert.That(() => Simulation.Run(cell), Throws.TypeOf<CannotDispatchException>()
            .With.Message.EqualTo("no direct calls: direct calls came with 6.4"));
    }

    [Test]
    public void A_function_of_a_kernel_without_tracing_has_two_instructions_less()
    {
        var traceable = Shipped.Cell("neoverse-n1", "linux-6.12-debian", 0, 0);

        var plain = InstructionsPerCall(traceable with { Kernel = Shipped.Kernel("linux-6.12-no-ftrace") });

        Assert.That(plain, Is.EqualTo(InstructionsPerCall(traceable) - 2));
    }

    [Test]
    public void Without_dynamic_ftrace_every_call_asks_and_every_tracer_is_called()
    {
        var patched = Shipped.Cell("neoverse-n1", "linux-5.4-mcount", 0, 0, tracer: "count");
        var asks = patched with { Kernel = Shipped.Kernel("linux-5.4-mcount-static") };

        Assert.That(InstructionsPerCall(asks), Is.EqualTo(InstructionsPerCall(patched) - 1 + 1 + 9));
        var counts = Simulation.Run(asks with { RelevantTracers = 1, IrrelevantTracers = 2 });
        Assert.That(counts.Regions.Single(region => region.Region == "tracer").Instructions, Is.EqualTo(3 * 4 * counts.Calls));
        Assert.That(counts.Regions.Single(region => region.Region == "list_walk").Instructions, Is.EqualTo((42 + (3 * 15)) * counts.Calls));
        Assert.That(counts.Regions.Single(region => region.Region == "trampoline").Instructions, Is.EqualTo(13 * counts.Calls));
    }

    static CellSpec Direct(string attachment, int relevant) =>
        Shipped.Cell("neoverse-n1", "linux-6.12-debian", relevant, 0) with { Setup = TracerSetup.Plain with { Attachment = Attached(attachment) } };

    static bool Walks(CellSpec cell) => Simulation.Run(cell).Regions.Any(region => region.Region == "list_walk");

    static double InstructionsPerCall(CellSpec cell)
    {
        var run = Simulation.Run(cell);
        return (double)run.Instructions / run.Calls;
    }

    static Attachment Attached(string name) => MechanismCatalogue.Attachments.Single(attachment => attachment.Name == name);
}
