using System.Globalization;
using System.Text.RegularExpressions;
using Sim.Core.A64;

namespace Sim.Core.Loads.Checking;

/// <summary>Registers that the text of an instruction names.</summary>
static partial class RegisterNames
{
    /// <summary>Each once, in order; W registers by their X names.</summary>
    public static IEnumerable<(string Name, int Number)> In(string instruction) =>
        Names().Matches(instruction.ToLowerInvariant())
            .Select(name => name.Value == "sp" ? ("sp", Register.Stack) : ($"x{name.Groups[1].Value}", int.Parse(name.Groups[1].Value, CultureInfo.InvariantCulture)))
            .Where(name => name.Item2 <= Register.Link || name.Item2 == Register.Stack)
            .Distinct();

    [GeneratedRegex(@"\b(?:[xw]([0-9]{1,2})|sp)\b")]
    private static partial Regex Names();
}
