using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.A64.Linking;
using Sim.Core.Diagnostics;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Tests.Machine.Oracle;

/// <summary>A program before its first instruction.</summary>
sealed record Start(CodeImage Code, ArchitecturalState State, GuestMemory Memory)
{
    /// <summary>Address of the data: X24 and SP point at its middle.</summary>
    public const ulong Data = 0x100000;
    public const ulong DataBytes = 1 << 18;
    public const ulong Middle = Data + (DataBytes / 2);
    const ulong CodeAddress = 0x10000;

    // A ring of pointers, each in a line of its own and most in pages of their own.
    const ulong Ring = Middle + 0x1000;
    const int RingPointers = 32;
    const ulong RingStep = 0x5c0;

    /// <summary>Address of what follows the program.</summary>
    public ulong End => CodeAddress + (ulong)Code.Segments[0].Bytes.Length;

    /// <summary>Assembles and links; the same image may start any number of times.</summary>
    public static CodeImage Link(string text)
    {
        var bag = new DiagnosticBag();
        var file = Assembler.Assemble(new SourceText("random.s", text), new Dictionary<string, long>(), bag);
        return (file is null ? null : Linker.Link([(file, CodeAddress)], new Dictionary<string, ulong>(), bag))
            ?? throw new AssertionException(string.Join('\n', bag) + '\n' + text);
    }

    /// <summary>Registers hold different numbers, memory zeros.</summary>
    public static Start Of(CodeImage code)
    {
        var (state, memory) = (new ArchitecturalState(), new GuestMemory());
        memory.Map(Data, DataBytes);
        memory.Load(code.Segments);
        state.Pc = CodeAddress;
        for (var register = 0ul; register < 31; register++)
            state.X[register] = (register * 0x9E3779B97F4A7C15) >> 7;
        for (var pointer = 0; pointer < RingPointers; pointer++)
            memory.Write(Ring + ((ulong)pointer * RingStep), Ring + ((ulong)((pointer * 13 + 7) % RingPointers) * RingStep), 8);
        state.X[26] = Ring;
        state.X[24] = state.X[Register.Stack] = Middle;
        return new Start(code, state, memory);
    }
}
