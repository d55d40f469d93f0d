using Sim.Core;
using Sim.Core.Runs;
using Sim.Tests.Validation;

namespace Sim.Tests.Scenarios;

/// <summary>Trampolines that users write.</summary>
public sealed class OwnTrampolineTests
{
    const string Scenario = """
        # Is mine faster?
        schema: sim/scenario/1
        name: s
        core: neoverse-n1
        kernel: linux-6.3-call-ops
        strategies: [kernel, { file: mine.s, entry: mine }]
        workload: { kind: call_loop, calls: 1_000 }
        tracers:
          relevant: { tracer: count, count: 1 }

        """;

    // Calls the tracer without saving what tracers may write, but for what is put between.
    const string Trampoline = """
                .global mine
        mine:   stp     x9, x30, [sp, #-16]!
                ldr     x2, ops
                ldr     x4, [x2, #OPS_FUNC]
                blr     x4
                ldp     x30, x9, [sp], #16
                ret     x9
                .balign 8
        ops:    .quad   CALLSITE_OPS

        """;

    [Test]
    public void A_trampoline_that_changes_what_the_function_needs_is_refused_with_the_registers()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Trampoline);

        Assert.That(folder.Mistakes(Scenario), Is.EqualTo(
            "mine.s: error SIM155: a traced call changes x0, x2, x4, which the traced function or its caller needs"));
    }

    [Test]
    public void Mistakes_in_the_text_are_shown_where_they_stand()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Trampoline.Replace("blr     x4", "blr     w4\n        bl      nowhere", StringComparison.Ordinal)
            .Replace("OPS_FUNC", "OPS_FUNK", StringComparison.Ordinal));

        var shown = folder.Mistakes(Scenario);

        Assert.That(shown, Does.Contain("mine.s:4:").And.Contain("OPS_FUNK").And.Contain("mine.s:5:").And.Contain("w4"));
    }

    [TestCase("bl      nowhere", "mine.s:5:", "SIM220")]
    [TestCase("b       .", "mine.s", "it has not come back after 10,000,000 instructions")]
    [TestCase("str     x0, [x2, x2]", "mine.s", "where no memory is mapped")]
    [TestCase("brk     #1", "mine.s", "SIM156")]
    public void A_call_that_cannot_work_is_refused(string instruction, string place, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Trampoline.Replace("blr     x4", instruction, StringComparison.Ordinal));

        Assert.That(folder.Mistakes(Scenario), Does.StartWith(place).And.Contain(message));
    }

    [TestCase("entry: mine", "entry: other", "mine.s: error SIM154: the text has no global label 'other'")]
    [TestCase("file: mine.s", "file: yours.s", "yours.s: error SIM101: there is no such file")]
    [TestCase("entry: mine }", "entry: mine, name: call_ops }", "'call_ops' is the name of a strategy that Sim has")]
    [TestCase("[kernel, {", "[kernel, kernel, {", "strategy 'kernel' is given twice")]
    [TestCase("[kernel, {", "[kernels, {", "unknown strategy 'kernels'")]
    [TestCase("entry: mine }", "entri: mine }", "strategy has an unknown key 'entri'")]
    public void A_mistake_in_the_scenario_is_shown(string old, string replacement, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Trampoline);

        Assert.That(folder.Mistakes(Scenario.Replace(old, replacement, StringComparison.Ordinal)), Does.Contain(message));
    }

    [Test]
    public void The_example_calls_its_tracer_without_the_list_on_a_kernel_that_has_no_call_ops()
    {
        var cells = Shipped.Scenario("intro/07-own-trampoline.yaml", "workload.calls=500").Cells;

        var own = cells.Single(cell => cell is { Design: not null, Kernel.Name: "linux-6.3-cfi", RelevantTracers: 1, IrrelevantTracers: 10 });
        var run = Simulation.Run(own with { Tracer = "count" });

        Assert.That(run.Regions.Select(region => region.Region), Does.Not.Contain("list_walk"));
        Assert.That(run.Regions.Single(region => region.Region == "tracer").Instructions, Is.EqualTo(6 * run.Calls));
        Assert.That(own.Mechanism.Name, Is.EqualTo("callsite_stub"));
    }

    [Test]
    public void The_build_s_own_trampoline_given_as_a_text_costs_what_it_costs_built_in()
    {
        using var folder = new TemporaryFolder();
        var own = House.Repository.Read("Sim.Core/Mechanisms/CallOps/ftrace_caller_6.3.s").Replace("ftrace_caller", "mine", StringComparison.Ordinal)
            .Replace("ftrace_stub", "mine_stub", StringComparison.Ordinal);
        folder.Write("mine.s", own);

        var cells = Sim.Scenarios.Files.ScenarioFile.Read(folder.Write("s.yaml", Scenario), [], [])!.Cells;

        Assert.That(Cycles(cells[1]), Is.EqualTo(Cycles(cells[0])));
    }

    static long Cycles(CellSpec cell) => Simulation.Run(cell).Cycles;
}
