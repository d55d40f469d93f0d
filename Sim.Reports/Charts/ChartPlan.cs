using Sim.Reports.Factors;

namespace Sim.Reports.Charts;

/// <summary>Which factor is drawn how.</summary>
/// <param name="Kind">Kind of chart.</param>
/// <param name="Across">Factors along horizontal axes: of lines, one for each column of panels; of a map, one. Rows of dots have none.</param>
/// <param name="Up">Factor along the vertical axis of a map. Null for others.</param>
/// <param name="Color">Factor that colours tell apart. Null for one colour.</param>
/// <param name="Panels">Factors that have a panel, or a row of dots, for each combination.</param>
/// <param name="Merged">Factors over which medians and ranges are drawn.</param>
sealed record ChartPlan(
    ChartKind Kind, IReadOnlyList<CellFactor> Across, CellFactor? Up, CellFactor? Color, IReadOnlyList<CellFactor> Panels, IReadOnlyList<CellFactor> Merged)
{
    /// <summary>The combinations of <see cref="Panels"/> that occur: codes of each factor, in order of the values.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Combinations(IReadOnlyList<CellFactor> factors, int cells)
    {
        var found = new SortedSet<IReadOnlyList<int>>(ByCodes);
        for (var cell = 0; cell < cells; cell++)
            found.Add(CodesOf(factors, cell));
        return [.. found];
    }

    /// <summary>True if every combination of the factors' values occurs.</summary>
    public static bool IsCrossed(IReadOnlyList<CellFactor> factors, int combinations) => factors.Aggregate(1L, (all, factor) => all * factor.Values.Count) == combinations;

    /// <summary>True if a cell has these codes.</summary>
    public static bool Has(IReadOnlyList<CellFactor> factors, IReadOnlyList<int> codes, int cell)
    {
        for (var i = 0; i < codes.Count; i++)
        {
            if (factors[i].Codes[cell] != codes[i])
                return false;
        }

        return true;
    }

    /// <summary>The labels of a combination; the values themselves where no label says anything.</summary>
    public static string NameOf(IReadOnlyList<CellFactor> factors, IReadOnlyList<int> codes)
    {
        var values = factors.Select((factor, i) => factor.Values[codes[i]]).ToList();
        var labels = string.Join(", ", values.Select(value => value.Label).Where(label => label.Length > 0));
        return labels.Length > 0 ? labels : string.Join(", ", values.Select(value => value.Text).Where(text => text.Length > 0));
    }

    static IReadOnlyList<int> CodesOf(IReadOnlyList<CellFactor> factors, int cell) => [.. factors.Select(factor => factor.Codes[cell])];

    static readonly Comparer<IReadOnlyList<int>> ByCodes = Comparer<IReadOnlyList<int>>.Create((left, right) =>
        left.Zip(right, (a, b) => a.CompareTo(b)).FirstOrDefault(order => order != 0));
}

/// <summary>Kinds of charts.</summary>
enum ChartKind
{
    /// <summary>Lines over a swept number.</summary>
    Lines,

    /// <summary>A map of two swept numbers.</summary>
    Map,

    /// <summary>Rows of dots.</summary>
    Dots,
}
