using Sim.Core.A64;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>ld1 to ld4, st1 to st4 of whole registers. Each returns the address accessed.</summary>
static class VectorStructures
{
    // What Amount has: A64.Operands.VectorRegisterList says so.
    const int CountBits = 7;
    const int InterleavedBit = 8;
    const int SizeShift = 4;

    const int MostRegisters = 4;

    public static ulong Load(in Instruction i, ArchitecturalState state, GuestMemory memory)
    {
        var (address, count, elements) = (state.X[i.Rn], i.Amount & CountBits, i.AccessBytes >> (i.Amount >> SizeShift));
        var bytes = 1 << (i.Amount >> SizeShift);

        // All of it is read before anything changes.
        Span<ulong> loaded = stackalloc ulong[2 * MostRegisters];
        loaded.Clear();
        for (var register = 0; register < count; register++)
        {
            for (var element = 0; element < elements; element++)
                loaded[2 * register + element * bytes / 8] |= memory.Read(address + Offset(i, register, element, bytes), bytes) << 8 * (element * bytes % 8);
        }

        for (var register = 0; register < count; register++)
        {
            var to = (i.Rd + register) % 32;
            (state.V[2 * to], state.V[2 * to + 1]) = (loaded[2 * register], loaded[2 * register + 1]);
        }

        WriteBack(i, state.X);
        return address;
    }

    public static ulong Store(in Instruction i, ArchitecturalState state, GuestMemory memory)
    {
        var (address, count, elements) = (state.X[i.Rn], i.Amount & CountBits, i.AccessBytes >> (i.Amount >> SizeShift));
        var bytes = 1 << (i.Amount >> SizeShift);
        for (var register = 0; register < count; register++)
        {
            for (var element = 0; element < elements; element++)
            {
                var value = VectorMoves.Element(state.V, (i.Rd + register) % 32, element, bytes);
                memory.Write(address + Offset(i, register, element, bytes), value, bytes);
            }
        }

        WriteBack(i, state.X);
        return address;
    }

    static ulong Offset(in Instruction i, int register, int element, int bytes) => (ulong)((i.Amount & InterleavedBit) != 0
        ? (element * (i.Amount & CountBits) + register) * bytes
        : register * i.AccessBytes + element * bytes);

    static void WriteBack(in Instruction i, ulong[] x)
    {
        if (i.Addressing == Addressing.PostIndex)
            x[i.Rn] += i.Rm == Register.None ? (ulong)i.Immediate : x[i.Rm];
    }
}
