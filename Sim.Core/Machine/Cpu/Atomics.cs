using System.Diagnostics.CodeAnalysis;
using Sim.Core.A64;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>Acquire, release, exclusive and LSE accesses. Each returns the address accessed.</summary>
/// <remarks>One core runs alone, so ordering changes nothing here; addresses must be multiples of the access, as without
/// FEAT_LSE2.</remarks>
static class Atomics
{
    public static ulong Load(in Instruction i, ulong[] x, GuestMemory memory)
    {
        var address = AddressOf(i, x);
        x[i.Rd] = memory.Read(address, i.AccessBytes);
        return address;
    }

    public static ulong LoadSigned(in Instruction i, ulong[] x, GuestMemory memory)
    {
        var address = Load(i, x, memory);
        Arithmetic.Write(i, x, LoadStore.SignExtend(x[i.Rd], i.AccessBytes));
        return address;
    }

    public static ulong Store(in Instruction i, ulong[] x, GuestMemory memory)
    {
        var address = AddressOf(i, x);
        memory.Write(address, x[i.Rd], i.AccessBytes);
        return address;
    }

    public static ulong LoadExclusive(in Instruction i, ArchitecturalState state, GuestMemory memory)
    {
        var address = Load(i, state.X, memory);
        (state.ExclusiveAddress, state.IsExclusive) = (address, true);
        return address;
    }

    /// <summary>Status 0: stored; 1: no load-exclusive of this address came before.</summary>
    public static ulong StoreExclusive(in Instruction i, ArchitecturalState state, GuestMemory memory)
    {
        var x = state.X;
        var address = AddressOf(i, x);
        var succeeds = state.IsExclusive && state.ExclusiveAddress == address;
        if (succeeds)
            memory.Write(address, x[i.Ra], i.AccessBytes);
        state.IsExclusive = false;
        x[i.Rd] = succeeds ? 0UL : 1;
        return address;
    }

    public static ulong Modify(in Instruction i, ulong[] x, GuestMemory memory)
    {
        var address = AddressOf(i, x);
        var old = memory.Read(address, i.AccessBytes);
        memory.Write(address, Combine(i, old, x[i.Rm]), i.AccessBytes);
        x[i.Rd] = old;
        return address;
    }

    public static ulong CompareAndSwap(in Instruction i, ulong[] x, GuestMemory memory)
    {
        var address = AddressOf(i, x);
        var old = memory.Read(address, i.AccessBytes);
        if (old == Unsigned(i, x[i.Rm]))
            memory.Write(address, x[i.Ra], i.AccessBytes);
        x[i.Rd] = old;
        return address;
    }

    // Only the low bytes of the result are stored: what is above them does not matter.
    static ulong Combine(in Instruction i, ulong old, ulong operand) => i.Opcode switch
    {
        Opcode.Ldadd => old + operand,
        Opcode.Ldclr => old & ~operand,
        Opcode.Ldeor => old ^ operand,
        Opcode.Ldset => old | operand,
        Opcode.Ldsmax => (ulong)Math.Max(Signed(i, old), Signed(i, operand)),
        Opcode.Ldsmin => (ulong)Math.Min(Signed(i, old), Signed(i, operand)),
        Opcode.Ldumax => Math.Max(old, Unsigned(i, operand)),
        Opcode.Ldumin => Math.Min(old, Unsigned(i, operand)),
        _ => operand,
    };

    static long Signed(in Instruction i, ulong value) => (long)LoadStore.SignExtend(value, i.AccessBytes);

    static ulong Unsigned(in Instruction i, ulong value) => value & ulong.MaxValue >> (64 - 8 * i.AccessBytes);

    static ulong AddressOf(in Instruction i, ulong[] x) => AddressOf(i, x, i.AccessBytes);

    /// <summary>The base and its offset, which must be a multiple of <paramref name="bytes"/>.</summary>
    public static ulong AddressOf(in Instruction i, ulong[] x, int bytes)
    {
        var address = x[i.Rn] + (ulong)i.Immediate;
        RequireAligned(address, bytes);
        return address;
    }

    /// <summary>Throws if <paramref name="address"/> is not a multiple of <paramref name="bytes"/>.</summary>
    public static void RequireAligned(ulong address, int bytes)
    {
        if ((address & (ulong)(bytes - 1)) != 0)
            ThrowMisaligned(address, bytes);
    }

    [DoesNotReturn]
    static void ThrowMisaligned(ulong address, int bytes) =>
        throw new GuestFault($"ordered or atomic access of {bytes} bytes to 0x{address:x}, which is not a multiple of {bytes}");
}
