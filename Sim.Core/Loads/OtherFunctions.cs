using Sim.Core.Kernel.Build;

namespace Sim.Core.Loads;

/// <summary>Callsites of functions that are never called: what fills the hashes of tracers that trace many functions.</summary>
/// <remarks>
/// One in every <see cref="SpacingBytes"/> of the kernel's text, at a place in it that varies: addresses at equal distances would spread over a
/// hash's buckets more evenly than those of real functions do.
/// </remarks>
public static class OtherFunctions
{
    /// <summary>Text per traceable function.</summary>
    /// <source key="debian-kernel-icount">13,565,952 bytes for 41,940 functions of 6.1, 15,925,248 for 47,999 of 6.12.</source>
    public const int SpacingBytes = 328;

    const int AlignmentBytes = 8;

    // Initialisation code and the entry code are first.
    const ulong FirstOffset = 64 << 10;

    /// <summary>The callsite of the function with that number, 0 or more.</summary>
    public static ulong Callsite(KernelBuild build, int number) =>
        build.Addresses.Text + FirstOffset + ((ulong)number * SpacingBytes)
        + (Scramble((ulong)number) % (SpacingBytes / AlignmentBytes) * AlignmentBytes) + 4;

    // Finaliser of SplitMix64.
    static ulong Scramble(ulong x)
    {
        x += 0x9E37_79B9_7F4A_7C15;
        x = (x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9;
        x = (x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB;
        return x ^ (x >> 31);
    }
}
