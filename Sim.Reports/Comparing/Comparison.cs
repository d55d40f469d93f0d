namespace Sim.Reports.Comparing;

/// <summary>Results beside those of a baseline.</summary>
/// <param name="Compared">Number of cells that both have.</param>
/// <param name="Moved">Cells whose figures differ, in the baseline's order.</param>
/// <param name="Added">Cells that the baseline does not have.</param>
/// <param name="Changed">Values of profiles that are other than in the baseline, where both files have them.</param>
public sealed record Comparison(int Compared, IReadOnlyList<MovedCell> Moved, IReadOnlyList<ComparedCell> Added, IReadOnlyList<ChangedValue> Changed)
{
    const int MostNamed = 5;

    /// <summary>Compares cell by cell.</summary>
    /// <param name="baseline">What was.</param>
    /// <param name="current">What is.</param>
    /// <param name="tolerancePercent">Largest change of a figure that is none, in percent of the baseline's; 0 for exact.</param>
    /// <param name="acrossVersions">True to compare results of different versions of the model.</param>
    /// <exception cref="ComparisonException">They are of different models or parameters, or a cell is gone.</exception>
    public static Comparison Of(ComparedResults baseline, ComparedResults current, double tolerancePercent, bool acrossVersions)
    {
        if (!acrossVersions && (baseline.Model is null || baseline.Model != current.Model))
        {
            throw new ComparisonException($"{baseline.Path} was made by model version {baseline.Model ?? "unknown"}, {current.Path} by {current.Model ?? "unknown"}: "
                + "make the baseline again, or allow it with --across-versions");
        }

        var now = ByIdentity(current);
        var before = ByIdentity(baseline);
        var gone = baseline.Cells.Where(cell => !now.ContainsKey(cell.Identity)).ToList();
        if (gone.Count > 0)
            throw new ComparisonException(Gone(gone, current));
        return new(
            before.Count,
            [.. baseline.Cells.Select(cell => MovedCell.Of(cell, now[cell.Identity], tolerancePercent)).OfType<MovedCell>()],
            [.. current.Cells.Where(cell => !before.ContainsKey(cell.Identity))],
            ChangedValue.Between(baseline.Profiles, current.Profiles));
    }

    static string Gone(List<ComparedCell> gone, ComparedResults current)
    {
        var same = current.Cells.GroupBy(cell => cell.Situation).ToDictionary(group => group.Key, group => group.First());
        var lines = gone.Take(MostNamed).Select(cell => same.TryGetValue(cell.Situation, out var other)
            ? $"{cell.Name}: made with other parameters: {cell.OtherParameters(other)}"
            : $"{cell.Name}: not in {current.Path}");
        var more = gone.Count > MostNamed ? FormattableString.Invariant($"\n  and {gone.Count - MostNamed} more") : "";
        return FormattableString.Invariant($"{gone.Count} cells of the baseline cannot be compared:\n  {string.Join("\n  ", lines)}{more}");
    }

    static Dictionary<string, ComparedCell> ByIdentity(ComparedResults results)
    {
        var cells = new Dictionary<string, ComparedCell>();
        foreach (var cell in results.Cells)
        {
            if (!cells.TryAdd(cell.Identity, cell))
                throw new ComparisonException($"{results.Path} has a cell twice: {cell.Name}");
        }

        return cells;
    }
}
