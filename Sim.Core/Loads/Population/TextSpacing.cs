using Sim.Core.Units;

namespace Sim.Core.Loads.Population;

/// <summary>How far apart functions are in a kernel's text, from one symbol to the next.</summary>
/// <source key="debian-kernel-icount">
/// Percentiles of the spacing of 54,219 text symbols of 6.12.95; those of 6.1.176 are at most 6 % smaller. Between them the logarithm is interpolated.
/// </source>
public static class TextSpacing
{
    /// <summary>Functions start at multiples of this.</summary>
    public const int AlignmentBytes = 16;

    // The ends are not known: the smallest function is an entry and a return, and a hundredth is larger than the last percentile.
    static readonly (double Share, double Bytes)[] Percentiles =
        [(0, 16), (0.10, 48), (0.25, 80), (0.50, 176), (0.75, 328), (0.90, 608), (0.99, 2096), (1, 4096)];

    /// <summary>A spacing in bytes, a multiple of <see cref="AlignmentBytes"/>.</summary>
    public static int Draw(Pcg random)
    {
        var share = random.Fraction();
        var above = Array.FindIndex(Percentiles, percentile => share < percentile.Share);
        var (low, high) = (Percentiles[above - 1], Percentiles[above]);
        var part = (share - low.Share) / (high.Share - low.Share);
        var bytes = low.Bytes * Math.Pow(high.Bytes / low.Bytes, part);
        return Math.Max(1, (int)Math.Round(bytes / AlignmentBytes)) * AlignmentBytes;
    }
}
