using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Tables;

/// <summary>What searches found.</summary>
static class ThresholdTable
{
    static readonly IReadOnlyList<Column> Columns =
    [
        new("where", "machine and values that do not vary in the search", IsText: true),
        new("sought", "smallest or largest value, and what it must meet", IsText: true),
        new("found", "the value; none if no value meets the condition"),
        new("run", "cells that it took"),
        new("of", "cells that were possible"),
    ];

    /// <summary>The section; none where nothing was sought.</summary>
    public static IEnumerable<Section> Of(IReadOnlyList<Threshold> thresholds) => thresholds.Count == 0 ? [] :
    [
        new(
            "Found",
            [new("", Columns, [.. thresholds.Select(RowOf)])],
            [.. thresholds.Where(found => found.Doubt is not null).Select(found => found.Sentence)]),
    ];

    static IReadOnlyList<string> RowOf(Threshold found) =>
    [
        found.Where,
        $"{(found.IsSmallest ? "smallest" : "largest")} {found.Name} with {found.Condition}",
        (found.Value ?? "none") + (found.Doubt is null ? "" : " ?"),
        NumberText.Integer(found.Ran),
        NumberText.Integer(found.Candidates),
    ];
}
