using Sim.Core.A64;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>ERET: goes back to where ELR says, in the state that SPSR says.</summary>
/// <source key="arm-arm">AArch64.ExceptionReturn, AArch64.SetPSTATEFromPSR, IllegalExceptionReturn.</source>
static class ExceptionReturn
{
    const ulong ReservedMode = 1 << 1;

    public static ExecutionResult Execute(in Instruction i, ulong address, ArchitecturalState state, GuestMemory memory)
    {
        if (state.Level == ExceptionLevel.El0)
            throw new GuestFault($"eret at 0x{address:x}: it is undefined at EL0");
        var isEl2 = state.Level == ExceptionLevel.El2;
        var saved = state.System[isEl2 ? SystemRegister.SpsrEl2 : SystemRegister.SpsrEl1];
        var target = state.System[isEl2 ? SystemRegister.ElrEl2 : SystemRegister.ElrEl1];
        if (i.Amount > 0 && !PointerAuthentication.TryAuthenticate(state, target, state.X[Register.Stack], i.Amount - 1, out target))
            return PointerAuthentication.Refuse(state, memory, address, target, state.X[Register.Stack], i.Amount - 1);
        SoftwareStep.Advance(state);
        if (IsIllegal(state, saved))
            return TakeIllegalState(saved, target, address, state, memory);

        Branching.RequireCode(memory, target, address);
        var (level, isArmed) = ((ExceptionLevel)ProcessState.LevelOf(saved), SoftwareStep.ArmsOnReturn(state, saved));
        ProcessState.Restore(state, saved, isLegal: true);
        state.SelectStack(level, ProcessState.OwnStackOf(saved));
        state.IsExclusive = false;
        SoftwareStep.Begin(state, isArmed);
        return new ExecutionResult(0, target, true);
    }

    // To a higher level, to AArch32, to a mode that does not exist, or to a guest that a host in charge of user space has not.
    static bool IsIllegal(ArchitecturalState state, ulong saved)
    {
        var level = ProcessState.LevelOf(saved);
        return level > (int)state.Level || (saved & (ProcessState.Narrow | ReservedMode)) != 0
            || level == 0 && ProcessState.OwnStackOf(saved)
            || level == 1 && ExceptionEntry.TrapsGeneral(state);
    }

    // The return happens, at the same level; the next instruction then cannot be executed.
    static ExecutionResult TakeIllegalState(ulong saved, ulong target, ulong address, ArchitecturalState state, GuestMemory memory)
    {
        ProcessState.Restore(state, saved, isLegal: false);
        state.IsExclusive = false;
        return ExceptionEntry.TryTake(state, memory, ExceptionClass.IllegalState, 0, address, target)
            ?? throw new GuestFault($"eret at 0x{address:x}: spsr 0x{saved:x} is no state that {state.Level.ToString().ToUpperInvariant()} can return to");
    }
}
