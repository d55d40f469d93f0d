using Sim.Core.A64;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Tests.Events.Conservation;

/// <summary>A task that executes instruction by instruction, without time, up to where it ends.</summary>
sealed class GuestTask(CodeImage code, GuestMemory memory, ArchitecturalState state, ulong end, Action<ulong>? executes = null)
{
    /// <summary>True if its next instruction is the one after its end.</summary>
    public bool IsOver => state.Pc == end;

    /// <summary>Name of the region of its next instruction.</summary>
    public string Region => code.RegionNames[code.Regions.At(state.Pc).Region];

    /// <summary>Executes so many instructions, or those that are left; returns how many.</summary>
    public int Step(int instructions = int.MaxValue)
    {
        var stepper = new Stepper(memory, state);
        var executed = 0;
        for (; executed < instructions && !IsOver; executed++)
        {
            executes?.Invoke(state.Pc);
            stepper.Step();
        }

        return executed;
    }
}
