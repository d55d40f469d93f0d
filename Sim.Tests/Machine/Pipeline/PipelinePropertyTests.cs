using CsCheck;
using Sim.Core.Machine;
using Sim.Core.Machine.Pipeline;
using Sim.Tests.Machine.Oracle;

namespace Sim.Tests.Machine.Pipeline;

/// <summary>What holds for every program on every core.</summary>
[Category("Properties")]
public class PipelinePropertyTests
{
    const int Programs = 150;
    const int ReturnStackDepth = 6;

    // Of instructions that a load wakes, no more can be waiting than these ports take at once.
    const int Ports = 20;
    const PortKinds AnyKind =
        PortKinds.Alu | PortKinds.Multiply | PortKinds.Divide | PortKinds.Branch | PortKinds.Load | PortKinds.Store;

    static readonly CoreProfile ShallowStack =
        TestCores.FourWide with { Branches = TestCores.FourWide.Branches with { ReturnStackDepth = ReturnStackDepth } };

    // X0 stays a pointer to data and X8 a small index.
    static readonly string[] Instructions =
    [
        "add x1, x2, x3", "add x3, x1, #1", "mul x2, x1, x3", "udiv x4, x2, x1", "mov x5, x4", "adds x3, x3, x5", "adc x6, x6, x1", "nop",
        "ldr x0, [x0, #8]", "ldr x7, [x0, #64]", "and x8, x7, #56", "ldr x1, [x0, x8]", "ldr x9, [x0], #0", "mrs x1, nzcv",
    ];

    static readonly Gen<string[]> StraightLine = Gen.Int[0, Instructions.Length - 1].Select(i => Instructions[i]).Array[1, 80];

    // Not with stores: a load that issues earlier may meet a store in flight that cannot forward to it, and wait longer than
    // the cache would have taken.
    [Test]
    public void More_width_never_makes_straight_line_code_slower() =>
        Gen.Select(StraightLine, Gen.Int[1, 6], Gen.Int[8, Ports]).Sample(
            (lines, width, entries) => Cycles(Core(width + 1, entries), lines) <= Cycles(Core(width, entries), lines),
            iter: Programs,
            threads: 1);

    [Test]
    public void A_deeper_reorder_buffer_never_makes_straight_line_code_slower() =>
        Gen.Select(StraightLine, Gen.Int[1, 6], Gen.Int[8, Ports - 1]).Sample(
            (lines, width, entries) => Cycles(Core(width, entries + 1), lines) <= Cycles(Core(width, entries), lines),
            iter: Programs,
            threads: 1);

    [Test]
    public void Cycles_and_instructions_of_the_regions_sum_to_the_total([Values] bool inOrder)
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var lines = new RandomCode(seed, lines: 20).Text.Split('\n');
            var text = string.Join('\n', lines.Select((line, i) => i % 4 == 0 ? $"{line}\n.region region{i % 3}" : line));

            var (counts, instructions) = Run(inOrder ? RandomCores.InOrder(seed) : RandomCores.OutOfOrder(seed), text);

            Assert.That(Enumerable.Range(0, counts.Regions).Sum(counts.RegionCycles), Is.EqualTo(counts.Cycles), $"seed {seed}");
            Assert.That(counts.Instructions, Is.EqualTo(instructions), $"seed {seed}");
        }
    }

    [Test]
    public void Calls_within_the_return_stack_return_without_a_mispredict() =>
        Gen.Int[0, 2].Array[1, 3].Array[ReturnStackDepth].Sample(
            calls => Run(ShallowStack, CallTree(calls)).Counts.BranchMispredicts == 0, iter: Programs, threads: 1);

    [Test]
    public void A_chain_of_calls_deeper_than_the_return_stack_mispredicts_the_returns_that_it_has_forgotten([Range(0, 5)] int deeper)
    {
        var chain = Enumerable.Repeat(new[] { 1 }, ReturnStackDepth + deeper).ToArray();

        Assert.That(Run(ShallowStack, CallTree(chain)).Counts.BranchMispredicts, Is.EqualTo(deeper));
    }

    // Level n calls level n + 1 as often as told, with a few instructions between; the last level only returns.
    static string CallTree(int[][] calls)
    {
        var levels = calls.Select((level, n) => $"""
            level{n}:
                sub sp, sp, #16
                str x30, [sp]
            {string.Concat(level.Select(nops => Repeat("nop", nops) + (n + 1 < calls.Length ? $"bl level{n + 1}\n" : "")))}
                ldr x30, [sp]
                add sp, sp, #16
                ret
            """);
        return $"bl level0\nb end\n{string.Join('\n', levels)}\n.global end\nend: nop\n";
    }

    static string Repeat(string line, int times) => string.Concat(Enumerable.Repeat(line + '\n', times));

    static CoreProfile Core(int width, int entries) => TestCores.FourWide with
    {
        BackEnd = TestCores.FourWide.BackEnd with
        {
            Width = width,
            Window = new Window(8, entries, entries),
            Ports = [.. Enumerable.Repeat(AnyKind, Ports)],
        },
    };

    static long Cycles(CoreProfile core, string[] lines) => Run(core, string.Join('\n', lines) + "\n.global end\nend: nop\n").Counts.Cycles;

    static (CoreCounts Counts, int Instructions) Run(CoreProfile core, string text)
    {
        var code = Start.Link(text);
        var instructions = new ProgramOrder(core).Of(Prepared(code)).Count;
        var start = Prepared(code);
        var pipeline = Sim.Core.Machine.Pipeline.Pipeline.Create(core, code.Regions, start.Memory, start.State);
        pipeline.RunUntil(code.Symbols["end"] + 4);
        return (pipeline.Counts, instructions);
    }

    // X0 points to data whose second word points to its beginning; X8 is an index.
    static Start Prepared(Sim.Core.A64.CodeImage code)
    {
        var start = Start.Of(code);
        (start.State.X[0], start.State.X[8]) = (Start.Data, 0);
        start.Memory.Write(Start.Data + 8, Start.Data, 8);
        return start;
    }
}
