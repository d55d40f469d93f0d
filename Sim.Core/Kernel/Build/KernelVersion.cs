using System.Globalization;

namespace Sim.Core.Kernel.Build;

/// <summary>A kernel release, compared by number.</summary>
/// <param name="Major">First number, 4 or more.</param>
/// <param name="Minor">Second number, 0 or more.</param>
public readonly record struct KernelVersion(int Major, int Minor) : IComparable<KernelVersion>
{
    public static bool operator <(KernelVersion left, KernelVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(KernelVersion left, KernelVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(KernelVersion left, KernelVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(KernelVersion left, KernelVersion right) => left.CompareTo(right) >= 0;

    /// <summary>The release that <paramref name="text"/> writes, such as <c>6.12</c>: from 4.0 to 99.999. Null if it is none.</summary>
    public static KernelVersion? Parse(string text) =>
        text.Split('.') is [var major, var minor]
        && int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var second)
        && first is >= 4 and < 100 && second < 1_000
            ? new(first, second) : null;

    public int CompareTo(KernelVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public override string ToString() => FormattableString.Invariant($"{Major}.{Minor}");
}
