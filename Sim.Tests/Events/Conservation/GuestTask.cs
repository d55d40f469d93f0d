using Sim.Core.A64;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Tests.Events.Conservation;

/// <summary>A task that executes instruction by instruction, without time, up to where it ends.</summary>
sealed class GuestTask(CodeImage code, GuestMemory memory, ArchitecturalState state, int end, Action<int>? executes = null)
{
    /// <summary>True if its next instruction is the one behind its end.</summary>
    public bool IsOver => state.Position == end;

    /// <summary>Name of the region of its next instruction.</summary>
    public string Region => code.RegionNames[code.Regions[state.Position]];

    /// <summary>Executes so many instructions, or those that are left; returns how many.</summary>
    public int Step(int instructions = int.MaxValue)
    {
        var executed = 0;
        for (; executed < instructions && !IsOver; executed++)
        {
            executes?.Invoke(state.Position);
            state.Position = Interpreter.Execute(code.Instructions[state.Position], state.Position, code, state, memory).Next;
        }

        return executed;
    }
}
