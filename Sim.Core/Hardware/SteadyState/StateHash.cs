namespace Sim.Core.Hardware.SteadyState;

/// <summary>Hashes of machine state that are kept up to date in O(1) per change.</summary>
/// <remarks>
/// A table's hash is the exclusive or of <see cref="Of"/> over its slots, so that a change of one slot takes out the old term and puts in the
/// new one. Equal hashes are only a hint: <see cref="RepeatDetector"/> compares the state itself before it believes them.
/// </remarks>
public static class StateHash
{
    /// <summary>The term of one slot: 0 for an empty one, so that an untouched table hashes to 0.</summary>
    public static ulong Of(int slot, ulong content) =>
        content == 0 ? 0 : Scramble(content ^ ((ulong)(uint)slot * 0x9E37_79B9_7F4A_7C15));

    /// <summary>Adds <paramref name="value"/> to a sequence hash: order matters.</summary>
    public static ulong Append(ulong hash, long value) => Scramble(hash ^ (ulong)value) + 0x9E37_79B9_7F4A_7C15;

    // Finaliser of SplitMix64: every input bit reaches every output bit.
    static ulong Scramble(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9;
        x = (x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB;
        return x ^ (x >> 31);
    }
}
