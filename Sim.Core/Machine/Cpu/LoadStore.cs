using Sim.Core.A64;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>Loads and stores of one register or a pair. Each returns the address accessed.</summary>
static class LoadStore
{
    public static ulong Load(in Instruction i, ulong[] x, GuestMemory memory)
    {
        var address = AddressOf(i, x);
        var value = memory.Read(address, i.AccessBytes);
        WriteBack(i, x);
        x[i.Rd] = value;
        return address;
    }

    /// <summary>The load whose base is authenticated first; its address is written back without the signature.</summary>
    public static ExecutionResult LoadAuthenticated(in Instruction i, ulong at, ArchitecturalState state, GuestMemory memory)
    {
        if (!PointerAuthentication.TryAuthenticate(i, state, out var address))
            return PointerAuthentication.Refuse(i, at, state, memory);
        address += (ulong)i.Immediate;
        var value = memory.Read(address, i.AccessBytes);
        if (i.Addressing == Addressing.PreIndex)
            state.X[i.Rn] = address;
        state.X[i.Rd] = value;
        return new ExecutionResult(address, at + 4, false);
    }

    public static ulong LoadSigned(in Instruction i, ulong[] x, GuestMemory memory)
    {
        var address = AddressOf(i, x);
        var value = SignExtend(memory.Read(address, i.AccessBytes), i.AccessBytes);
        WriteBack(i, x);
        x[i.Rd] = i.Is64 ? value : (uint)value;
        return address;
    }

    public static ulong Store(in Instruction i, ulong[] x, GuestMemory memory)
    {
        var address = AddressOf(i, x);
        memory.Write(address, x[i.Rd], i.AccessBytes);
        WriteBack(i, x);
        return address;
    }

    public static ulong LoadPair(in Instruction i, ulong[] x, GuestMemory memory)
    {
        var address = AddressOf(i, x);
        var first = memory.Read(address, i.AccessBytes);
        var second = memory.Read(address + i.AccessBytes, i.AccessBytes);
        WriteBack(i, x);
        x[i.Rd] = first;
        x[i.Ra] = second;
        return address;
    }

    public static ulong LoadPairSigned(in Instruction i, ulong[] x, GuestMemory memory)
    {
        var address = LoadPair(i, x, memory);
        x[i.Rd] = SignExtend(x[i.Rd], i.AccessBytes);
        x[i.Ra] = SignExtend(x[i.Ra], i.AccessBytes);
        return address;
    }

    public static ulong StorePair(in Instruction i, ulong[] x, GuestMemory memory)
    {
        var address = AddressOf(i, x);
        memory.Write(address, x[i.Rd], i.AccessBytes);
        memory.Write(address + i.AccessBytes, x[i.Ra], i.AccessBytes);
        WriteBack(i, x);
        return address;
    }

    /// <summary>Where a load, store or prefetch goes. A literal has no base: its immediate is the address.</summary>
    public static ulong AddressOf(in Instruction i, ulong[] x) => i.Addressing switch
    {
        Addressing.PostIndex => x[i.Rn],
        Addressing.RegisterOffset => x[i.Rn] + Operands.Index(i, x),
        _ => x[i.Rn] + (ulong)i.Immediate,
    };

    public static ulong SignExtend(ulong value, int bytes) => bytes switch
    {
        1 => (ulong)(sbyte)value,
        2 => (ulong)(short)value,
        4 => (ulong)(int)value,
        _ => value,
    };

    /// <summary>Changes the base after the access: a fault leaves it as it was.</summary>
    public static void WriteBack(in Instruction i, ulong[] x)
    {
        if (i.Addressing is Addressing.PreIndex or Addressing.PostIndex)
            x[i.Rn] += (ulong)i.Immediate;
    }
}
