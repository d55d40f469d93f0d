using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.A64.Linking;
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

    readonly Stepper _stepper;

    public Guest(string text)
    {
        var bag = new DiagnosticBag();
        var constants = new Dictionary<string, long> { ["data"] = (long)Data };
        var file = Assembler.Assemble(new SourceText("test.s", $"{text}\n\t.global guest_end\nguest_end:\n"), constants, bag);
        Image = (file is null ? null : Linker.Link([(file, Code)], new Dictionary<string, ulong>(), bag))
            ?? throw new AssertionException(string.Join('\n', bag));
        Memory.Map(Data, 0x10000);
        Memory.Load(Image.Segments);
        State.Pc = Code;
        _stepper = new Stepper(Memory, State);
    }

    public CodeImage Image { get; }

    /// <summary>Address of what follows the program.</summary>
    public ulong End => Image.Symbols["guest_end"];

    public ArchitecturalState State { get; } = new();

    public GuestMemory Memory { get; } = new();

    public ulong[] X => State.X;

    public ulong Flags => State.X[Register.Flags];

    /// <summary>The instruction that comes next.</summary>
    public Instruction Next => _stepper.Next;

    public ExecutionResult LastOutcome { get; set; }

    /// <summary>Executes from the first instruction until the end of the code is reached.</summary>
    public Guest Run()
    {
        for (var steps = 0; State.Pc != End; steps++)
        {
            if (steps == MostSteps)
                throw new AssertionException($"still running after {MostSteps} instructions");
            Step();
        }

        return this;
    }

    public Guest Step()
    {
        LastOutcome = _stepper.Step();
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
