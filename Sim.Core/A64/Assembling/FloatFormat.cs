using System.Globalization;

namespace Sim.Core.A64.Assembling;

/// <summary>A binary format of floating-point numbers: sign, exponent, fraction.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Infinity">The bits of positive infinity: all ones in the exponent.</param>
/// <param name="Round">The bits of a decimal number, rounded to the nearest, ties to even.</param>
sealed record FloatFormat(int Bytes, ulong Infinity, Func<string, ulong> Round)
{
    public static FloatFormat Half { get; } = new(2, 0x7c00, text => BitConverter.HalfToUInt16Bits(System.Half.Parse(text, CultureInfo.InvariantCulture)));

    public static FloatFormat Single { get; } = new(4, 0x7f80_0000, text => BitConverter.SingleToUInt32Bits(float.Parse(text, CultureInfo.InvariantCulture)));

    public static FloatFormat Double { get; } = new(8, 0x7ff0_0000_0000_0000, text => BitConverter.DoubleToUInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)));

    /// <summary>bfloat16: the upper half of a single.</summary>
    public static FloatFormat Brain { get; } = new(2, 0x7f80, text => Single.Round(text) is var bits ? bits + 0x7fff + (bits >> 16 & 1) >> 16 : 0);

    /// <summary>The bytes of <paramref name="text"/>, the low one first; null if it is too large for the format.</summary>
    /// <param name="text">A decimal number, <c>inf</c> or <c>nan</c>, with or without a sign.</param>
    public byte[]? BytesOf(string text)
    {
        var digits = text.TrimStart('-', '+');
        var sign = text[0] == '-' ? 1ul << (Bytes * 8) - 1 : 0;
        // All ones, as GNU as has it.
        var bits = IsNan(digits) ? (1ul << (Bytes * 8) - 1) - 1 : IsInfinite(digits) ? Infinity : Round(digits);
        return bits == Infinity && !IsInfinite(digits) ? null : BitConverter.GetBytes(bits | sign)[..Bytes];
    }

    /// <summary>True for what <see cref="BytesOf"/> reads, without a sign.</summary>
    public static bool IsNumber(string digits) => IsInfinite(digits) || IsNan(digits)
        || (digits is [(>= '0' and <= '9') or '.', ..] && double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _));

    static bool IsInfinite(string digits) => digits.Equals("inf", StringComparison.OrdinalIgnoreCase) || digits.Equals("infinity", StringComparison.OrdinalIgnoreCase);

    static bool IsNan(string digits) => digits.Equals("nan", StringComparison.OrdinalIgnoreCase);
}
