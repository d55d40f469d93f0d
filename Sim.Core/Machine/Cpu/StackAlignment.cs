using Sim.Core.A64;

namespace Sim.Core.Machine.Cpu;

/// <summary>Accesses by way of a stack pointer that is no multiple of 16: they fault where SCTLR_ELx.SA (SA0 for user space) says so.</summary>
/// <source key="arm-arm">CheckSPAlignment.</source>
static class StackAlignment
{
    const ulong Misaligning = 15;
    const int CheckBit = 3; // SCTLR_ELx.SA
    const int UserCheckBit = 4; // SCTLR_ELx.SA0

    /// <summary>True if the stack pointer in use is a multiple of 16.</summary>
    public static bool Holds(ArchitecturalState state) => (state.X[Register.Stack] & Misaligning) == 0;

    /// <summary>True if <paramref name="i"/> cannot make a stack pointer that is no multiple of 16 of one that is.</summary>
    public static bool IsKeptBy(in Instruction i) => i.Rd != Register.Stack
        || (i is { Opcode: Opcode.Add or Opcode.Sub, Rn: Register.Stack, Operand2: Operand2.Immediate } && ((ulong)i.Immediate & Misaligning) == 0);

    /// <summary>True if <paramref name="i"/> accesses memory by way of the stack pointer. Prefetches do not fault.</summary>
    public static bool Concerns(in Instruction i) => i is { Rn: Register.Stack, AccessBytes: > 0 } && i.Opcode != Opcode.Prfm;

    /// <summary>Refuses <paramref name="i"/> at <paramref name="address"/> if it may not access memory by way of this stack pointer.</summary>
    /// <exception cref="GuestFault">It may not.</exception>
    public static void Require(in Instruction i, ulong address, ArchitecturalState state)
    {
        if (!Holds(state) && Concerns(i) && IsChecked(state))
            throw new GuestFault($"access by sp at 0x{address:x}: sp is 0x{state.X[Register.Stack]:x}, which is not a multiple of 16");
    }

    static bool IsChecked(ArchitecturalState state)
    {
        var isUser = state.Level == ExceptionLevel.El0;
        var isLevel2 = state.Level == ExceptionLevel.El2 || (isUser && ExceptionEntry.IsHost(state) && ExceptionEntry.TrapsGeneral(state));
        var control = state.System[isLevel2 ? SystemRegister.SctlrEl2 : SystemRegister.SctlrEl1];
        return (control >> (isUser ? UserCheckBit : CheckBit) & 1) != 0;
    }
}
