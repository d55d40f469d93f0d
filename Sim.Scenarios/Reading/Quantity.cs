using System.Globalization;

namespace Sim.Scenarios.Reading;

/// <summary>A number with a unit, such as <c>64 KiB</c>.</summary>
/// <param name="Number">The number as written.</param>
/// <param name="Unit">What follows it; empty where nothing does.</param>
readonly record struct Quantity(decimal Number, string Unit)
{
    /// <summary>Units of time, in nanoseconds.</summary>
    public static IReadOnlyDictionary<string, decimal> Durations { get; } =
        new Dictionary<string, decimal> { ["ns"] = 1, ["us"] = 1_000, ["ms"] = 1_000_000, ["s"] = 1_000_000_000 };

    /// <summary>Units of memory, in bytes.</summary>
    public static IReadOnlyDictionary<string, decimal> Sizes { get; } =
        new Dictionary<string, decimal> { ["B"] = 1, ["KiB"] = 1 << 10, ["MiB"] = 1 << 20, ["GiB"] = 1 << 30 };

    /// <summary>Units of a clock, in hertz.</summary>
    public static IReadOnlyDictionary<string, decimal> Frequencies { get; } =
        new Dictionary<string, decimal> { ["Hz"] = 1, ["kHz"] = 1_000, ["MHz"] = 1_000_000, ["GHz"] = 1_000_000_000 };

    /// <summary>The number in nanoseconds, bytes or hertz if it has such a unit; as written otherwise.</summary>
    public double InBase
    {
        get
        {
            var unit = Unit;
            return (double)(Number * (new[] { Durations, Sizes, Frequencies }.FirstOrDefault(units => units.ContainsKey(unit)) is { } known ? known[unit] : 1));
        }
    }

    /// <summary>Reads digits, which <c>_</c> may group, with a sign and a fraction, then a unit, with or without a blank between.</summary>
    public static bool TryParse(string text, out Quantity quantity)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '_' or '.' || (end == 0 && text[end] is '-' or '+')))
            end++;

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        var digits = text[..end];
        var grouped = digits.StartsWith('_') || digits.EndsWith('_') || digits.EndsWith('.');
        var parsed = decimal.TryParse(digits.Replace("_", ""), Style, CultureInfo.InvariantCulture, out var number);
        quantity = new Quantity(number, text[end..].Trim());
        return parsed && !grouped;
    }

    /// <summary>True if both mean the same number of the same thing: 1 KiB is 1024 B.</summary>
    public bool IsSameAs(Quantity other)
    {
        var (one, another) = (this, other);
        if (one.Unit == another.Unit)
            return one.Number == another.Number;
        return new[] { Durations, Sizes, Frequencies }.FirstOrDefault(units => units.ContainsKey(one.Unit) && units.ContainsKey(another.Unit)) is { } known
            && one.Number * known[one.Unit] == another.Number * known[another.Unit];
    }

    /// <summary>The count in the largest unit that divides it.</summary>
    public static string FormatBytes(long bytes) => Shortest(bytes, Sizes);

    /// <summary>A number, in the unit whose factor is 1, as one in the unit that makes it shortest.</summary>
    public static string Shortest(double value, IReadOnlyDictionary<string, decimal> units)
    {
        var exact = (decimal)value;
        var unit = units.LastOrDefault(unit => exact % unit.Value == 0 && (exact >= unit.Value || unit.Value == 1), units.First());
        return FormattableString.Invariant($"{exact / unit.Value:0.###} {unit.Key}");
    }
}
