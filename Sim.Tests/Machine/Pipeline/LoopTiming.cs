using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.A64.Linking;
using Sim.Core.Diagnostics;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Machine.Pipeline;

namespace Sim.Tests.Machine.Pipeline;

/// <summary>Cycles that one turn of an endless loop takes once it has settled.</summary>
static class LoopTiming
{
    public const ulong Code = 0x10000;
    const ulong Data = 0x100000;
    const ulong DataBytes = 1 << 20;
    const int Settle = 300;
    const int Turns = 64;

    /// <param name="core">The core to run on.</param>
    /// <param name="body">
    /// Instructions of a turn. X0 holds the address of data: zeros, but for the word at 8, which holds X0 itself. A branch back is added.
    /// </param>
    /// <param name="functions">What is after the loop.</param>
    public static double Cycles(CoreProfile core, string body, string functions = "") =>
        (double)Measure(core, body, functions).Cycles / Turns;

    /// <summary>Everything counted in 64 turns after 300.</summary>
    public static CoreCounts Measure(CoreProfile core, string body, string functions = "")
    {
        var pipeline = Settled(core, body, functions);
        var before = pipeline.Counts.Snapshot();
        for (var turn = 0; turn < Turns; turn++)
            pipeline.RunUntil(Code);
        return pipeline.Counts.Plus(before, -1);
    }

    /// <summary>A core that has executed 300 turns, and is at the loop's start: <see cref="Code"/>.</summary>
    public static Core.Machine.Pipeline.Pipeline Settled(CoreProfile core, string body, string functions = "")
    {
        var bag = new DiagnosticBag();
        var file = Assembler.Assemble(
            new SourceText("loop.s", $".global loop\nloop:\n{body}\nb loop\n{functions}\n"), new Dictionary<string, long>(), bag);
        var code = file is null ? null : Linker.Link([(file, Code)], new Dictionary<string, ulong>(), bag);
        Assert.That(bag, Is.Empty);

        var memory = new GuestMemory();
        memory.Map(Data, DataBytes);
        memory.Load(code!.Segments);
        memory.Write(Data + 8, Data, 8);
        var state = new ArchitecturalState { Pc = Code };
        state.X[0] = Data;
        state.X[Register.Stack] = Data + DataBytes;
        var pipeline = Core.Machine.Pipeline.Pipeline.Create(core, code.Regions, memory, state);
        for (var turn = 0; turn < Settle; turn++)
            pipeline.RunUntil(Code);
        return pipeline;
    }
}
