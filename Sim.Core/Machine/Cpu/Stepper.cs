using Sim.Core.A64;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>Executes what memory holds, one instruction at a time and in no time: what it does, not how long it takes.</summary>
/// <remarks>As a core with time, it decodes an instruction once, and again after its line was discarded: see <see cref="CodeMaintenance"/>.</remarks>
/// <param name="memory">Code and data.</param>
/// <param name="state">Registers, and where it begins.</param>
public sealed class Stepper(GuestMemory memory, ArchitecturalState state)
{
    readonly FetchedCode _code = new(memory);

    /// <summary>The instruction that comes next.</summary>
    /// <exception cref="GuestFault">No memory is there.</exception>
    public Instruction Next => _code.At(state.Pc);

    /// <summary>The instruction at <paramref name="address"/>, as it would be executed.</summary>
    /// <exception cref="GuestFault">No memory is there.</exception>
    public Instruction At(ulong address) => _code.At(address);

    /// <summary>Takes the exception of a software step that is due before the next instruction.</summary>
    /// <returns>False if none is due.</returns>
    public bool TakeDueStep()
    {
        if (state.StepPhase == StepPhase.Inactive || SoftwareStep.Before(state, memory) is not { } exception)
            return false;
        state.Pc = exception.Next;
        return true;
    }

    /// <summary>Executes one instruction: if a software step is due, the first of its handler.</summary>
    /// <exception cref="GuestFault">The program did what it must not; it goes on where it was.</exception>
    public ExecutionResult Step()
    {
        TakeDueStep();
        var instruction = Next;
        var first = state.X[instruction.Rn];
        var outcome = Interpreter.Execute(instruction, state.Pc, state, memory);
        CodeMaintenance.Apply(_code, instruction.Opcode, first);
        state.Pc = outcome.Next;
        return outcome;
    }

    /// <summary>Executes one instruction or more, until the next one is at <paramref name="stop"/>.</summary>
    /// <exception cref="GuestFault">The program did what it must not.</exception>
    public void RunUntil(ulong stop)
    {
        do
            Step();
        while (state.Pc != stop);
    }
}
