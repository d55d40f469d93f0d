using Sim.Reports.Results;

namespace Sim.Reports.Comparing;

/// <summary>Cells of two results that are the same cell, and those that only one of them has.</summary>
sealed class CellPairs
{
    readonly IReadOnlyList<string> _coordinates;
    readonly IReadOnlyList<string> _parameters;
    readonly IReadOnlyList<string> _telling;

    /// <exception cref="ComparisonException">A file has a cell twice.</exception>
    public CellPairs(ComparedResults baseline, ComparedResults current)
    {
        // A scenario may have got another name, unless it is what tells cells apart.
        IReadOnlyList<string> scenario = baseline.Scenarios.Count > 1 || current.Scenarios.Count > 1 ? ["scenario"] : [];
        var columns = baseline.Columns.All.Concat(current.Columns.All).DistinctBy(column => column.Name).ToList();
        _coordinates = [.. scenario, .. columns.Where(column => column.Role == ColumnRole.Coordinate).Select(column => column.Name).Order(StringComparer.Ordinal)];
        _parameters = [.. columns.Where(column => column.Role == ColumnRole.Parameter).Select(column => column.Name)];
        _telling = [.. _parameters.Where(name => baseline.Cells.Select(cell => cell.Text(name)).Distinct().Skip(1).Any())];
        var (before, now) = (ByKey(baseline), ByKey(current));
        Both = [.. from cell in before where now.ContainsKey(cell.Key) select (cell.Value, now[cell.Key])];
        Gone = [.. from cell in before where !now.ContainsKey(cell.Key) select cell.Value];
        Added = [.. from cell in now where !before.ContainsKey(cell.Key) select cell.Value];
    }

    /// <summary>Those that both have, in the baseline's order.</summary>
    public IReadOnlyList<(ComparedCell Before, ComparedCell Now)> Both { get; }

    /// <summary>Those that only the baseline has.</summary>
    public IReadOnlyList<ComparedCell> Gone { get; }

    /// <summary>Those that only the current results have.</summary>
    public IReadOnlyList<ComparedCell> Added { get; }

    /// <summary>In a few words, different for every cell of a file.</summary>
    public string NameOf(ComparedCell cell) => $"{cell}{string.Concat(_telling.Select(name => $", {name} {cell.Text(name)}"))}";

    /// <summary>Cells that both have, made with other parameters: each in a sentence.</summary>
    public IEnumerable<string> OtherParameters()
    {
        var added = Added.GroupBy(Situation).ToDictionary(group => group.Key, group => group.First());
        return from pair in Both.Concat(from cell in Gone where added.ContainsKey(Situation(cell)) select (cell, added[Situation(cell)]))
               let other = _parameters.Where(name => pair.Item1.Text(name) != pair.Item2.Text(name)).ToList()
               where other.Count > 0
               select $"{pair.Item1}: made with other parameters: " + string.Join(", ", other.Select(name => $"{name} {Parameter(name, pair.Item1)} in the baseline, {Parameter(name, pair.Item2)} now"));
    }

    /// <summary>What the current cell that is nearest to a cell that is gone has instead, in a clause; null if none is near.</summary>
    public string? Nearest(ComparedCell gone)
    {
        var nearest = Added.Select(cell => _coordinates.Where(name => gone.Text(name) != cell.Text(name)).Select(name => $"{name} {Or(cell.Text(name))}").ToList())
            .MinBy(others => others.Count);
        return nearest is { Count: <= 2 } ? $"the nearest there has {string.Join(" and ", nearest)}" : null;
    }

    // Cells that depend on the seed are run with two seeds at least.
    static string Parameter(string name, ComparedCell cell) => (name, cell.Text(name)) is ("seeds", "1") ? "1 (nothing is drawn, one run is enough)" : Or(cell.Text(name));

    static string Or(string text) => text.Length == 0 ? "none" : text;

    // Calls and seed may be swept. With how many seeds and samples a cell was run is the same in a file, or follows from the cell.
    string Key(ComparedCell cell) => Join(cell, [.. _coordinates, "calls", "seed"]);

    string Situation(ComparedCell cell) => Join(cell, _coordinates);

    static string Join(ComparedCell cell, IEnumerable<string> names) => string.Join('\0', names.Select(cell.Text));

    Dictionary<string, ComparedCell> ByKey(ComparedResults results)
    {
        var cells = new Dictionary<string, ComparedCell>();
        foreach (var cell in results.Cells)
        {
            if (!cells.TryAdd(Key(cell), cell))
                throw new ComparisonException($"{results.Path} has a cell twice: {cell}");
        }

        return cells;
    }
}
