using System.Globalization;
using Sim.Reports.Cells;

namespace Sim.Reports.Comparing;

/// <summary>A value in a file of results: a number, words, or neither.</summary>
/// <remarks>Two machine words: a file has many.</remarks>
public readonly record struct Figure
{
    readonly double _number;

    /// <param name="number">The number. Null for words.</param>
    /// <param name="words">The words; empty for a number, and where there is no value.</param>
    public Figure(double? number, string words) => (_number, Words) = (number ?? double.NaN, words);

    /// <summary>The number. Null for words, and where there is no value.</summary>
    public double? Number => double.IsNaN(_number) ? null : _number;

    /// <summary>The words; empty for a number, and where there is no value.</summary>
    public string Words { get; }

    /// <summary>No value.</summary>
    public static Figure None { get; } = new(null, "");

    /// <summary>Any text.</summary>
    public static Figure OfWords(string words) => words.Length == 0 ? None : new(null, words);

    /// <summary>A text that is a number if it reads as one.</summary>
    public static Figure Of(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? new(number, "") : OfWords(text);

    public bool IsNone => Number is null && Words.Length == 0;

    /// <summary>As people read it.</summary>
    public string Rounded => Number is { } number ? NumberText.Significant(number) : ToString();

    /// <summary>All digits.</summary>
    public override string ToString() => Number?.ToString(CultureInfo.InvariantCulture) ?? (IsNone ? NumberText.Missing : Words);
}
