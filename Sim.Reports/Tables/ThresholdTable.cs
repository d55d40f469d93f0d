using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Tables;

/// <summary>What searches found.</summary>
static class ThresholdTable
{
    static readonly IReadOnlyList<Column<Threshold>> Columns =
    [
        new("where", "machine and values that do not vary in the search", found => found.Where, IsText: true),
        new("sought", "smallest or largest value, and what it must meet", found => $"{(found.IsSmallest ? "smallest" : "largest")} {found.Name} with {found.Condition}", IsText: true),
        new("found", "the value; none if no value meets the condition", found => (found.Value ?? "none") + (found.Doubt is null ? "" : " ?")),
        new("run", "cells that it took", found => NumberText.Integer(found.Ran)),
        new("of", "cells that were possible", found => NumberText.Integer(found.Candidates)),
    ];

    /// <summary>The section; none where nothing was sought.</summary>
    public static IEnumerable<Section> Of(IReadOnlyList<Threshold> thresholds) => thresholds.Count == 0 ? [] :
    [
        new(
            "Found",
            [Table.Of("", Columns, thresholds)],
            [.. thresholds.Where(found => found.Doubt is not null).Select(found => found.Sentence)]),
    ];
}
