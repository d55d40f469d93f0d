using Sim.Reports.Cells;

namespace Sim.Reports.Comparing;

/// <summary>Results beside those of a baseline.</summary>
public sealed record Comparison
{
    const int MostNamed = 5;

    /// <summary>Number of cells that both have.</summary>
    public required int Compared { get; init; }

    /// <summary>Cells whose values differ, in the baseline's order.</summary>
    public required IReadOnlyList<MovedCell> Moved { get; init; }

    /// <summary>Cells that only the baseline has.</summary>
    public required IReadOnlyList<GoneCell> Gone { get; init; }

    /// <summary>Names of cells that the baseline does not have: no difference.</summary>
    public required IReadOnlyList<string> Added { get; init; }

    /// <summary>Searches that find something else.</summary>
    public required IReadOnlyList<MovedThreshold> Thresholds { get; init; }

    /// <summary>Values of profiles that are other than in the baseline, where both files have them.</summary>
    public required IReadOnlyList<ChangedValue> Changed { get; init; }

    /// <summary>What was not compared, and names that differ: a sentence each.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>True if nothing that both have differs, and nothing is gone.</summary>
    public bool IsEqual => Moved.Count + Gone.Count + Thresholds.Count == 0;

    /// <summary>Compares cell by cell.</summary>
    /// <param name="baseline">What was.</param>
    /// <param name="current">What is.</param>
    /// <param name="tolerance">Changes that do not count.</param>
    /// <param name="acrossVersions">True to compare results of different versions of the model.</param>
    /// <exception cref="ComparisonException">They are of different models or parameters, or of different cells only.</exception>
    public static Comparison Of(ComparedResults baseline, ComparedResults current, Tolerance tolerance, bool acrossVersions)
    {
        var (before, now) = (baseline.Model, current.Model);
        if (!acrossVersions && (before is null || before != now))
        {
            throw new ComparisonException($"{baseline.Path} was made by model version {before ?? "unknown"}, {current.Path} by {now ?? "unknown"}: "
                + "make the baseline again, or allow it with --across-versions");
        }

        var pairs = new CellPairs(baseline, current);
        if (pairs.OtherParameters().ToList() is { Count: > 0 } other)
            throw new ComparisonException(Listed(FormattableString.Invariant($"{other.Count} cells of the baseline cannot be compared"), other));
        if (baseline.Possible.Where(sought => current.Possible.GetValueOrDefault(sought.Key, sought.Value) != sought.Value).ToList() is { Count: > 0 } searches)
        {
            throw new ComparisonException(Listed("searches among other cells cannot be compared", [.. searches.Select(sought =>
                $"{sought.Key}: among {sought.Value} cells in the baseline, {current.Possible[sought.Key]} now")]));
        }

        if (pairs.Both.Count > 0 && pairs.Both.All(pair => !HasFigures(pair.Before) && !HasFigures(pair.Now)))
            throw new ComparisonException("no cell that both have has figures: there is nothing to compare");

        // Which cells a search takes follows from what it finds.
        List<GoneCell> gone = [.. pairs.Gone.Where(cell => !IsTaken(baseline, cell)).Select((cell, index) => new GoneCell(pairs.NameOf(cell), cell, index < MostNamed ? pairs.Nearest(cell) : null))];
        if (pairs.Both.Count == 0 && gone.Count > 0)
            throw new ComparisonException(Listed($"{current.Path} has no cell of {baseline.Path}", [.. gone.Select(cell => cell.ToString())]));
        List<ComparedCell> added = [.. pairs.Added.Where(cell => !IsTaken(current, cell))];
        var columns = new ComparedColumns(baseline, current, tolerance, acrossVersions);
        return new()
        {
            Compared = pairs.Both.Count,
            Moved = [.. from pair in pairs.Both
                        let differences = columns.Between(pair.Before, pair.Now).ToList()
                        where differences.Count > 0
                        select new MovedCell(pairs.NameOf(pair.Before), pair.Before, pair.Now, differences)],
            Gone = gone,
            Added = [.. added.Select(pairs.NameOf)],
            Thresholds = MovedThreshold.Between(baseline, current, tolerance.Percent),
            Changed = ChangedValue.Between(baseline.Profiles, current.Profiles),
            Remarks = [.. RemarksOn(baseline, current, columns.OnlyInOne, pairs.Gone.Count + pairs.Added.Count - gone.Count - added.Count)],
        };
    }

    static IEnumerable<string> RemarksOn(ComparedResults baseline, ComparedResults current, IReadOnlyList<string> onlyInOne, int taken)
    {
        if (baseline.Scenarios is [var before] && current.Scenarios is [var now] && before != now)
            yield return $"the scenario's name is {before} in the baseline, {now} now";
        if (onlyInOne.Count > 0)
            yield return $"not compared, as only one of the results has them: {string.Join(", ", onlyInOne)}";
        if (baseline.IsCsv || current.IsCsv)
            yield return "not compared, as results.csv does not have them: intervals, instructions by part of the code, rank correlations, thresholds of searches, values of profiles; results.json has all";
        if (taken > 0)
            yield return $"not compared, as a search took them on one side only: {NumberText.Integer(taken)} {(taken == 1 ? "cell" : "cells")}";
        if (!baseline.IsCsv && !current.IsCsv && current.Found.Keys.Except(baseline.Found.Keys).ToList() is { Count: > 0 } added)
            yield return $"not in the baseline, and not compared: {string.Join("; ", added.Select(sought => $"{sought}: {current.Found[sought]}"))}";
    }

    static bool HasFigures(ComparedCell cell) => cell.Text("status") is "ok" or "";

    static bool IsTaken(ComparedResults results, ComparedCell cell) => results.Took.Contains(cell.Text("cell"));

    static string Listed(string title, List<string> lines) => FormattableString.Invariant($"{title}:\n  {string.Join("\n  ", lines.Take(MostNamed))}")
        + (lines.Count > MostNamed ? FormattableString.Invariant($"\n  and {lines.Count - MostNamed} more") : "");
}
