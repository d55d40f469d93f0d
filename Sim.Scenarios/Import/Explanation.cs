namespace Sim.Scenarios.Import;

/// <summary>How runs of one kind may have got their times.</summary>
/// <param name="Length">Description length in nats: that of what is assumed, and that of the errors left.</param>
/// <param name="Error">Root mean square of the relative errors.</param>
/// <param name="Slices">Time slices that each run lost; all 0 where none are assumed.</param>
/// <param name="SliceNs">Length of a slice. 0 where none are assumed.</param>
/// <param name="CliffAfter">Ops up to which cost is linear, where more ops cost more each. Null where it is linear throughout.</param>
sealed record Explanation(double Length, double Error, IReadOnlyList<int> Slices, double SliceNs, int? CliffAfter)
{
    public bool HasSlices => Slices.Any(slices => slices > 0);
}
