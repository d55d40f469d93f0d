using Sim.Core.A64;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>Exclusive accesses and compare-and-swap of two registers. Each returns the address accessed, a multiple of both
/// together.</summary>
static class ExclusivePairs
{
    public static ulong Load(in Instruction i, ArchitecturalState state, GuestMemory memory)
    {
        var address = AddressOf(i, state.X);
        var (first, second) = Read(i, address, memory);
        (state.X[i.Rd], state.X[i.Ra]) = (first, second);
        (state.ExclusiveAddress, state.IsExclusive) = (address, true);
        return address;
    }

    /// <summary>Status as in <see cref="Atomics.StoreExclusive"/>.</summary>
    public static ulong Store(in Instruction i, ArchitecturalState state, GuestMemory memory)
    {
        var x = state.X;
        var address = AddressOf(i, x);
        var succeeds = state.IsExclusive && state.ExclusiveAddress == address;
        if (succeeds)
            Write(i, address, memory, x[i.Ra], x[i.Rm]);
        state.IsExclusive = false;
        x[i.Rd] = succeeds ? 0UL : 1;
        return address;
    }

    /// <summary>Each register means itself and the next; after X30 that is the zero register.</summary>
    public static ulong CompareAndSwap(in Instruction i, ulong[] x, GuestMemory memory)
    {
        var address = AddressOf(i, x);
        var (first, second) = Read(i, address, memory);
        if (first == Cut(i, x[i.Rm]) && second == Cut(i, x[i.Rm + 1]))
            Write(i, address, memory, x[i.Ra], x[i.Ra + 1]);
        x[i.Rd] = first;
        x[i.Rd == Register.Link ? Register.Discard : i.Rd + 1] = second;
        return address;
    }

    static (ulong First, ulong Second) Read(in Instruction i, ulong address, GuestMemory memory) =>
        (memory.Read(address, i.AccessBytes), memory.Read(address + i.AccessBytes, i.AccessBytes));

    static void Write(in Instruction i, ulong address, GuestMemory memory, ulong first, ulong second)
    {
        memory.Write(address, first, i.AccessBytes);
        memory.Write(address + i.AccessBytes, second, i.AccessBytes);
    }

    static ulong Cut(in Instruction i, ulong value) => Arithmetic.Cut(i, value);

    static ulong AddressOf(in Instruction i, ulong[] x) => Atomics.AddressOf(i, x, 2 * i.AccessBytes);
}
