using Sim.Core;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Tests.Validation;

namespace Sim.Tests.Scenarios;

/// <summary>Tracers that users write.</summary>
public sealed class OwnTracerTests
{
    const string Scenario = """
        # What does my tracer cost?
        schema: sim/scenario/1
        name: s
        core: neoverse-n1
        kernel: linux-6.12-debian
        workload: { kind: call_loop, calls: 1_000 }
        tracers:
          relevant: { tracer: { file: mine.s, entry: mine }, count: 1 }

        """;

    // What tracer_count is, without the region.
    const string Count = """
                .global mine
        mine:   ldr     x3, [x2, #OPS_BYTES]
                add     x3, x3, #1
                str     x3, [x2, #OPS_BYTES]
                ret

        """;

    [Test]
    public void It_is_called_like_a_built_in_one_and_counted_as_the_tracer()
    {
        var run = Simulation.Run(Cell(Count));

        Assert.That(run.Regions.Single(region => region.Region == "tracer").Instructions, Is.EqualTo(4 * run.Calls));
        Assert.That(run.Path.Kind, Is.EqualTo(DispatchPath.Direct));
    }

    [Test]
    public void A_built_in_tracer_given_as_a_text_costs_what_it_costs_built_in()
    {
        var text = House.Repository.Read("Sim.Core/Tracers/count.s").Replace("tracer_count", "mine", StringComparison.Ordinal);
        var own = Cell(text);

        var run = Simulation.Run(own);
        var builtIn = Simulation.Run(own with { Tracer = "count", OwnTracer = null });

        Assert.That((own.Tracer, run.Cycles, run.Instructions), Is.EqualTo(("mine", builtIn.Cycles, builtIn.Instructions)));
    }

    [Test]
    public void A_text_that_is_not_there_is_reported_once_for_all_points_of_a_sweep()
    {
        using var folder = new TemporaryFolder();

        var shown = folder.Mistakes(Scenario.Replace("count: 1 }", "count: $n }\nsweep:\n  - { n: [1, 2] }", StringComparison.Ordinal));

        Assert.That(shown.Split("error ").Length, Is.EqualTo(2), shown);
        Assert.That(shown, Does.Contain("SIM101"));
    }

