using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sim.Core.A64;

namespace Sim.Core.Machine.Cpu;

/// <summary>The NZCV flags: N = 8, Z = 4, C = 2, V = 1.</summary>
static class Flags
{
    public const ulong N = 8;
    public const ulong Z = 4;
    public const ulong C = 2;
    public const ulong V = 1;

    // Bit f of entry c says whether condition c holds under flags f.
    static readonly ushort[] HoldsByCondition = [.. Enumerable.Range(0, 16).Select(MaskOf)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Hold(Condition condition, ulong flags) =>
        (Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(HoldsByCondition), (nuint)condition) >> (int)flags & 1) != 0;

    /// <summary>Flags of a logical result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfLogical(ulong result, bool is64) =>
        (is64 ? result >> 63 : result >> 31 & 1) * N | (result == 0 ? Z : 0);

    /// <summary>Left + right + carry, cut to 32 bits unless <paramref name="is64"/>, with the flags of that sum.</summary>
    /// <param name="left">Cut to 32 bits already, if that is the width.</param>
    /// <param name="right">As <paramref name="left"/>.</param>
    /// <param name="carry">0 or 1.</param>
    /// <param name="is64">Width of the operation.</param>
    /// <param name="flags">NZCV.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddWithCarry(ulong left, ulong right, ulong carry, bool is64, out ulong flags)
    {
        var sum = left + right + carry;
        if (is64)
        {
            var carryOut = ((left & right) | ((left | right) & ~sum)) >> 63;
            var overflow = ((left ^ sum) & (right ^ sum)) >> 63;
            flags = OfLogical(sum, true) | carryOut * C | overflow;
            return sum;
        }

        var narrow = (uint)sum;
        flags = OfLogical(narrow, false) | (sum >> 32) * C | (((left ^ narrow) & (right ^ narrow)) >> 31 & 1);
        return narrow;
    }

    static ushort MaskOf(int condition)
    {
        var mask = 0;
        for (var flags = 0UL; flags < 16; flags++)
        {
            if (Holds((Condition)condition, flags))
                mask |= 1 << (int)flags;
        }

        return (ushort)mask;
    }

    static bool Holds(Condition condition, ulong flags)
    {
        var (n, z, c, v) = ((flags & N) != 0, (flags & Z) != 0, (flags & C) != 0, (flags & V) != 0);
        return condition switch
        {
            Condition.Eq => z,
            Condition.Ne => !z,
            Condition.Cs => c,
            Condition.Cc => !c,
            Condition.Mi => n,
            Condition.Pl => !n,
            Condition.Vs => v,
            Condition.Vc => !v,
            Condition.Hi => c && !z,
            Condition.Ls => !c || z,
            Condition.Ge => n == v,
            Condition.Lt => n != v,
            Condition.Gt => !z && n == v,
            Condition.Le => z || n != v,
            _ => true,
        };
    }
}
