using Sim.Cli;
using Sim.Core;
using Sim.Core.Mechanisms.OwnTrampoline;
using Sim.Scenarios.Files;

namespace Sim.Tests.Scenarios;

/// <summary>What a user's text does to the machine besides general registers: it is tried on the machine that runs it.</summary>
public sealed class OwnTextStateTests
{
    const string Scenario = """
        # Is mine faster?
        schema: sim/scenario/1
        name: s
        core: cortex-a57
        kernel: KERNEL
        strategies: [{ file: mine.s, entry: mine }]
        workload: { kind: call_loop, calls: 2_000 }
        tracers:
          relevant: { tracer: count, count: 1 }

        """;

    // Back to the traced function, which finds everything as it was.
    const string GoesOn = "        mov     x10, x30\n        mov     x30, x9\n        ret     x10\n";

    [TestCase("msr     daifset, #2", "mine.s:5:9: error SIM155: a traced call changes daif", "daif in line 2")]
    [TestCase("movi    v8.2d, #0", "mine.s:5:9: error SIM155: a traced call changes d8", "d8 in line 2")]
    [TestCase("fmov    d15, x9", "mine.s:5:9: error SIM155: a traced call changes d15", "d15 in line 2")]
    [TestCase("msr     sp_el0, x9", "mine.s:5:9: error SIM155: a traced call changes sp_el0", "sp_el0 in line 2")]
    [TestCase("sub     sp, sp, #8\n        str     x9, [sp]", "mine.s:3:9: error SIM156: a traced call fails: access by sp at 0x", "is not a multiple of 16")]
    [TestCase("sub     sp, sp, #16\n        mov     x11, sp\n        sub     sp, x11, #8\n        ldr     x12, [sp, #8]", "mine.s:5:9: error SIM156", "is not a multiple of 16")]
    [TestCase("str     x9, [sp, #-8]!\n        ldr     x9, [sp], #8", "mine.s:3:9: error SIM156: a traced call fails: access by sp at 0x", "is not a multiple of 16")]
    [TestCase("sub     sp, sp, #8", "mine.s:5:9: error SIM155: a traced call changes sp", "sp in line 2")]
    [TestCase("wfi", "mine.s:2:9: error SIM156: a traced call fails: it waits for an interrupt", "'wfi'")]
    [TestCase("wfit    x9", "mine.s:2:9: error SIM156: a traced call fails: it waits for an interrupt", "'wfit x9'")]
    [TestCase("adr     x11, 1f\n        str     w11, [x11]\n1:      nop", "mine.s:3:9: error SIM156: a traced call fails: it writes to 0x", "which is code: the text of a kernel or module is read-only")]
    [TestCase("adr     x11, 1f\n        stp     x11, x11, [x11]\n        b       2f\n        .balign 8\n1:      .quad   0, 0\n2:      nop", "mine.s:3:9: error SIM156: a traced call fails: it writes to 0x", "read-only")]
    [TestCase("mov     x12, x30\n        ldr     x11, =mine_code\n        blr     x11\n        mov     x30, x12\n        .data\n        .balign 8\nmine_code: ret\n        .text", "mine.s:4:9: error SIM156: a traced call fails: it goes to 0x", "which is data: what a kernel or module has besides text is execute-never")]
    [TestCase("mov     x12, x30\n        ldr     w11, =0xd65f03c0\n        sub     sp, sp, #16\n        str     w11, [sp]\n        mov     x11, sp\n        blr     x11\n        add     sp, sp, #16\n        mov     x30, x12", "mine.s:7:9: error SIM156: a traced call fails: it goes to 0x", "execute-never")]
    [TestCase("adrp    x11, mine_variable\n        add     x11, x11, :lo12:mine_variable\n        str     x9, [x11]\n        .data\nmine_variable: .quad 0\n        .text", null, null)]
    public void What_the_kernel_does_not_survive_is_refused_at_its_line(string body, string? mistake, string? detail)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", $"        .global mine\nmine:   {body}\n{GoesOn}");

        var shown = folder.Mistakes(Scenario.Replace("KERNEL", "linux-6.3-call-ops", StringComparison.Ordinal));

