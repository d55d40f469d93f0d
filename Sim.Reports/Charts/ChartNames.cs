using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Reports.Factors;

namespace Sim.Reports.Charts;

/// <summary>Names of factors that a user gives for a chart.</summary>
public static class ChartNames
{
    /// <summary>Why <paramref name="name"/> cannot be what <paramref name="key"/> says: the mistake and a hint; null if it can.</summary>
    /// <param name="cells">The cells of the scenario.</param>
    /// <param name="key"><c>x</c>, <c>colour</c> or <c>panels</c>.</param>
    /// <param name="name">Name of a factor.</param>
    public static (string Message, string Hint)? MistakeIn(IReadOnlyList<Cell> cells, string key, string name)
    {
        var table = CellTable.Traced([.. cells.Select(cell => new CellResult { Planned = cell, Status = CellStatus.Ok })]);
        if (table.Find(name) is not { } factor)
        {
            var isSame = table.Constant.Any(constant => constant.Factor.Name == name);
            return ($"{key} '{name}' is nothing in which traced cells differ{(isSame ? ": all have the same" : "")}", HintOf(name, table.Factors.Where(other => other.IsNumeric || key != "x")));
        }

        if (key == "x" && !factor.IsNumeric)
            return ($"x '{name}' is not a number", HintOf(name, table.Factors.Where(other => other.IsNumeric)));
        return key == "colour" && factor.Values.Count > ChartPlanner.MostColors
            ? (FormattableString.Invariant($"colour '{name}' has {factor.Values.Count} values, and colours tell at most {ChartPlanner.MostColors} apart"), "Give it to x or panels.")
            : null;
    }

    static string HintOf(string name, IEnumerable<CellFactor> factors) =>
        factors.Select(factor => factor.Factor.Name).ToList() is { Count: > 0 } known ? NearestName.Hint(name, known) : "There is nothing of the kind.";
}
