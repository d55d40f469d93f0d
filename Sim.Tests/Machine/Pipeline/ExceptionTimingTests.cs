using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Causes;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Machine.SteadyState;
using Sim.Tests.Machine.Oracle;
using FastPipeline = Sim.Core.Machine.Pipeline.Pipeline;

namespace Sim.Tests.Machine.Pipeline;

/// <summary>What exceptions cost, whom that is charged to, and that both pipelines do what the interpreter does.</summary>
public class ExceptionTimingTests
{
    const int Programs = 200;

    // A breakpoint is skipped by a handler of five instructions.
    const string Handler = """
            .balign 2048
        vectors: .org vectors + 0x200
            .region handler
            mrs x9, elr_el1
            add x9, x9, #4
            msr elr_el1, x9
            nop
            eret
        """;

    const string Loop = $"""
            adr x1, vectors
            msr vbar_el1, x1
        again: nop
            brk #1
            nop
            b again
            .global again
        {Handler}
        """;

    static CoreProfile[] Cores => [TestCores.FourWide, TestCores.TwoWideInOrder];

    [TestCaseSource(nameof(Cores))]
    public void A_cycle_more_of_entry_or_return_is_a_cycle_more_a_call(CoreProfile core)
    {
        var cycles = CyclesOf(core);

        Assert.That(CyclesOf(core with { Ordering = core.Ordering with { ExceptionEntryCycles = core.Ordering.ExceptionEntryCycles + 7 } }), Is.EqualTo(cycles + 7));
        Assert.That(CyclesOf(core with { Ordering = core.Ordering with { ExceptionReturnCycles = core.Ordering.ExceptionReturnCycles + 5 } }), Is.EqualTo(cycles + 5));
    }

    [TestCaseSource(nameof(Cores))]
    public void The_cost_is_charged_to_no_region(CoreProfile core)
    {
        using var pipeline = Settled(core, out var again);
        var before = pipeline.Counts.Snapshot();

        for (var call = 0; call < 10; call++)
            pipeline.RunUntil(again);

        var added = pipeline.Counts.Plus(before, -1);
        Assert.That(added.ExceptionCycles, Is.EqualTo(10 * (core.Ordering.ExceptionEntryCycles + core.Ordering.ExceptionReturnCycles)));
        Assert.That(Enumerable.Range(0, added.Regions).Sum(added.RegionCycles) + added.ExceptionCycles, Is.EqualTo(added.Cycles));
        Assert.That(Enumerable.Range(0, added.Regions).Select(added.RegionCycles), Is.All.GreaterThanOrEqualTo(0));
    }

    [TestCaseSource(nameof(Cores))]
    public void Time_that_others_take_meanwhile_hides_the_cost(CoreProfile core)
    {
        using var pipeline = Settled(core, out var again);
        var vector = pipeline.Counts.Snapshot();
        pipeline.RunUntil(again + 4);
        pipeline.RunUntil(again, pipeline.Now); // The breakpoint.
        pipeline.AdvanceTo(pipeline.Now + 1000);
        pipeline.RunUntil(again);

        var added = pipeline.Counts.Plus(vector, -1);
        Assert.That((added.OthersCycles, added.ExceptionCycles), Is.EqualTo((1000, core.Ordering.ExceptionReturnCycles)));
        Assert.That(Enumerable.Range(0, added.Regions).Sum(added.RegionCycles) + 1000 + added.ExceptionCycles, Is.EqualTo(added.Cycles));
    }

    [TestCaseSource(nameof(Cores))]
    public void Older_loads_are_waited_for(CoreProfile core)
    {
        // A load from memory that nothing waits for, and the same with a breakpoint after it.
        static string Load(string next) => $"adr x1, vectors; msr vbar_el1, x1; ldr x2, [x0]; {next}\n.global end\nend: nop\n{Handler}";
        var (plain, taken) = (Cycles(core, Load("nop")), Cycles(core, Load("brk #1")));

        Assert.That(taken - plain, Is.GreaterThan(core.Ordering.ExceptionEntryCycles + core.Ordering.ExceptionReturnCycles + (core.BackEnd.Window is null ? 50 : -60)));
    }

