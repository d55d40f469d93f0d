using Sim.Core.Runs;
using Sim.Reports.Factors;

namespace Sim.Reports.Remarks;

/// <summary>A cell on a captured kernel, and what the same takes less with the kernel patched.</summary>
/// <param name="Original">The cell on the kernel as it was captured.</param>
/// <param name="SavedNs">Nanoseconds that a call takes less on the patched one.</param>
sealed record PatchedPair(CellResult Original, double SavedNs)
{
    static readonly Metric PerCallNs = Metric.Find("per_call_ns")!;

    /// <summary>Those of a table that have numbers.</summary>
    public static IReadOnlyList<PatchedPair> Of(CellTable table) =>
    [
        .. from patched in table.Cells
           where patched.Spec.Kernel.Capture?.Original is not null
           from original in table.Cells
           where original.Spec.Kernel.Capture == patched.Spec.Kernel.Capture!.Original && IsSame(original.Planned, patched.Planned)
           let saved = PerCallNs.Of(original) - PerCallNs.Of(patched)
           where saved is not null
           select new PatchedPair(original, saved.Value),
    ];

    static bool IsSame(Cell original, Cell patched) =>
        Dimension.All.All(dimension => dimension == Dimension.Kernel || dimension.Text(original) == dimension.Text(patched)) && original.Swept.SequenceEqual(patched.Swept);
}
