using Sim.Core.A64;
using Sim.Core.Diagnostics;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Tests.Machine;

/// <summary>A program at 0x10000 with 64 KiB of data at <see cref="Data"/>, executed without time.</summary>
sealed class Guest
{
    public const ulong Code = 0x10000;
    public const ulong Data = 0x20000;
    const int MostSteps = 1_000_000;

    public Guest(string text)
    {
        var bag = new DiagnosticBag();
        var constants = new Dictionary<string, long> { ["data"] = (long)Data };
        var file = Assembler.Assemble(new SourceText("test.s", text), constants, bag);
        Image = (file is null ? null : Linker.Link([(file, Code)], new Dictionary<string, ulong>(), bag))
            ?? throw new AssertionException(string.Join('\n', bag));
        Memory.Map(Data, 0x10000);
        foreach (var (address, bytes) in Image.Data)
        {
            Memory.Map(address, (ulong)bytes.Length);
            Memory.WriteBytes(address, bytes);
        }
    }

    public CodeImage Image { get; }

    public ArchitecturalState State { get; } = new();

    public GuestMemory Memory { get; } = new();

    public ulong[] X => State.X;

    public ulong Flags => State.X[Register.Flags];

    public Outcome LastOutcome { get; set; }

    /// <summary>Executes from the first instruction until the end of the code is reached.</summary>
    public Guest Run()
    {
        for (var steps = 0; Image.Instructions[State.Position].Opcode != Opcode.EndOfCode; steps++)
        {
            if (steps == MostSteps)
                throw new AssertionException($"still running after {MostSteps} instructions");
            Step();
        }

        return this;
    }

    public Guest Step()
    {
        LastOutcome = Interpreter.Execute(Image.Instructions[State.Position], State.Position, Image, State, Memory);
        State.Position = LastOutcome.Next;
        return this;
    }

    public static Guest Run(string text, params ReadOnlySpan<(int Register, ulong Value)> registers)
    {
        var guest = new Guest(text);
        foreach (var (register, value) in registers)
            guest.X[register] = value;
        return guest.Run();
    }
}
