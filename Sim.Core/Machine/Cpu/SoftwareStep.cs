using Sim.Core.A64;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>Software step: a debugger has one instruction executed, and then an exception taken.</summary>
/// <remarks>
/// The architecture's state machine. It is active where MDSCR_EL1.SS is set and debug exceptions are enabled. Armed (PSTATE.SS, from SPSR.SS by ERET) it
/// is not pending: one instruction executes and disarms it. Not armed it is pending: the exception comes before the next instruction.
/// </remarks>
/// <source key="arm-arm">"Software Step exceptions"; AArch64.GenerateDebugExceptionsFrom, DebugExceptionReturnSS, SSAdvance.</source>
public static class SoftwareStep
{
    const ulong Enabled = 1, EnabledAtSameLevel = 1 << 13; // MDSCR_EL1.SS, .KDE
    const ulong Locked = 1 << 1; // OSLSR_EL1.OSLK

    // ISS: the fault code of debug exceptions; whether an instruction was stepped, and whether it was a load-exclusive.
    const ulong DebugCode = 0x22, IsKnown = 1 << 24, WasExclusive = 1 << 6;

    /// <summary>
    /// To be called before an instruction, where <see cref="ArchitecturalState.StepPhase"/> is not inactive: takes the exception if it is due.
    /// </summary>
    /// <returns>The exception, or null: the instruction executes.</returns>
    /// <exception cref="GuestFault">An exception is due and there are no vectors, or no memory is at <see cref="ArchitecturalState.Pc"/>.</exception>
    public static ExecutionResult? Before(ArchitecturalState state, GuestMemory memory)
    {
        var syndrome = DebugCode;
        if (state.StepPhase is StepPhase.Executing or StepPhase.ExecutingExclusive)
        {
            syndrome |= IsKnown | (state.StepPhase == StepPhase.ExecutingExclusive ? WasExclusive : 0);
            Advance(state);
        }

        if (state.StepPhase == StepPhase.Pending)
        {
            var why = state.Level < TargetOf(state) ? ExceptionClass.SoftwareStepLower : ExceptionClass.SoftwareStepSame;
            return ExceptionEntry.TryTake(state, memory, why, syndrome, state.Pc, state.Pc)
                ?? throw new GuestFault($"software step at 0x{state.Pc:x}, and no vectors");
        }

        if (state.StepPhase == StepPhase.NotPending)
            state.StepPhase = LoadsExclusive(InstructionFetch.At(memory, state.Pc)) ? StepPhase.ExecutingExclusive : StepPhase.Executing;
        return null;
    }

    /// <summary>The instruction counts as executed: whatever follows is no longer part of the step.</summary>
    internal static void Advance(ArchitecturalState state)
    {
        if (state.StepPhase == StepPhase.Inactive)
            return;
        Begin(state, isArmed: false);
    }

    /// <summary>An exception was taken.</summary>
    internal static void Disarm(ArchitecturalState state) => Begin(state, isArmed: false);

    /// <summary>The state of the core changed so that steps may begin or end; not by an exception.</summary>
    internal static void Update(ArchitecturalState state)
    {
        // The instruction that is stepped is finished first.
        if (state.StepPhase is StepPhase.Inactive or StepPhase.NotPending or StepPhase.Pending)
            Begin(state, state.IsStepArmed);
    }

    internal static void Begin(ArchitecturalState state, bool isArmed)
    {
        state.IsStepArmed = isArmed;
        var isActive = IsOn(state) && Generates(state, state.Level, state.System[SystemRegister.Daif]);
        state.StepPhase = !isActive ? StepPhase.Inactive : isArmed ? StepPhase.NotPending : StepPhase.Pending;
    }

    /// <summary>Whether a return to <paramref name="saved"/> arms it: from where it is not active to where it is.</summary>
    internal static bool ArmsOnReturn(ArchitecturalState state, ulong saved) =>
        IsOn(state) && (saved & ProcessState.Step) != 0 && !Generates(state, state.Level, state.System[SystemRegister.Daif])
        && Generates(state, (ExceptionLevel)ProcessState.LevelOf(saved), saved);

    static bool IsOn(ArchitecturalState state) => (state.System[SystemRegister.MdscrEl1] & Enabled) != 0;

    static bool Generates(ArchitecturalState state, ExceptionLevel from, ulong mask)
    {
        if ((state.System[SystemRegister.OslsrEl1] & Locked) != 0)
            return false;
        var target = TargetOf(state);
        return from == target
            ? (state.System[SystemRegister.MdscrEl1] & EnabledAtSameLevel) != 0 && (mask & ProcessState.MaskDebug) == 0
            : target > from;
    }

    static ExceptionLevel TargetOf(ArchitecturalState state) =>
        ExceptionEntry.TrapsDebug(state) ? ExceptionLevel.El2 : ExceptionLevel.El1;

    static bool LoadsExclusive(in Instruction i) => i.Opcode is Opcode.Ldxr or Opcode.Ldaxr or Opcode.Ldxp or Opcode.Ldaxp;
}
