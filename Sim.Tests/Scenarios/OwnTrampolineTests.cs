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
            """
            mine.s:7:9: error SIM155: a traced call changes x0, x2, x4, which the traced function or its caller needs
             7 |         ret     x9
               |         ^^^^^^^^^^
             hint: Save and restore; last written: x2 in line 3, x4 in line 4.
            """));
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
    [TestCase("b       .", "mine.s:5:", "it has not come back after 10,000,000 instructions")]
    [TestCase("str     x0, [x2, x2]", "mine.s:5:", "where no memory is mapped")]
    [TestCase("brk     #1", "mine.s:5:", "SIM156")]
    [TestCase("add     x3, sp, #1\n        ldadd   x0, x0, [x3]", "mine.s:6:", "which is not a multiple of 8")]
    [TestCase("mov     x30, #0\n        ret", "mine.s:6:", "x30, the return address, was overwritten by 'mov x30, #0' in line 5")]
    [TestCase("bl      1f\n        b       2f\n1:      ret\n2:      mov     x10, x30\n        mov     x30, x9\n        ret     x10", "mine.s:10:", "'bl 1f' in line 5 overwrites x30, where the function goes on")]
    public void A_call_that_cannot_work_is_refused(string instruction, string place, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Trampoline.Replace("blr     x4", instruction, StringComparison.Ordinal));

        Assert.That(folder.Mistakes(Scenario), Does.StartWith(place).And.Contain(message));
    }

    [TestCase("        ret     x9\n", "", "mine.s:7:9: error SIM156", "hint: The text has no instruction after this one: is 'ret' missing?")]
    [TestCase("        ret     x9\n", "        .quad   1\n", "mine.s:6:9: error SIM156", "hint: The text has no instruction after this one: is 'ret' missing?")]
    [TestCase("mine:", ".data\nmine: .quad 0\n.text\n", "mine.s:3:1: error SIM156", "a traced call fails: ")]
    public void A_text_without_an_end_or_a_beginning_is_refused(string old, string replacement, string place, string hint)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Trampoline.Replace(old, replacement, StringComparison.Ordinal));

        Assert.That(folder.Mistakes(Scenario), Does.StartWith(place).And.Contain(hint).And.Not.Contain("''"));
    }

    [Test]
    public void A_mistake_of_an_included_text_is_the_user_s_at_link_time_too()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Trampoline + ".include \"other.s\"\n");
        folder.Write("other.s", "        nop\n        b       nowhere\n");

        Assert.That(folder.Mistakes(Scenario), Does.StartWith("other.s:2:17: error SIM220: undefined symbol 'nowhere'"));
    }

    [Test]
    public void A_directory_or_a_file_that_is_no_text_is_reported_where_the_scenario_names_it()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("mine.s"));

        Assert.That(folder.Mistakes(Scenario), Does.StartWith("s.yaml:6:30: error SIM101: 'mine.s': this is a directory, not a file\n 6 | strategies: [kernel, { file: mine.s"));

        Directory.Delete(folder.PathOf("mine.s"));
        File.WriteAllBytes(folder.PathOf("mine.s"), [0x7f, (byte)'E', (byte)'L', (byte)'F', 0, 0]);

        Assert.That(folder.Mistakes(Scenario), Does.StartWith("mine.s: error SIM248: this is an ELF file\n"));
    }

    [TestCase("entry: mine", "entry: other", "mine.s: error SIM154: the text has no global label 'other'")]
    [TestCase("file: mine.s", "file: local.s", "local.s:1:10: error SIM154: the label 'mine', which callsites call, is not global")]
    [TestCase("file: mine.s", "file: empty.s", "empty.s:2:1: error SIM156: a traced call fails: ")]
    [TestCase("file: mine.s", "file: empty.s", "\n 2 | mine:\n   | ^^^^\n hint: No instruction of the text comes after the label that is called.")]
    [TestCase("file: mine.s", "file: data.s", "data.s:3:2: error SIM156: a traced call fails: ")]
    [TestCase("file: mine.s", "file: data.s", "hint: '.quad 1' is no instruction of a routine.")]
    [TestCase("file: mine.s", "file: yours.s", "s.yaml:6:30: error SIM101: there is no file 'yours.s'")]
    [TestCase("entry: mine }", "entry: mine, name: call_ops }", "'call_ops' is the name of a strategy that Sim has")]
    [TestCase("[kernel, {", "[kernel, kernel, {", "strategy 'kernel' is given twice")]
    [TestCase("[kernel, {", "[kernels, {", "unknown strategy 'kernels'")]
    [TestCase("entry: mine }", "entri: mine }", "strategy has an unknown key 'entri'")]
    public void A_mistake_in_the_scenario_is_shown(string old, string replacement, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Trampoline);
        folder.Write("local.s", " other:  mine : ret x9");
        folder.Write("empty.s", ".global mine\nmine:\n");
        folder.Write("data.s", ".global mine\n.data\n mine: .quad 1\n");

        Assert.That(folder.Mistakes(Scenario.Replace(old, replacement, StringComparison.Ordinal)), Does.Contain(message));
    }

    [Test]
    public void The_example_calls_its_tracer_without_the_list_on_a_kernel_that_has_no_call_ops()
    {
        var cells = Shipped.Scenario("intro/07-own-trampoline.yaml", "workload.calls=500").Specs;

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
            .Replace("ftrace_stub", "mine_stub", StringComparison.Ordinal).Replace("Mechanisms/ListFunc/", "", StringComparison.Ordinal);
        folder.Write("mine.s", own);
        folder.Write("ftrace_regs.inc", House.Repository.Read("Sim.Core/Mechanisms/ListFunc/ftrace_regs.inc"));

        var cells = Sim.Scenarios.Files.ScenarioFile.Read(folder.Write("s.yaml", Scenario), [], [])!.Specs;

        Assert.That(Cycles(cells[1]), Is.EqualTo(Cycles(cells[0])));
    }

    [Test]
    public void A_trampoline_that_leaves_x30_as_it_was_called_is_told_what_is_missing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", "        .global mine\nmine:   ret\n");

        Assert.That(folder.Mistakes(Scenario), Does.StartWith("mine.s:2:9: error SIM155: x30 was not restored from x9: the traced function would return to 0x"));
    }

    // As the cover letter of BTI has it: an indirect branch that is no return must land on BTI.
    [TestCase("mov     x10, x30\n        mov     x30, x9\n        br      x10", 1, "mine.s:4:9: error SIM157: an indirect branch lands after the callsite, where there is no landing pad")]
    [TestCase("mov     x10, x30\n        mov     x30, x9\n        ret     x10", 0, "")]
    [TestCase("stp     x9, x30, [sp, #-16]!\n        adr     x10, 1f\n        br      x10\n1:      ldp     x30, x9, [sp], #16\n        ret     x9", 1, "mine.s:4:9: error SIM157: an indirect branch lands at 0x")]
    [TestCase("stp     x9, x30, [sp, #-16]!\n        adr     x10, 1f\n        br      x10\n1:      bti     j\n        ldp     x30, x9, [sp], #16\n        ret     x9", 0, "")]
    [TestCase("stp     x9, x30, [sp, #-16]!\n        adr     x16, 1f\n        br      x16\n1:      bti     c\n        ldp     x30, x9, [sp], #16\n        ret     x9", 0, "")]
    public void In_a_kernel_with_BTI_an_indirect_branch_must_land_on_a_landing_pad(string body, int mistakes, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", $"        .global mine\nmine:   {body}\n");
        folder.Write("k.yaml", """
            # With BTI
            schema: sim/kernel/1
            name: k
            inherits: linux-6.12-debian
            compiler: { value: clang 19, guess: test }
            options:
              bti: { value: true, guess: test }

            """);

        var shown = folder.Mistakes(Scenario.Replace("linux-6.3-call-ops", "k.yaml", StringComparison.Ordinal));

        Assert.That(shown.Split("SIM157"), Has.Length.EqualTo(mistakes + 1), shown);
        Assert.That(shown, Does.StartWith(message));
        Assert.That(folder.Mistakes(Scenario), Is.Empty, "without BTI");
    }

    [TestCase("paciasp\n        stp     x9, x30, [sp, #-16]!\n        ldp     x9, x30, [sp], #16\n        autiasp\n", "")]
    [TestCase("paciasp\n        sub     sp, sp, #16\n        autiasp\n        add     sp, sp, #16\n", "mine.s:4:9: error SIM158: the return address is not authenticated as it was signed")]
    [TestCase("paciasp\n", "mine.s:5:9: error SIM158")]
    public void A_return_address_must_be_authenticated_as_it_was_signed(string body, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", $"        .global mine\nmine:   {body}        mov     x10, x30\n        mov     x30, x9\n        ret     x10\n");

        var shown = folder.Mistakes(Scenario.Replace("linux-6.3-call-ops", "linux-6.12-debian", StringComparison.Ordinal));

        Assert.That(shown, message.Length == 0 ? Is.Empty : Does.StartWith(message));
    }

    [TestCase("br      x10", "'br x10' does not pair with the call before it")]
    [TestCase("ret     x10", null)]
    public void A_return_that_the_return_stack_does_not_see_is_remarked(string way, string? remark)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", $"        .global mine\nmine:   mov     x10, x30\n        mov     x30, x9\n        {way}\n");

        var scenario = Sim.Scenarios.Files.ScenarioFile.Read(folder.Write("s.yaml", Scenario), [], [])!;
        var returns = Simulation.Run(scenario.Specs[1]).BranchMispredicts;

        Assert.That(scenario.Remarks, remark is null ? Is.Empty : Has.Exactly(1).Contains(remark));
        Assert.That(returns > 500, Is.EqualTo(remark is not null), "what the remark says is what the core does");
    }

    [TestCase("mov     x30, x9\n        ret", "mine.s:3:9: error SIM155: 'ret' returns to the traced function's caller: the function does not run")]
    [TestCase("ret     x9", "mine.s:2:9: error SIM155: 'ret x9' returns to the traced function's caller")]
    [TestCase("mov     x10, x30\n        mov     x30, x9\n        ret     x10", null)]
    public void A_trampoline_that_leaves_the_traced_function_out_is_refused(string body, string? mistake)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", $"        .global mine\nmine:   {body}\n");

        Assert.That(folder.Mistakes(Scenario), mistake is null ? Is.Empty : Does.StartWith(mistake));
    }

    static long Cycles(CellSpec cell) => Simulation.Run(cell).Cycles;
}
