using Sim.Core.A64;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>Loads and stores of SIMD and floating-point registers. Each returns the address accessed.</summary>
static class VectorAccess
{
    public static ulong Load(in Instruction i, ArchitecturalState state, GuestMemory memory)
    {
        var address = LoadStore.AddressOf(i, state.X);
        var value = Read(memory, address, i.AccessBytes);
        LoadStore.WriteBack(i, state.X);
        Put(state.V, i.Rd, value);
        return address;
    }

    public static ulong Store(in Instruction i, ArchitecturalState state, GuestMemory memory)
    {
        var address = LoadStore.AddressOf(i, state.X);
        Write(memory, address, state.V, i.Rd, i.AccessBytes);
        LoadStore.WriteBack(i, state.X);
        return address;
    }

    public static ulong LoadPair(in Instruction i, ArchitecturalState state, GuestMemory memory)
    {
        var address = LoadStore.AddressOf(i, state.X);
        var first = Read(memory, address, i.AccessBytes);
        var second = Read(memory, address + i.AccessBytes, i.AccessBytes);
        LoadStore.WriteBack(i, state.X);
        Put(state.V, i.Rd, first);
        Put(state.V, i.Ra, second);
        return address;
    }

    public static ulong StorePair(in Instruction i, ArchitecturalState state, GuestMemory memory)
    {
        var address = LoadStore.AddressOf(i, state.X);
        Write(memory, address, state.V, i.Rd, i.AccessBytes);
        Write(memory, address + i.AccessBytes, state.V, i.Ra, i.AccessBytes);
        LoadStore.WriteBack(i, state.X);
        return address;
    }

    // What is not loaded becomes zero.
    static (ulong Low, ulong High) Read(GuestMemory memory, ulong address, int bytes) =>
        bytes == 16 ? memory.ReadPair64(address) : (memory.Read(address, bytes), 0);

    static void Write(GuestMemory memory, ulong address, ulong[] v, byte register, int bytes)
    {
        if (bytes == 16)
            memory.WritePair64(address, v[2 * register], v[(2 * register) + 1]);
        else
            memory.Write(address, v[2 * register], bytes);
    }

    static void Put(ulong[] v, byte register, (ulong Low, ulong High) value) => (v[2 * register], v[(2 * register) + 1]) = value;
}
