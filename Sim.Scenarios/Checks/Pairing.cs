using Sim.Core.Runs;

namespace Sim.Scenarios.Checks;

/// <summary>Which cells of a scenario are compared: those that are alike in all but the dimensions of a rule, and in what changes with these by itself.</summary>
sealed class Pairing
{
    readonly IReadOnlyList<Cell> _cells;
    readonly IReadOnlyList<Coordinate> _fixed;

    /// <param name="cells">The scenario's cells.</param>
    /// <param name="coordinates">All by which they may differ.</param>
    /// <param name="varied">Those in which compared cells may differ.</param>
    public Pairing(IReadOnlyList<Cell> cells, IReadOnlyList<Coordinate> coordinates, IReadOnlyList<Coordinate> varied)
    {
        _cells = cells;
        _fixed = [.. coordinates.Where(coordinate => !varied.Any(coordinate.MovesWith))];
    }

    /// <summary>The cells in groups that are alike, each with two or more, in plan order.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups(Selection selection) =>
        [.. selection.Indices.Order().GroupBy(KeyOf).Where(group => group.Skip(1).Any()).Select(group => group.ToList())];

    /// <summary>In each group, each cell with those that come next along <paramref name="dimension"/>.</summary>
    public IReadOnlyList<(int Before, int After)> Steps(Selection selection, Coordinate dimension) =>
    [
        .. from alike in Groups(selection)
           let levels = alike.GroupBy(index => dimension.Number(_cells[index])).OrderBy(level => level.Key).ToList()
           from pair in levels.Zip(levels.Skip(1))
           from before in pair.First
           from after in pair.Second
           select (before, after),
    ];

    /// <summary>Each cell with those of <paramref name="others"/> that are alike; those that are in both are compared with none.</summary>
    public IEnumerable<(int Cell, IReadOnlyList<int> Others)> Pairs(Selection selection, Selection others)
    {
        var alike = others.Indices.Order().GroupBy(KeyOf).ToDictionary(group => group.Key, IReadOnlyList<int> (group) => [.. group]);
        return selection.Indices.Order().Where(index => !others.Contains(index)).Select(index => (index, alike.GetValueOrDefault(KeyOf(index), [])));
    }

    string KeyOf(int index) => string.Join('\0', _fixed.Select(coordinate => coordinate.Text(_cells[index])));
}
