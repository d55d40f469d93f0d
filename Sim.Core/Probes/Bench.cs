using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.A64.Linking;
using Sim.Core.Diagnostics;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Machine.Pipeline;

namespace Sim.Core.Probes;

/// <summary>A core with endless loops to run on it: a stopwatch around any number of their turns.</summary>
/// <remarks>All loops share one machine, as on hardware: each run warms up before it counts.</remarks>
sealed class Bench
{
    /// <summary>Where the loops' data is. A power of two so high that caches see it as 0.</summary>
    public const ulong Data = 1ul << 32;

    const ulong Code = 1ul << 20;

    readonly CodeImage _code;
    readonly Pipeline _pipeline;

    /// <param name="machine">The core.</param>
    /// <param name="text">Loops, each a <c>.global</c> label and a branch back to it.</param>
    /// <param name="memory">Memory that other benches use too. Null: its own.</param>
    public Bench(CoreProfile machine, string text, GuestMemory? memory = null)
    {
        Memory = memory ?? new();
        var bag = new DiagnosticBag();
        var file = Assembler.Assemble(new SourceText("probe.s", text), new Dictionary<string, long>(), bag);
        _code = (file is null ? null : Linker.Link([(file, Code)], new Dictionary<string, ulong>(), bag))
            ?? throw new SimBug($"a probe of {machine.Name}:\n{string.Join('\n', bag)}");
        Memory.Load(_code.Segments);
        _pipeline = Pipeline.Create(machine, _code.Regions, Memory, State);
    }

    public GuestMemory Memory { get; }

    /// <summary>Registers by number: set those that a loop reads, before it runs.</summary>
    public ulong[] X => State.X;

    ArchitecturalState State { get; } = new();

    public ulong AddressOf(string label) => _code.Symbols[label];

    /// <summary>Runs <paramref name="loop"/> and counts its last <paramref name="turns"/> turns.</summary>
    public CoreCounts Run(string loop, int warmUp, int turns)
    {
        var head = AddressOf(loop);
        State.Pc = head;
        for (var turn = 0; turn < warmUp; turn++)
            _pipeline.RunUntil(head);
        var before = _pipeline.Counts.Snapshot();
        for (var turn = 0; turn < turns; turn++)
            _pipeline.RunUntil(head);
        return _pipeline.Counts.Plus(before, -1);
    }

    /// <summary>Cycles of a turn, on average over those counted.</summary>
    public double CyclesPerTurn(string loop, int warmUp, int turns) => (double)Run(loop, warmUp, turns).Cycles / turns;
}
