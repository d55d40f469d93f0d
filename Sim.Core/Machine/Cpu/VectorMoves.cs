using Sim.Core.A64;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>Moves of SIMD and floating-point registers, their elements, and constants. No arithmetic: values are bits.</summary>
static class VectorMoves
{
    /// <summary>A constant of 64 bits, once or twice.</summary>
    public static ulong Constant(in Instruction i, ulong[] v) =>
        Put(v, i.Rd, (ulong)i.Immediate, i.AccessBytes == 16 ? (ulong)i.Immediate : 0);

    /// <summary>The low bytes of a register; the rest becomes zero.</summary>
    public static ulong Move(in Instruction i, ulong[] v)
    {
        var bytes = (int)i.Immediate;
        return Put(v, i.Rd, v[2 * i.Rn] & Mask(bytes), bytes == 16 ? v[2 * i.Rn + 1] : 0);
    }

    /// <summary>An element, in so many bytes; the rest becomes zero.</summary>
    public static ulong Duplicate(in Instruction i, ulong[] v) => Fill(i, v, Element(v, i.Rn, i.Amount, i.AccessBytes));

    /// <summary>An integer register's low bytes, in so many; the rest becomes zero.</summary>
    public static ulong Fill(in Instruction i, ArchitecturalState state) => Fill(i, state.V, state.X[i.Rn] & Mask(i.AccessBytes));

    /// <summary>An integer register's low bytes into one element.</summary>
    public static ulong Insert(in Instruction i, ArchitecturalState state) => Put(state.V, i.Rd, i.Amount, i.AccessBytes, state.X[i.Rn]);

    /// <summary>One element into another.</summary>
    public static ulong Copy(in Instruction i, ulong[] v) => Put(v, i.Rd, i.Amount & 15, i.AccessBytes, Element(v, i.Rn, i.Amount >> 4, i.AccessBytes));

    /// <summary>An element into an integer register.</summary>
    public static ulong Extract(in Instruction i, ArchitecturalState state) => state.X[i.Rd] = Element(state.V, i.Rn, i.Amount, i.AccessBytes);

    /// <summary>An element into an integer register, sign-extended to its width.</summary>
    public static ulong ExtractSigned(in Instruction i, ArchitecturalState state) =>
        Arithmetic.Write(i, state.X, LoadStore.SignExtend(Element(state.V, i.Rn, i.Amount, i.AccessBytes), i.AccessBytes));

    static ulong Fill(in Instruction i, ulong[] v, ulong element)
    {
        var (low, bytes) = (0UL, (int)i.Immediate);
        for (var at = 0; at < Math.Min(bytes, 8); at += i.AccessBytes)
            low |= element << 8 * at;
        return Put(v, i.Rd, low, bytes == 16 ? low : 0);
    }

    /// <summary>An element's bits.</summary>
    public static ulong Element(ulong[] v, int register, int index, int bytes)
    {
        var at = index * bytes;
        return v[2 * register + at / 8] >> 8 * (at % 8) & Mask(bytes);
    }

    /// <summary>Replaces an element.</summary>
    public static ulong Put(ulong[] v, int register, int index, int bytes, ulong value)
    {
        var at = index * bytes;
        ref var word = ref v[2 * register + at / 8];
        var shift = 8 * (at % 8);
        return word = word & ~(Mask(bytes) << shift) | (value & Mask(bytes)) << shift;
    }

    static ulong Put(ulong[] v, int register, ulong low, ulong high)
    {
        v[2 * register + 1] = high;
        return v[2 * register] = low;
    }

    static ulong Mask(int bytes) => bytes >= 8 ? ulong.MaxValue : (1UL << 8 * bytes) - 1;
}
