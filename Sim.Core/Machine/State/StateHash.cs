using System.Numerics;

namespace Sim.Core.Machine.State;

/// <summary>Hashes of sequences: order matters.</summary>
public static class StateHash
{
    const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    /// <summary>Adds <paramref name="value"/>: every bit of both reaches every bit of the result.</summary>
    public static ulong Append(ulong hash, long value) => Scramble(hash ^ (ulong)value) + Golden;

    /// <summary>Adds <paramref name="value"/> in a few cycles: sequences that differ in one value always differ in the hash.</summary>
    public static ulong Extend(ulong hash, ulong value) => (BitOperations.RotateLeft(hash, 29) ^ value) * Golden;

    // Finaliser of SplitMix64.
    static ulong Scramble(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9;
        x = (x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB;
        return x ^ (x >> 31);
    }
}
