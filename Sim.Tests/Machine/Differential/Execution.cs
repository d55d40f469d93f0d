using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.A64.Linking;
using Sim.Core.Diagnostics;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Tests.Machine.Differential;

/// <summary>Executes one instruction: <see cref="Interpreter.Execute"/>, or one that is wrong on purpose.</summary>
delegate ExecutionResult Executor(in Instruction i, ulong address, ArchitecturalState state, GuestMemory memory);

/// <summary>One program run in Sim.</summary>
sealed class Execution
{
    const int MostSteps = 100_000;

    readonly ArchitecturalState _state = new();
    readonly GuestMemory _memory = new();
    readonly SortedSet<int> _touched = [];

    public Execution(TestProgram program, ulong address, Executor execute)
    {
        var code = Link(program, address);
        Load(program.Start, code);
        try
        {
            Run(code, execute);
        }
        catch (GuestFault fault)
        {
            Fault = fault.Message;
        }

        Save();
    }

    /// <summary>The words of <see cref="StartState"/> when the program ended.</summary>
    public ulong[] Words { get; } = new ulong[StartState.Count];

    /// <summary>Why the program did not reach its end, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Numbers of the words of the window that were accessed.</summary>
    public IEnumerable<int> Touched => _touched;

    /// <summary>The program at its address.</summary>
    public static CodeImage Link(TestProgram program, ulong address)
    {
        var text = program.Text;
        var bag = new DiagnosticBag();
        var file = Assembler.Assemble(new SourceText("random.s", $"{text}\n\t.global program_end\nprogram_end:\n"), new Dictionary<string, long>(), bag);
        return (file is null ? null : Linker.Link([(file, address)], new Dictionary<string, ulong>(), bag))
            ?? throw new AssertionException(string.Join('\n', bag) + '\n' + text);
    }

    void Load(StartState start, CodeImage code)
    {
        start.Words.AsSpan(0, StartState.Stack).CopyTo(_state.X);

        // As Linux has it for programs: all keys on, top bytes ignored in the lower half.
        _state.System[SystemRegister.SctlrEl1] = 1UL << 31 | 1UL << 30 | 1UL << 27 | 1UL << 13;
        _state.System[SystemRegister.TcrEl1] = 1UL << 37;
        _state.X[Register.Stack] = start.Words[StartState.Stack];
        _state.X[Register.Flags] = start.Words[StartState.Flags] >> 28;
        _memory.Map(StartState.Window, StartState.WindowBytes);
        for (var word = StartState.FirstOfWindow; word < StartState.Count; word++)
            _memory.Write(AddressOf(word), start.Words[word], 8);
        _memory.Load(code.Segments);
    }

    void Run(CodeImage code, Executor execute)
    {
        var end = code.Symbols["program_end"];
        var steps = 0;
        for (_state.Pc = code.Segments[0].Address; _state.Pc != end;)
        {
            if (steps++ == MostSteps)
                throw new GuestFault($"still running after {MostSteps} instructions");
            var outcome = execute(InstructionFetch.At(_memory, _state.Pc), _state.Pc, _state, _memory);
            _state.Pc = outcome.Next;
            Touch(outcome.Address);
        }
    }

    // An access is as wide as two words at most, and may start within one.
    void Touch(ulong address)
    {
        for (var at = address; at <= address + 16; at += 8)
        {
            if (at - StartState.Window < StartState.WindowBytes)
                _touched.Add(StartState.FirstOfWindow + (int)(at - StartState.Window) / 8);
        }
    }

    void Save()
    {
        _state.X.AsSpan(0, StartState.Stack).CopyTo(Words);
        Words[StartState.Stack] = _state.X[Register.Stack];
        Words[StartState.Flags] = _state.X[Register.Flags] << 28;
        for (var word = StartState.FirstOfWindow; word < StartState.Count; word++)
            Words[word] = _memory.Read(AddressOf(word), 8);
    }

    static ulong AddressOf(int word) => StartState.Window + 8 * (ulong)(word - StartState.FirstOfWindow);
}