        Assert.That(shown, mistake is null ? Is.Empty : Does.StartWith(mistake).And.Contain(detail));
    }

    [TestCase("wfe", "mine.s:2: 'wfe' takes no time here; a core waits for an event")]
    [TestCase("movi    v3.2d, #0", "mine.s:2: a traced call changes v3: in the kernel they are the user task's")]
    [TestCase("movi    v31.2d, #0\n        msr     fpcr, x9\n        msr     fpsr, x9", "mine.s:2: a traced call changes v31, fpcr, fpsr: in the kernel they are the user task's")]
    [TestCase("msr     fpsr, x9", "mine.s:2: a traced call changes fpsr: in the kernel")]
    public void What_is_not_simulated_is_remarked(string body, string remark)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", $"        .global mine\nmine:   {body}\n{GoesOn}");

        var scenario = ScenarioFile.Read(folder.Write("s.yaml", Scenario.Replace("KERNEL", "linux-6.3-call-ops", StringComparison.Ordinal)), [], [])!;

        Assert.That(scenario.Remarks, Has.Exactly(1).Contains(remark));
    }

    // Key IA is on in this build.
    [TestCase("pacia   x9, sp\n        xpaci   x9", null)]
    [TestCase("mov     x11, x9\n        pacia   x11, x12\n        autia   x11, x12\n        mov     x9, x11", null)]
    [TestCase("pacia   x9, sp", "mine.s:5:9: error SIM15")]
    [TestCase("mov     x11, x9\n        autia   x11, sp", "mine.s:3:9: error SIM156: a traced call fails: pointer authentication at 0x")]
    [TestCase("mov     x11, x9\n        pacia   x11, sp\n        mov     x12, #1\n        autia   x11, x12", "mine.s:5:9: error SIM156: a traced call fails: pointer authentication at 0x")]
    [TestCase("autiasp", "mine.s:2:9: error SIM158")]
    [TestCase("paciasp\n        str     x9, [sp, #-16]!\n        autiasp\n        ldr     x9, [sp], #16", "mine.s:4:9: error SIM158")]
    public void Pointers_are_signed_as_they_are_in_a_run(string body, string? mistake)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", $"        .global mine\nmine:   {body}\n{GoesOn}");
        var scenario = Scenario.Replace("KERNEL", "linux-6.12-debian", StringComparison.Ordinal);

        Assert.That(folder.Mistakes(scenario), mistake is null ? Is.Empty : Does.StartWith(mistake));

        if (mistake is null)
            Assert.That(Simulation.Run(ScenarioFile.Read(folder.PathOf("s.yaml"), [], [])!.Specs[0]).Calls, Is.EqualTo(2000));
    }

    // Counts its calls, and does something else in call 1,500: the trial and 1,000 calls of warm-up are before that.
    const string Late = """
                .global mine
        mine:   adrp    x11, calls
                add     x11, x11, :lo12:calls
                ldr     x12, [x11]
                add     x12, x12, #1
                str     x12, [x11]
                cmp     x12, #1500
                b.ne    1f
                BODY
        1:      mov     x10, x30
                mov     x30, x9
                ret     x10
                .data
        calls:  .quad   0

        """;

    [TestCase("ldr     x12, [x12]", 9, "access to 0x5dc, where no memory is mapped")]
    [TestCase("udf     #1", 9, "ran into 0x00000001 at 0x")]
    [TestCase("mov     x12, #64\n        br      x12", 10, "to 0x40, where no code is")]
    [TestCase("sub     sp, sp, #8\n        ldr     x12, [sp]", 10, "which is not a multiple of 16")]
    [TestCase("mov     x9, #4", 12, "branch from 0x")]
    [TestCase("b       .", 9, "it has not come back after")]
    [TestCase("sdiv    x12, x11, x12\n        b       . - 4", null, "it has not come back after")]
    public void A_fault_in_a_later_call_is_a_mistake_at_its_line(string body, int? line, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Late.Replace("BODY", body, StringComparison.Ordinal));
        folder.Write("s.yaml", Scenario.Replace("KERNEL", "linux-6.3-call-ops", StringComparison.Ordinal));
        var scenario = ScenarioFile.Read(folder.PathOf("s.yaml"), [], [])!;

        var mistakes = Assert.Throws<DesignException>(() => Simulation.Run(scenario.Specs[0]))!.Mistakes;

        // Where it shows in a call that is recorded.
        var explained = Assert.Throws<DesignException>(() => ExplainSimulation.Run(scenario.Specs[0]))!.Mistakes;

        Assert.That(folder.Show([.. mistakes]), Does.StartWith(line is null ? "mine.s:" : $"mine.s:{line}:").And.Contain("error SIM156: a traced call fails: ").And.Contain(message));
        Assert.That(explained.Single().At, Is.EqualTo(mistakes.Single().At));
    }

    // One call in 128, or one in 1,500, takes longer by a divide: as if every call were executed.
    [TestCase("tst     x12, #127", 128)]
    [TestCase("and     x13, x12, #127\n        cmp     x13, xzr", 128)]
    [TestCase("cmp     x12, #1500", 1500)]
    [TestCase("lsr     x13, x12, #11\n        cmp     x13, xzr", 2048)]
    [TestCase("ubfx    w13, w12, #11, #4\n        cmp     w13, wzr", 2048)]
    [TestCase("mov     w13, #11\n        lsr     x13, x12, x13\n        cmp     x13, xzr", 2048)]
    public void A_text_that_does_more_in_some_calls_is_not_taken_for_one_that_repeats(string comparison, int period)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Late.Replace("cmp     x12, #1500", comparison, StringComparison.Ordinal)
            .Replace("BODY", "sdiv    x12, x11, x12\n        sdiv    x12, x12, x12", StringComparison.Ordinal));
        folder.Write("s.yaml", Scenario.Replace("KERNEL", "linux-6.3-call-ops", StringComparison.Ordinal));
        var cell = ScenarioFile.Read(folder.PathOf("s.yaml"), [], [])!.Specs[0];

        var (follows, executes) = (Simulation.Run(cell), Simulation.Run(cell with { SteadyState = false }));

        Assert.That((follows.Cycles, follows.Instructions), Is.EqualTo((executes.Cycles, executes.Instructions)));
        Assert.That(follows.Regions.Sum(region => region.Instructions), Is.EqualTo(executes.Instructions));
        Assert.That(executes.SimulatedCalls, Is.GreaterThan(period));
    }

    [Test]
    public void A_fault_of_what_was_written_over_the_text_shows_what_was_written()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Late.Replace("BODY", "adr     x13, 2f\n        mov     w14, #7\n        str     w14, [x13]\n        ic      ivau, x13\n2:      nop", StringComparison.Ordinal));
        folder.Write("s.yaml", Scenario.Replace("KERNEL", "linux-6.3-call-ops", StringComparison.Ordinal));
        var scenario = ScenarioFile.Read(folder.PathOf("s.yaml"), [], [])!;

        var mistakes = Assert.Throws<DesignException>(() => Simulation.Run(scenario.Specs[0]))!.Mistakes;

        Assert.That(folder.Show([.. mistakes]), Does.StartWith("mine.s:13:9: error SIM156: a traced call fails: ran into 0x00000007")
            .And.Contain("Memory has 0x00000007 there (udf #7), which was written over the text's instruction."));
    }

    [TestCase("bti: true", "linux-6.3-call-ops: options.bti is true, and the build has no ARM64_BTI_KERNEL: from 6.0 not with gcc")]
    [TestCase("cfi: true", "linux-6.3-call-ops: options.cfi is true, and the build has no CFI_CLANG: gcc has no kCFI")]
    [TestCase("bti: false", null)]
    public void An_option_that_the_build_cannot_have_is_remarked(string option, string? remark)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", $"        .global mine\nmine:\n{GoesOn}");
        var path = folder.Write("s.yaml", Scenario.Replace("KERNEL", "linux-6.3-call-ops", StringComparison.Ordinal));

        var remarks = ScenarioFile.Read(path, [$"kernel.options.{option.Replace(": ", "=", StringComparison.Ordinal)}"], [])!.Remarks;

        Assert.That(remarks, remark is null ? Is.Empty : Has.Exactly(1).StartsWith(remark));
    }

    [Test]
    public void The_command_names_the_line_of_a_fault_in_a_later_call()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.s", Late.Replace("BODY", "ldr     x12, [x12]", StringComparison.Ordinal));
        folder.Write("s.yaml", Scenario.Replace("KERNEL", "linux-6.3-call-ops", StringComparison.Ordinal));

        using var output = new StringWriter();
        using var errors = new StringWriter();

        var code = SimProgram.Run(["run", folder.PathOf("s.yaml"), "--out", folder.PathOf("out"), "--no-cache"], output, errors);

        Assert.That((code, output.ToString()), Is.EqualTo((2, "")));
        Assert.That(errors.ToString(), Does.Contain("mine.s:9:9: error SIM156: a traced call fails: access to 0x5dc"));
        Assert.That(Directory.GetFiles(folder.PathOf("out"), "*.csv", SearchOption.AllDirectories), Is.Empty);
    }
}
