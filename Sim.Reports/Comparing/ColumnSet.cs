using Sim.Reports.Results;

namespace Sim.Reports.Comparing;

/// <summary>The columns of a file of results, each with its place in the values of every cell.</summary>
public sealed class ColumnSet
{
    readonly Dictionary<string, int> _places = [];
    readonly List<ResultColumn> _all = [];

    /// <summary>All of them, in the order of the file.</summary>
    public IReadOnlyList<ResultColumn> All => _all;

    /// <summary>True if the file has a column of that name.</summary>
    public bool Has(string name) => _places.ContainsKey(name);

    /// <summary>Place of the column of that name, from 0; null if there is none.</summary>
    public int? PlaceOf(string name) => _places.TryGetValue(name, out var place) ? place : null;

    /// <summary>Place of the column, which is added if it is new.</summary>
    public int Add(ResultColumn column)
    {
        if (_places.TryGetValue(column.Name, out var place))
            return place;
        _places[column.Name] = _all.Count;
        _all.Add(column);
        return _all.Count - 1;
    }
}
