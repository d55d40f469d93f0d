using Sim.Core.Machine;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Probes.Measured;

/// <summary>Runs one loop of a case on a core.</summary>
static class CaseBench
{
    const int PageBytes = 1 << 16;
    const int LeastCopies = 4096;
    const ulong Seed = 0x9E37_79B9_7F4A_7C15;

    // Each place has a page of its own, of any size that a core may have. Where an access crosses, 4 of its 8 bytes are on either side.
    const ulong Aligned = Bench.Data;
    const ulong Unaligned = Bench.Data + PageBytes + 1;
    const ulong AcrossLines = Bench.Data + (2 * PageBytes) + 2048 - 4;
    const ulong AcrossPages = Bench.Data + (4 * PageBytes) - 4;
    const ulong Zeros = Bench.Data + (5 * PageBytes);

    /// <summary>The loop's figure: cycles of an instruction, or instructions a cycle.</summary>
    public static double Run(CoreProfile core, CaseLoop loop, FigureKind kind)
    {
        var text = new Loops().Add("case", loop.Lines()).Code("callee", ["ret"]).Code("literal", [".quad 0"]).ToString();
        var bench = new Bench(core, text);
        Fill(bench.Memory);
        SetRegisters(bench);
        var turns = Math.Max(1, LeastCopies / loop.Copies);
        var cycles = bench.CyclesPerTurn("case", turns, turns) / loop.Copies;
        return kind == FigureKind.Latency ? (cycles - loop.LessCycles) / loop.Instructions : loop.Instructions / cycles;
    }

    static void Fill(GuestMemory memory)
    {
        memory.Map(Bench.Data, 6 * PageBytes);
        foreach (var place in (ReadOnlySpan<ulong>)[Aligned, Unaligned, AcrossLines, AcrossPages])
        {
            for (ulong offset = 0; offset <= 16; offset += 8)
                memory.Write64(place + offset, place);
        }
    }

    static void SetRegisters(Bench bench)
    {
        var x = bench.X;
        foreach (var register in (ReadOnlySpan<int>)[0, 23, 24, 25, 26, 29])
            x[register] = Aligned;
        (x[1], x[2]) = (0, 0);
        (x[3], x[4], x[5]) = (Unaligned, AcrossLines, AcrossPages);
        (x[20], x[21], x[22]) = (1, 1, Seed);
        (x[27], x[28]) = (Zeros, Zeros + (PageBytes / 2) + 1);
        x[18] = bench.AddressOf("callee");
    }
}
