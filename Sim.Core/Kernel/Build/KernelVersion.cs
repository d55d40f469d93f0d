using System.Globalization;

namespace Sim.Core.Kernel.Build;

/// <summary>A kernel release, compared by number.</summary>
/// <param name="Major">First number, 4 or more.</param>
/// <param name="Minor">Second number, 0 or more.</param>
/// <param name="Patch">Patch level of the stable line, 0 or more; 0 if only the release is known.</param>
public readonly record struct KernelVersion(int Major, int Minor, int Patch = 0) : IComparable<KernelVersion>
{
    public static bool operator <(KernelVersion left, KernelVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(KernelVersion left, KernelVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(KernelVersion left, KernelVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(KernelVersion left, KernelVersion right) => left.CompareTo(right) >= 0;

    /// <summary>The newest release that the rules of builds were compared with.</summary>
    /// <source key="debian-linux-config">Its newest configs.</source>
    public static KernelVersion NewestChecked => new(7, 2);

    /// <summary>The release that <paramref name="text"/> writes, such as <c>6.12</c> or <c>6.6.23</c>: from 4.0 to 99.999.999. Null if it is none.</summary>
    public static KernelVersion? Parse(string text)
    {
        var numbers = text.Split('.');
        var (major, minor, patch) = (Number(numbers[0]), Number(numbers.ElementAtOrDefault(1)), numbers.Length == 3 ? Number(numbers[2]) : 0);
        return numbers.Length <= 3 && major is >= 4 and < 100 && minor is not null && patch is not null ? new(major.Value, minor.Value, patch.Value) : null;
    }

    /// <summary>The release of a running kernel, as <c>uname -r</c> prints it, or of a tag: <c>6.8.0-45-generic</c> is 6.8, <c>v6.3-rc1</c> is 6.3. Null if it is none.</summary>
    public static KernelVersion? ParseRunning(string text) => text is ['v', >= '0' and <= '9', ..] ? ParseRunning(text[1..]) : text.IndexOfAny(['-', '+', '~', '_']) is > 0 and var end ? Parse(text[..end]) : Parse(text);

    public int CompareTo(KernelVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public override string ToString() => Patch == 0 ? FormattableString.Invariant($"{Major}.{Minor}") : FormattableString.Invariant($"{Major}.{Minor}.{Patch}");

    static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1_000 ? number : null;
}
