using System.Globalization;

namespace Sim.Scenarios.Import.Counts;

/// <summary>Times of profiles: microseconds with up to three decimals in files, nanoseconds inside.</summary>
static class ProfileTime
{
    public const long MaxUs = 1_000_000_000_000_000;
    public const long NanosecondsPerMicrosecond = 1000;
    public const long MaxNs = MaxUs * NanosecondsPerMicrosecond;

    /// <summary>Null unless <paramref name="microseconds"/> is a number from 0 to <see cref="MaxUs"/>.</summary>
    public static long? Nanoseconds(string microseconds) =>
        decimal.TryParse(microseconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var time) && time <= MaxUs
            ? (long)Math.Round(time * NanosecondsPerMicrosecond) : null;
}
