using System.Diagnostics.CodeAnalysis;
using Sim.Core.A64;
using Sim.Core.A64.Coding;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>What MRS and MSR do, and instructions that end a run.</summary>
/// <remarks>
/// Most registers keep what is written. A register that the machine does not have, or that is undefined at the level of the access, is an error that
/// names it: no access traps to a higher level.
/// </remarks>
static class SystemAccess
{
    // Where DAIF are in their register.
    const int DaifBit = 6;

    const ulong LockBit = 1 << 1; // OSLSR_EL1.OSLK

    public static ulong Read(in Instruction i, ulong address, ArchitecturalState state)
    {
        var register = SystemRegisterRules.Reached((SystemRegister)i.Immediate, address, state, writes: false);
        return state.X[i.Rd] = register switch
        {
            SystemRegister.Nzcv => state.X[Register.Flags] << ProcessState.FlagsShift,
            SystemRegister.CntvctEl0 or SystemRegister.CntvctssEl0 => state.System[SystemRegister.CntpctEl0] - VirtualOffset(state),
            SystemRegister.CntpctssEl0 => state.System[SystemRegister.CntpctEl0],
            _ => state.System[register],
        };
    }

    public static ulong Write(in Instruction i, ulong address, ArchitecturalState state)
    {
        var register = SystemRegisterRules.Reached((SystemRegister)i.Immediate, address, state, writes: true);
        Put(register, state.X[i.Rn], state);
        return 0;
    }

    /// <summary>MSR with a constant, which is bit 0 of the field.</summary>
    public static ulong WriteField(in Instruction i, ulong address, ArchitecturalState state)
    {
        var register = SystemRegisterRules.Reached((SystemRegister)i.Immediate, address, state, writes: true);
        var bits = register == SystemRegister.Spsel ? 1 : ProcessState.BitsOf(register);
        Put(register, i.Amount * bits, state);
        return 0;
    }

    public static ulong SetMask(in Instruction i, ArchitecturalState state) =>
        PutMask(state, state.System[SystemRegister.Daif] | (ulong)i.Amount << DaifBit);

    public static ulong ClearMask(in Instruction i, ArchitecturalState state) =>
        PutMask(state, state.System[SystemRegister.Daif] & ~((ulong)i.Amount << DaifBit));

    /// <summary>Writes zeros to the block of 64 bytes that holds <paramref name="address"/>, and returns where it starts.</summary>
    public static ulong Zero(ulong address, GuestMemory memory)
    {
        const ulong BlockBytes = 64;
        var start = address & ~(BlockBytes - 1);
        for (var at = start; at < start + BlockBytes; at += 8)
            memory.Write(at, 0, 8);
        return start;
    }

    /// <summary>AT, and operations of SYS that have no name here.</summary>
    [DoesNotReturn]
    public static ExecutionResult ThrowNoOperation(in Instruction i, ulong address) => throw new GuestFault(
        $"{Disassembler.Format(Encoder.TryEncode(i, address, out var word) ? word : 0, address).Replace('\t', ' ')} at 0x{address:x}: "
        + (i.Opcode == Opcode.At ? "there are no translation tables, memory is where the host put it" : "the machine has no such operation"));

    [DoesNotReturn]
    public static ExecutionResult ThrowBreakpoint(in Instruction i, ulong address) =>
        throw new GuestFault($"{i.Opcode.ToString().ToLowerInvariant()} #0x{i.Immediate:x} at 0x{address:x}");

    [DoesNotReturn]
    public static ExecutionResult ThrowUndefined(in Instruction i, ulong address) => throw new GuestFault(i.Immediate <= ushort.MaxValue
        ? $"ran into 0x{(uint)i.Immediate:x8} at 0x{address:x}, which is no code"
        : $"word 0x{(uint)i.Immediate:x8} at 0x{address:x} is outside the instruction subset{FamilyOf(i)}");

    static void Put(SystemRegister register, ulong value, ArchitecturalState state)
    {
        switch (register)
        {
            case SystemRegister.Nzcv:
                state.X[Register.Flags] = value >> ProcessState.FlagsShift & 15;
                break;
            case SystemRegister.Daif:
                PutMask(state, value & ProcessState.MaskAll);
                break;
            case SystemRegister.Spsel:
                state.SelectStack(state.Level, (value & 1) != 0);
                break;
            case SystemRegister.Pan or SystemRegister.Uao or SystemRegister.Dit or SystemRegister.Ssbs or SystemRegister.Tco:
                state.System[register] = value & ProcessState.BitsOf(register);
                break;
            case SystemRegister.OslarEl1:
                state.System[SystemRegister.OslsrEl1] = (state.System[SystemRegister.OslsrEl1] & ~LockBit) | (value & 1) * LockBit;
                SoftwareStep.Update(state);
                break;
            case SystemRegister.MdscrEl1 or SystemRegister.MdcrEl2 or SystemRegister.HcrEl2:
                state.System[register] = value;
                SoftwareStep.Update(state);
                break;
            default:
                state.System[register] = value;
                break;
        }

        state.System.IsWritten = true;
    }

    static ulong PutMask(ArchitecturalState state, ulong value)
    {
        state.System[SystemRegister.Daif] = value;
        state.System.IsWritten = true;
        SoftwareStep.Update(state);
        return value;
    }

    // A host and its user space see the counter itself.
    static ulong VirtualOffset(ArchitecturalState state) =>
        ExceptionEntry.IsHost(state) && (state.Level == ExceptionLevel.El2 || state.Level == ExceptionLevel.El0 && ExceptionEntry.TrapsGeneral(state))
            ? 0
            : state.System[SystemRegister.CntvoffEl2];

    static string FamilyOf(in Instruction i) => LeftOut.FamilyOf((uint)i.Immediate) is { } family ? $": {family}" : "";
}
