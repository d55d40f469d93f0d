using System.Diagnostics.CodeAnalysis;
using Sim.Core.A64;
using Sim.Core.A64.Coding;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>System registers, and instructions that end a run.</summary>
static class SystemAccess
{
    // Where NZCV are in the system register of that name, and DAIF in theirs.
    const int NzcvBit = 28;
    const int DaifBit = 6;

    public static ulong Read(in Instruction i, ArchitecturalState state) => state.X[i.Rd] = i.Immediate == (long)SystemRegister.Nzcv
        ? state.X[Register.Flags] << NzcvBit
        : state.System[i.Immediate];

    public static ulong Write(in Instruction i, ArchitecturalState state) => i.Immediate == (long)SystemRegister.Nzcv
        ? state.X[Register.Flags] = state.X[i.Rn] >> NzcvBit & 15
        : state.System[i.Immediate] = state.X[i.Rn];

    public static ulong SetMask(in Instruction i, ArchitecturalState state) => state.System[i.Immediate] |= (ulong)i.Amount << DaifBit;

    public static ulong ClearMask(in Instruction i, ArchitecturalState state) => state.System[i.Immediate] &= ~((ulong)i.Amount << DaifBit);

    /// <summary>Writes zeros to the block of 64 bytes that holds <paramref name="address"/>, and returns where it starts.</summary>
    public static ulong Zero(ulong address, GuestMemory memory)
    {
        const ulong BlockBytes = 64;
        var start = address & ~(BlockBytes - 1);
        for (var at = start; at < start + BlockBytes; at += 8)
            memory.Write(at, 0, 8);
        return start;
    }

    [DoesNotReturn]
    public static ExecutionResult ThrowBreakpoint(in Instruction i, ulong address) =>
        throw new GuestFault($"{i.Opcode.ToString().ToLowerInvariant()} #0x{i.Immediate:x} at 0x{address:x}");

    [DoesNotReturn]
    public static ExecutionResult ThrowUndefined(in Instruction i, ulong address) => throw new GuestFault(i.Immediate <= ushort.MaxValue
        ? $"ran into 0x{(uint)i.Immediate:x8} at 0x{address:x}, which is no code"
        : $"word 0x{(uint)i.Immediate:x8} at 0x{address:x} is outside the instruction subset{FamilyOf(i)}");

    static string FamilyOf(in Instruction i) => LeftOut.FamilyOf((uint)i.Immediate) is { } family ? $": {family}" : "";
}
