using System.Globalization;

namespace Sim.Scenarios.Store;

/// <summary>One of several parts of a plan.</summary>
/// <param name="Index">Which, from 0.</param>
/// <param name="Count">Of how many.</param>
public sealed record Shard(int Index, int Count)
{
    /// <summary>Most parts.</summary>
    public const int Most = 100_000;

    /// <summary>From <c>I/N</c>; null if the text is not one.</summary>
    public static Shard? Read(string text) =>
        text.Split('/') is [var index, var count]
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
        && n is > 0 and <= Most && i < n ? new(i, n) : null;

    /// <summary>In a sentence.</summary>
    public string Name => FormattableString.Invariant($"shard {Index} of {Count}");

    public override string ToString() => FormattableString.Invariant($"{Index}/{Count}");
}
