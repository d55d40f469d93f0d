using Sim.Core.A64;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>Memory tagging, in a machine whose memory has no tags: every address has the tag of the pointer that reaches it.</summary>
/// <remarks>
/// So all checks agree, random and added tags leave pointers as they are, stores of tags have no effect (those that write zeros or data do that), and a
/// loaded tag is that of the address.
/// </remarks>
/// <source key="arm-arm">FEAT_MTE2.</source>
static class Tags
{
    /// <summary>Bytes that have one tag.</summary>
    public const int GranuleBytes = 16;

    const int TagShift = 56;
    const ulong TagBits = 15UL << TagShift;

    /// <summary>irg: the pointer, whose tag is as good as any.</summary>
    public static ulong Random(in Instruction i, ulong[] x) => x[i.Rd] = x[i.Rn];

    /// <summary>addg, subg: the pointer and an offset.</summary>
    public static ulong Add(in Instruction i, ulong[] x) => x[i.Rd] = x[i.Rn] + (ulong)i.Immediate;

    /// <summary>gmi: a mask of tags, and that of the pointer.</summary>
    public static ulong Mask(in Instruction i, ulong[] x) => x[i.Rd] = x[i.Rm] | 1UL << (int)(x[i.Rn] >> TagShift & 15);

    /// <summary>subp: the distance of two pointers without their top bytes.</summary>
    public static ulong Distance(in Instruction i, ulong[] x) => x[i.Rd] = Address(x[i.Rn]) - Address(x[i.Rm]);

    /// <summary>subps.</summary>
    public static ulong DistanceSettingFlags(in Instruction i, ulong[] x) =>
        x[i.Rd] = Flags.AddWithCarry(Address(x[i.Rn]), ~Address(x[i.Rm]), 1, is64: true, out x[Register.Flags]);

    /// <summary>ldg: the tag of the granule, into the register's.</summary>
    public static ulong Load(in Instruction i, ulong[] x, GuestMemory memory)
    {
        var address = LoadStore.AddressOf(i, x);
        memory.Read(address & ~(GranuleBytes - 1UL), 1);
        x[i.Rd] = (x[i.Ra] & ~TagBits) | (address & TagBits);
        return address;
    }

    /// <summary>stg, stzg and their like; <see cref="Instruction.Amount"/> is the number of granules that become zero.</summary>
    public static ulong Store(in Instruction i, ulong[] x, GuestMemory memory)
    {
        var address = LoadStore.AddressOf(i, x);
        Atomics.RequireAligned(address, GranuleBytes);
        memory.Read(address, 1);
        for (var granule = 0; granule < i.Amount; granule++)
            memory.WritePair64(address + (ulong)(granule * GranuleBytes), 0, 0);
        LoadStore.WriteBack(i, x);
        return address;
    }

    /// <summary>stgp: the two registers.</summary>
    public static ulong StorePair(in Instruction i, ulong[] x, GuestMemory memory)
    {
        Atomics.RequireAligned(LoadStore.AddressOf(i, x), GranuleBytes);
        return LoadStore.StorePair(i, x, memory);
    }

    /// <summary>ldgm: the tags of a block of 16 granules, all the same.</summary>
    public static ulong LoadBlock(in Instruction i, ulong[] x, GuestMemory memory)
    {
        var address = x[i.Rn];
        memory.Read(address, 1);
        x[i.Rd] = 0x1111_1111_1111_1111 * (address >> TagShift & 15);
        return address;
    }

    static ulong Address(ulong pointer) => (ulong)((long)(pointer << 8) >> 8);
}
