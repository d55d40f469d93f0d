using System.Globalization;

namespace Sim.Scenarios.Checks;

/// <summary>Figures in messages.</summary>
static class FigureText
{
    /// <summary>At most three decimals, and the unit.</summary>
    public static string Of(double value, string unit) => $"{value.ToString("0.###", CultureInfo.InvariantCulture)}{(unit.Length == 0 ? "" : " ")}{unit}";

    /// <summary>Two figures with as many digits as it takes to tell them apart.</summary>
    public static (string One, string Other) Apart(double one, double other, string unit)
    {
        var (first, second) = (Of(one, unit), Of(other, unit));
        return first != second || one == other ? (first, second)
            : ($"{one.ToString("R", CultureInfo.InvariantCulture)} {unit}", $"{other.ToString("R", CultureInfo.InvariantCulture)} {unit}");
    }
}
