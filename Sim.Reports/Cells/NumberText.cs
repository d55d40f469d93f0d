using System.Globalization;

namespace Sim.Reports.Cells;

/// <summary>Numbers as people read them, the same in every culture.</summary>
public static class NumberText
{
    /// <summary>Shown where there is no number.</summary>
    public const string Missing = "-";

    /// <summary>Three significant digits, with thousands separators; less than 0.0005 is 0.</summary>
    public static string Significant(double? number)
    {
        if (number is not { } value || !double.IsFinite(value))
            return Missing;
        if (Math.Abs(value) < 0.0005)
            return "0";

        var exponent = ExponentOf(value);
        if (exponent >= 2)
        {
            var step = Math.Pow(10, exponent - 2);
            return (Math.Round(value / step) * step).ToString("#,0", CultureInfo.InvariantCulture);
        }

        return value.ToString("F" + (2 - exponent).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>Two significant digits, as titles have them: <c>13</c>, <c>2,400</c>, <c>0.032</c>.</summary>
    public static string Rounded(double number)
    {
        if (Math.Abs(number) < 0.0005)
            return "0";
        var step = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(number))) - 1);
        return Decimal(Math.Round(number / step) * step);
    }

    /// <summary>A count of things, such as <c>1 cell</c> and <c>1,200 cells</c>.</summary>
    public static string Counted(int count, string thing) => $"{Integer(count)} {thing}{(count == 1 ? "" : "s")}";

    /// <summary>A whole number with thousands separators.</summary>
    public static string Integer(double? number) =>
        number is { } value && double.IsFinite(value) ? value.ToString("#,0", CultureInfo.InvariantCulture) : Missing;

    /// <summary>A round number in full: <c>0.05</c>, <c>1,000</c>.</summary>
    public static string Decimal(double number) => number.ToString("#,0.######", CultureInfo.InvariantCulture);

    /// <summary>A difference in percent with its sign and one decimal.</summary>
    public static string SignedPercent(double? number) => SignedPercent(number, 1);

    /// <summary>A difference in percent with its sign and this many decimals, 1 or more.</summary>
    public static string SignedPercent(double? number, int decimals)
    {
        var digits = "0." + new string('0', decimals);
        return number is { } value && double.IsFinite(value) ? value.ToString($"+{digits};-{digits};{digits}", CultureInfo.InvariantCulture) : Missing;
    }

    // The exponent after rounding to three digits: 9.996 is read as 10.0.
    static int ExponentOf(double value)
    {
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        var rounded = Math.Round(Math.Abs(value) / Math.Pow(10, exponent - 2));
        return rounded >= 1000 ? exponent + 1 : exponent;
    }
}
