using System.Diagnostics.CodeAnalysis;
using Sim.Core.A64;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>Takes exceptions to EL1 and EL2: saves where and why, masks what the architecture masks, and goes to the vector.</summary>
/// <remarks>A level has vectors once its VBAR is not 0. Without them nothing is taken: what would be an exception is an error of the program.</remarks>
/// <source key="arm-arm">AArch64.TakeException, AArch64.SoftwareBreakpoint, AArch64.CallSupervisor.</source>
public static class ExceptionEntry
{
    // From the start of the vectors, for synchronous exceptions.
    const ulong SameStackOfEl0 = 0x000, SameOwnStack = 0x200, FromLower = 0x400;
    const ulong VectorBaseMask = ~0x7fful;

    const int ClassShift = 26;
    const ulong LongInstruction = 1 << 25;

    const ulong TrapGeneral = 1 << 27, HostMode = 1ul << 34; // HCR_EL2.TGE, .E2H
    const ulong TrapDebug = 1 << 8; // MDCR_EL2.TDE
    const ulong KeepsPan = 1 << 23, SetsSsbs = 1ul << 44; // SCTLR_ELx.SPAN, .DSSBS
    const int TagsShift = 8; // ID_AA64PFR1_EL1.MTE

    /// <summary>Takes an exception of class <paramref name="why"/>, and returns where execution goes on; null if there are no vectors.</summary>
    /// <param name="state">The core, which executes the instruction at <paramref name="address"/>.</param>
    /// <param name="memory">Where the vectors are.</param>
    /// <param name="why">What ESR says.</param>
    /// <param name="syndrome">The rest of ESR: ISS, 25 bits.</param>
    /// <param name="address">The instruction that caused it.</param>
    /// <param name="returnAddress">What ELR says.</param>
    /// <exception cref="GuestFault">There is no code at the vector.</exception>
    public static ExecutionResult? TryTake(
        ArchitecturalState state, GuestMemory memory, ExceptionClass why, ulong syndrome, ulong address, ulong returnAddress)
    {
        var system = state.System;
        var (from, to) = (state.Level, TargetOf(state, why));
        var isEl2 = to == ExceptionLevel.El2;
        var vectors = system[isEl2 ? SystemRegister.VbarEl2 : SystemRegister.VbarEl1] & VectorBaseMask;
        if (vectors == 0)
            return null;
        var vector = vectors + (from < to ? FromLower : state.UsesOwnStack ? SameOwnStack : SameStackOfEl0);
        Branching.RequireCode(memory, vector, address);

        system[isEl2 ? SystemRegister.SpsrEl2 : SystemRegister.SpsrEl1] = ProcessState.Of(state) | (why == ExceptionClass.IllegalState ? ProcessState.Illegal : 0);
        system[isEl2 ? SystemRegister.ElrEl2 : SystemRegister.ElrEl1] = returnAddress;
        system[isEl2 ? SystemRegister.EsrEl2 : SystemRegister.EsrEl1] = (ulong)why << ClassShift | LongInstruction | syndrome;
        system.IsWritten = true;
        state.SelectStack(to, usesOwn: true);
        Mask(state, system[isEl2 ? SystemRegister.SctlrEl2 : SystemRegister.SctlrEl1]);
        SoftwareStep.Disarm(state);
        return ExecutionResult.OfException(vector);
    }

    /// <summary>Takes the exception of a BRK or SVC.</summary>
    /// <exception cref="GuestFault">There are no vectors, or no code there.</exception>
    public static ExecutionResult OfInstruction(in Instruction i, ulong address, ArchitecturalState state, GuestMemory memory)
    {
        if (i.Opcode == Opcode.Brk)
            return TryTake(state, memory, ExceptionClass.Breakpoint, (ulong)i.Immediate, address, address) ?? SystemAccess.ThrowBreakpoint(i, address);

        // A system call counts as executed before it is taken.
        SoftwareStep.Advance(state);
        return TryTake(state, memory, ExceptionClass.Supervisor, (ulong)i.Immediate, address, address + 4) ?? SystemAccess.ThrowBreakpoint(i, address);
    }

    /// <summary>Whether EL2 has all that is EL1's otherwise: user space returns to it, and _EL1 names mean its registers.</summary>
    internal static bool IsHost(ArchitecturalState state) => (state.System[SystemRegister.HcrEl2] & HostMode) != 0;

    /// <summary>Whether exceptions of user space go to EL2.</summary>
    internal static bool TrapsGeneral(ArchitecturalState state) => (state.System[SystemRegister.HcrEl2] & TrapGeneral) != 0;

    /// <summary>Whether debug exceptions go to EL2.</summary>
    internal static bool TrapsDebug(ArchitecturalState state) => TrapsGeneral(state) || (state.System[SystemRegister.MdcrEl2] & TrapDebug) != 0;

    static ExceptionLevel TargetOf(ArchitecturalState state, ExceptionClass why)
    {
        if (state.Level == ExceptionLevel.El2)
            return ExceptionLevel.El2;
        var isDebug = why is ExceptionClass.Breakpoint or ExceptionClass.SoftwareStepLower or ExceptionClass.SoftwareStepSame;
        return (isDebug ? TrapsDebug(state) : state.Level == ExceptionLevel.El0 && TrapsGeneral(state)) ? ExceptionLevel.El2 : ExceptionLevel.El1;
    }

    // What an exception finds masked, and cleared, of the process state at its level.
    static void Mask(ArchitecturalState state, ulong control)
    {
        var system = state.System;
        system[SystemRegister.Daif] = ProcessState.MaskAll;
        if ((control & KeepsPan) == 0 && (state.Level == ExceptionLevel.El1 || IsHost(state) && TrapsGeneral(state)))
            system[SystemRegister.Pan] = ProcessState.Pan;
        system[SystemRegister.Uao] = 0;
        system[SystemRegister.Ssbs] = (control & SetsSsbs) != 0 ? ProcessState.Ssbs : 0;
        if ((system[SystemRegister.IdAa64pfr1El1] >> TagsShift & 15) >= 2)
            system[SystemRegister.Tco] = ProcessState.Tco;
    }
}
