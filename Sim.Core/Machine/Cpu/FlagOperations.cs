using Sim.Core.A64;

namespace Sim.Core.Machine.Cpu;

/// <summary>Instructions of which flags are the result, and sometimes the source.</summary>
static class FlagOperations
{
    /// <summary>rmif: the flags of the mask from the low bits of the rotated register.</summary>
    public static ulong Insert(in Instruction i, ulong value, ulong flags) =>
        (flags & ~(ulong)i.Amount) | (ulong.RotateRight(value, (int)i.Immediate) & i.Amount);

    /// <summary>setf8, setf16: as if the value had been computed in so many bits; C stays.</summary>
    public static ulong OfNarrow(in Instruction i, ulong value, ulong flags)
    {
        var (bits, mask) = (8 * i.AccessBytes, (1UL << 8 * i.AccessBytes) - 1);
        var sign = value >> (bits - 1) & 1;
        var isZero = (value & mask) == 0;
        var overflows = (value >> bits & 1) != sign;
        return (flags & Flags.C) | sign * Flags.N | (isZero ? Flags.Z : 0) | (overflows ? Flags.V : 0);
    }

    /// <summary>axflag: Z or V is Z, C without V is C.</summary>
    public static ulong ToOther(ulong flags)
    {
        var (z, c, v) = ((flags & Flags.Z) != 0, (flags & Flags.C) != 0, (flags & Flags.V) != 0);
        return (z || v ? Flags.Z : 0) | (c && !v ? Flags.C : 0);
    }

    /// <summary>xaflag: the way back.</summary>
    public static ulong FromOther(ulong flags)
    {
        var (z, c) = ((flags & Flags.Z) != 0, (flags & Flags.C) != 0);
        return (!c && !z ? Flags.N : 0) | (z && c ? Flags.Z : 0) | (c || z ? Flags.C : 0) | (!c && z ? Flags.V : 0);
    }
}