    [Test]
    public void Cells_of_one_text_share_it_and_another_text_is_another_cell()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Count);
        var swept = folder.Write("s.yaml", Scenario.Replace("count: 1 }", "count: $n }\nsweep:\n  - { n: [1, 2] }", StringComparison.Ordinal));

        var cells = ScenarioFile.Read(swept, [], [])!.Specs;
        folder.Write("mine.s", Count.Replace("#1", "#2", StringComparison.Ordinal));
        var other = ScenarioFile.Read(swept, [], [])!.Specs[0];

        Assert.That(cells[1] with { RelevantTracers = 1 }, Is.EqualTo(cells[0]));
        Assert.That(other with { Core = cells[0].Core, Kernel = cells[0].Kernel }, Is.Not.EqualTo(cells[0]));
    }

    [Test]
    public void A_table_is_shared_by_all_ops_and_reached_through_their_private_pointer()
    {
        var cells = Shipped.Scenario("intro/11-own-tracer.yaml", "workload.calls=500").Specs;

        var one = cells.Single(cell => cell is { RelevantTracers: 1, IrrelevantTracers: 0, Kernel.Name: "linux-6.12-debian" });
        var run = Simulation.Run(one);

        Assert.That(run.Regions.Single(region => region.Region == "tracer").Instructions, Is.EqualTo(15 * run.Calls), "the first slot is the caller's");
    }

    [Test]
    public void It_traces_a_system_of_many_functions_as_well()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Count);
        folder.Write("p.csv", "function,hits\nvfs_read,100\nvfs_write,50\n");
        var path = folder.Write("s.yaml", Scenario.Replace("{ kind: call_loop, calls: 1_000 }", "{ kind: function_profile, profile: p.csv, functions: 2, calls: 1_000 }", StringComparison.Ordinal)
            .Replace("relevant: { tracer: { file: mine.s, entry: mine }, count: 1 }", "tool: { tracer: { file: mine.s, entry: mine }, filter: vfs_read }", StringComparison.Ordinal));

        var cell = ScenarioFile.Read(path, [], [])!.Specs.Single();
        var run = Simulation.Run(cell);

        Assert.That(run.CallsByPath.Direct, Is.GreaterThan(500).And.LessThan(800), "two calls of three");
        Assert.That(run.Regions.Single(region => region.Region == "tracer").Instructions, Is.EqualTo(4 * run.CallsByPath.Direct));
    }

    [TestCase("ret", "add     x19, x19, #1\n        ret", "mine.s:6:9: error SIM155: the tracer changes x19, which its caller needs\n 6 |         ret\n   |         ^^^\n hint: Save and restore; last written: x19 in line 5.")]
    [TestCase("ret", "sub     sp, sp, #16\n        ret", "mine.s:6:9: error SIM155: the tracer changes sp")]
    [TestCase("ret", "b       .", "mine.s:5:9: error SIM156: a traced call fails: it has not come back after 10,000,000 instructions")]
    [TestCase("ret", "bl      1f\n        nop\n        ret\n1:      ret", "mine.s:7:9: error SIM156: a traced call fails: x30, the return address, was overwritten by 'bl 1f' in line 5: it has not come back")]
    [TestCase("ret", "adr     x9, 1f\n        blr     x9\n        ret     x30\n1:      ret", "mine.s:7:9: error SIM156: a traced call fails: x30, the return address, was overwritten by 'blr x9' in line 6")]
    [TestCase("ret", "mov     x30, #8\n        ret", "mine.s:6:9: error SIM156: a traced call fails: x30, the return address, was overwritten by 'mov x30, #8' in line 5: branch from 0x")]
    [TestCase("ret", "bl      1f\n1:      b       .", "mine.s:6:9: error SIM156: a traced call fails: it has not come back")]
    [TestCase("str     x3, [x2", "str     x3, [x5", "mine.s:4:9: error SIM156: a traced call fails: access to 0x")]
    [TestCase("ldr     x3", "ldrx    x3", "mine.s:2:9: error SIM200")]
    [TestCase(".global mine", ".globl  other\nother:", "mine.s:3:1: error SIM154: the label 'mine', which the ops points to, is not global")]
    [TestCase("mine:   ldr", ".region body\nmine:   ldr", "error SIM159: the tracer begins in region 'body'")]
    [TestCase(".global mine", ".global mine, ftrace_caller\nftrace_caller:", "SIM222")]
    public void Mistakes_in_the_text_are_shown_where_they_are(string old, string replacement, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Count.Replace(old, replacement, StringComparison.Ordinal));

        Assert.That(folder.Mistakes(Scenario), Does.Contain(message));
    }

    [TestCase("entry: mine }", "entry: mine, name: count }", "'count' is the name of a tracer that Sim has")]
    [TestCase("entry: mine }", "entri: mine }", "tracer has an unknown key 'entri'")]
    [TestCase("file: mine.s", "file: yours.s", "error SIM101: there is no file 'yours.s'")]
    [TestCase("entry: mine }", "entry: mine, table: 65 MiB }", "table '65 MiB' is not from 1 to 67,108,864 B")]
    [TestCase("relevant: {", "irrelevant: { tracer: nop, count: 1 }\n  relevant: {", "tracer 'nop' is not the relevant ones' 'mine'")]
    public void Mistakes_in_the_scenario_are_shown(string old, string replacement, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Count);

        Assert.That(folder.Mistakes(Scenario.Replace(old, replacement, StringComparison.Ordinal)), Does.Contain(message));
    }

    [Test]
    public void A_direct_call_s_trampoline_saves_little_and_says_so()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Count);

        var shown = folder.Mistakes(Scenario.Replace("count: 1 }", "count: 1, attach: direct_call }", StringComparison.Ordinal));

        Assert.That(shown, Does.Contain("SIM155: a traced call changes x3, which the traced function or its caller needs").And.Contain("x3 in line 3"));
    }

    [Test]
    public void In_a_kernel_with_BTI_it_needs_a_landing_pad()
    {
        using var folder = new TemporaryFolder();
        folder.Write("k.yaml", "# With BTI\nschema: sim/kernel/1\nname: k\ninherits: linux-6.12-debian\ncompiler: { value: clang 19, guess: t }\noptions:\n  bti: { value: true, guess: t }\n");
        var scenario = Scenario.Replace("linux-6.12-debian", "k.yaml", StringComparison.Ordinal);
        folder.Write("mine.s", Count);
        var without = folder.Mistakes(scenario);
        folder.Write("mine.s", Count.Replace("mine:   ldr", "mine:   bti     c\n        ldr", StringComparison.Ordinal));

        Assert.That(without, Does.StartWith("mine.s:2:9: error SIM157: an indirect branch lands at 0x"));
        Assert.That(folder.Mistakes(scenario), Is.Empty);
    }

    static CellSpec Cell(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", text);
        var bag = new Core.Diagnostics.DiagnosticBag();
        return (ScenarioFile.Read(folder.Write("s.yaml", Scenario), [], bag) ?? throw new InvalidOperationException(folder.Show(bag))).Specs.Single();
    }
}
