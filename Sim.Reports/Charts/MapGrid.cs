using Sim.Reports.Factors;

namespace Sim.Reports.Charts;

/// <summary>The fields of one panel of a map.</summary>
sealed class MapGrid
{
    readonly double?[,] _values;

    /// <param name="data">The figures.</param>
    /// <param name="across">Columns.</param>
    /// <param name="up">Rows.</param>
    /// <param name="codes">Which panel it is: codes of the factors of panels.</param>
    /// <param name="cells">Its cells.</param>
    public MapGrid(ChartData data, CellFactor across, CellFactor up, IReadOnlyList<int> codes, IEnumerable<int> cells)
    {
        Codes = codes;
        _values = new double?[across.Values.Count, up.Values.Count];
        foreach (var field in cells.Where(cell => data.Values[cell] is not null).GroupBy(cell => (X: across.Codes[cell], Y: up.Codes[cell])))
        {
            var values = field.Select(cell => data.Values[cell]!.Value).Order().ToList();
            _values[field.Key.X, field.Key.Y] = values[values.Count / 2];
        }
    }

    public IReadOnlyList<int> Codes { get; }

    public int Columns => _values.GetLength(0);

    public int Rows => _values.GetLength(1);

    /// <summary>The figure of a field; the median of several cells. Null where there is none.</summary>
    public double? this[int column, int row] => _values[column, row];

    public IEnumerable<double> Known => _values.Cast<double?>().OfType<double>();

    public bool HasGaps => _values.Cast<double?>().Any(value => value is null);
}

/// <summary>Which strategy is the cheapest in each field of maps that differ in nothing else.</summary>
sealed class CheapestMap
{
    // Nearer figures are equal: the first strategy keeps the field.
    const double EqualShare = 0.1;

    readonly Dictionary<string, int[,]> _cheapest;
    readonly int _strategy;

    /// <param name="strategy">Index of the strategy's code.</param>
    /// <param name="grids">All panels.</param>
    public CheapestMap(int strategy, IEnumerable<MapGrid> grids)
    {
        _strategy = strategy;
        _cheapest = grids.GroupBy(KeyOf).ToDictionary(group => group.Key, group => MapPatches.WithoutSmall(Cheapest([.. group.OrderBy(grid => grid.Codes[strategy])])));
        HasLines = _cheapest.Values.Any(map => map.Cast<int>().Where(index => index >= 0).Distinct().Count() > 1);
    }

    /// <summary>True if in some panel another strategy becomes the cheapest.</summary>
    public bool HasLines { get; }

    /// <summary>Index of the cheapest strategy in a field, but for a few fields apart from others; -1 where none has numbers.</summary>
    public int Of(MapGrid grid, int column, int row) => _cheapest[KeyOf(grid)][column, row];

    static int[,] Cheapest(MapGrid[] group)
    {
        var map = new int[group[0].Columns, group[0].Rows];
        for (var column = 0; column < map.GetLength(0); column++)
        {
            for (var row = 0; row < map.GetLength(1); row++)
                map[column, row] = Of(group, column, row);
        }

        return map;
    }

    static int Of(MapGrid[] group, int column, int row)
    {
        var best = -1;
        for (var i = 0; i < group.Length; i++)
        {
            if (group[i][column, row] is { } value && (best < 0 || value < (1 - EqualShare) * group[best][column, row]!.Value))
                best = i;
        }

        return best;
    }

    string KeyOf(MapGrid grid) => string.Join(',', grid.Codes.Where((_, i) => i != _strategy));
}