    [Test]
    public void Both_pipelines_end_where_the_interpreter_does([Values] bool inOrder)
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var code = Start.Link(new RandomCode(seed, 20, exceptions: true).Text);
            var (expected, actual) = (Start.Of(code), Start.Of(code));
            new Stepper(expected.Memory, expected.State).RunUntil(code.Symbols["end"]);
            using var pipeline = FastPipeline.Create(inOrder ? RandomCores.InOrder(seed) : RandomCores.OutOfOrder(seed), code.Regions, actual.Memory, actual.State);
            pipeline.RunUntil(code.Symbols["end"]);

            Assert.That(Words(actual.State), Is.EqualTo(Words(expected.State)), $"seed {seed}");
            Assert.That(pipeline.Counts.ExceptionCycles + Enumerable.Range(0, pipeline.Counts.Regions).Sum(pipeline.Counts.RegionCycles), Is.EqualTo(pipeline.Counts.Cycles), $"seed {seed}");
        }
    }

    [TestCaseSource(nameof(Cores))]
    public void Calls_with_exceptions_repeat_and_allocate_nothing(CoreProfile core)
    {
        using var pipeline = Settled(core, out var again);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 100; call++)
            pipeline.RunUntil(again);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        var detector = new RepeatDetector(pipeline);
        for (var call = 0; call < 100 && detector.Period == 0; call++)
        {
            pipeline.RunUntil(again);
            detector.Observe();
        }

        Assert.That(detector.Period, Is.GreaterThan(0));
        var (foreseen, start) = (detector.Extrapolate(50), pipeline.Counts.Snapshot());
        for (var call = 0; call < 50; call++)
            pipeline.RunUntil(again);
        Assert.That(pipeline.Counts.Words.ToArray(), Is.EqualTo(foreseen.Words.ToArray()));
        Assert.That(pipeline.Counts.ExceptionCycles, Is.GreaterThan(start.ExceptionCycles));
    }

    // A debugger has each instruction of EL0 stepped, and counts them in x10.
    const string Stepped = """
            adr x1, vectors
            msr vbar_el1, x1
            mov x1, #1
            msr mdscr_el1, x1
            mov x1, #0x200000
            msr spsr_el1, x1
            adr x1, user
            msr elr_el1, x1
            mov x10, #0
            eret
        user: mov x2, #3
        turn: ldr x3, [x0, #8]!
            sub x2, x2, #1
            cbnz x2, turn
            svc #0
            .balign 2048
        vectors: .org vectors + 0x400
            mrs x11, esr_el1
            lsr x11, x11, #26
            cmp x11, #0x15
            b.eq end
            add x10, x10, #1
            mrs x11, spsr_el1
            orr x11, x11, #0x200000
            msr spsr_el1, x11
            eret
            .global end
        end: nop
        """;

    [TestCaseSource(nameof(Cores))]
    public void A_stepped_program_takes_an_exception_after_each_instruction(CoreProfile core)
    {
        var code = Start.Link(Stepped);
        var (expected, actual) = (Start.Of(code), Start.Of(code));
        (expected.State.X[0], actual.State.X[0]) = (Start.Data, Start.Data);
        new Stepper(expected.Memory, expected.State).RunUntil(code.Symbols["end"]);
        using var pipeline = FastPipeline.Create(core, code.Regions, actual.Memory, actual.State);
        pipeline.RunUntil(code.Symbols["end"]);

        Assert.That((actual.State.X[10], actual.State.System[SystemRegister.EsrEl1]), Is.EqualTo((10UL, 0x5600_0000UL)));
        Assert.That(Words(actual.State), Is.EqualTo(Words(expected.State)));
        Assert.That(pipeline.Counts.ExceptionCycles, Is.EqualTo((11 * core.Ordering.ExceptionEntryCycles) + (11 * core.Ordering.ExceptionReturnCycles)));
    }

    [TestCaseSource(nameof(Cores))]
    public void The_critical_path_of_a_stepped_program_names_the_exceptions(CoreProfile core)
    {
        var code = Start.Link(Stepped);
        var start = Start.Of(code);
        start.State.X[0] = Start.Data;
        using var pipeline = FastPipeline.Create(core, code.Regions, start.Memory, start.State);
        var recording = new Recording(pipeline);
        var recorder = recording.Recorder;
        pipeline.RunUntil(code.Symbols["end"], long.MaxValue, ref recorder);

        // The first half waits for lines, which hides some of the cost.
        var (first, last) = (recording.Count / 2, recording.Count - 1);
        var path = CriticalPath.Between(recording, first, last).GroupBy(part => part.Key.Cause).ToDictionary(cause => cause.Key, cause => cause.Sum(part => part.Value));
        var advances = Enumerable.Range(first + 1, last - first).Select(recording.AdvanceOf).ToList();

        Assert.That(path.GetValueOrDefault(Cause.Unexplained), Is.Zero);
        // Out of order, a cycle between dispatch and issue may be that of dispatch's width.
        var exceptions = advances.Where(advance => advance.Exception > 0).ToList();
        Assert.That(exceptions, Has.Count.EqualTo(12));
        Assert.That(path[Cause.Exception], Is.EqualTo(exceptions.Sum(advance => advance.Exception)).Within(core.BackEnd.Window is null ? 0 : exceptions.Count));
        Assert.That(advances.Sum(advance => advance.Own + advance.Exception), Is.EqualTo(path.Values.Sum()));
    }

    // Whatever it was to do: the instruction waits, takes its exception and delivers nothing.
    [Test]
    public void An_instruction_that_takes_an_exception_costs_one(
        [ValueSource(nameof(Cores))] CoreProfile core, [Values("autia x2, x3", "autdzb x2", "retaa", "braa x2, x3")] string instruction)
    {
        var code = Start.Link($"""
                adr x1, vectors
                msr vbar_el1, x1
                movz x1, #0x2000; movk x1, #0xc800, lsl #16
                msr sctlr_el1, x1
                mov x3, #0x1234
                mov x0, #0
                {instruction}
                add x0, x0, #1
                .global end
            end: nop
            {Handler}
            """);
        var (expected, actual) = (Start.Of(code), Start.Of(code));
        foreach (var start in (Start[])[expected, actual])
            start.State.X[2] = start.State.X[30] = 0x5a_0000_0000_0000 | code.Symbols["end"];
        new Stepper(expected.Memory, expected.State).RunUntil(code.Symbols["end"]);
        using var pipeline = FastPipeline.Create(core, code.Regions, actual.Memory, actual.State);
        pipeline.RunUntil(code.Symbols["end"]);

        Assert.That((actual.State.X[0], actual.State.System[SystemRegister.EsrEl1] >> 26), Is.EqualTo((1UL, 0x1cUL)));
        Assert.That(Words(actual.State), Is.EqualTo(Words(expected.State)));
        Assert.That(pipeline.Counts.ExceptionCycles, Is.EqualTo(core.Ordering.ExceptionEntryCycles + core.Ordering.ExceptionReturnCycles));
    }

    static List<ulong> Words(ArchitecturalState state)
    {
        var system = new List<long>();
        state.System.AppendState(system);
        return [.. state.X.Where((_, i) => i != Register.Discard), .. system.Select(word => (ulong)word), state.Pc, (ulong)state.StepPhase];
    }

    static long CyclesOf(CoreProfile core)
    {
        using var pipeline = Settled(core, out var again);
        var before = pipeline.Counts.Cycles;
        for (var call = 0; call < 100; call++)
            pipeline.RunUntil(again);
        return (pipeline.Counts.Cycles - before) / 100;
    }

    static FastPipeline Settled(CoreProfile core, out ulong again)
    {
        var code = Start.Link(Loop);
        var start = Start.Of(code);
        var pipeline = FastPipeline.Create(core, code.Regions, start.Memory, start.State);
        again = code.Symbols["again"];
        for (var call = 0; call < 50; call++)
            pipeline.RunUntil(again);
        return pipeline;
    }

    static long Cycles(CoreProfile core, string text)
    {
        var code = Start.Link(text);
        var start = Start.Of(code);
        start.State.X[0] = Start.Data;
        using var pipeline = FastPipeline.Create(core, code.Regions, start.Memory, start.State);
        pipeline.RunUntil(code.Symbols["end"]);
        return pipeline.Now;
    }
}
