using Sim.Core.Runs;
using Sim.Reports.Factors;

namespace Sim.Reports.Remarks;

/// <summary>What one more tracer costs in cells that differ in nothing but how many there are.</summary>
/// <param name="Cells">From the fewest tracers to the most.</param>
/// <param name="LowNs">Nanoseconds of a call for each tracer, on average from the fewest to the most.</param>
/// <param name="HighNs">The same, but where the ends are equal and cells between them are not.</param>
sealed record TracerSlope(IReadOnlyList<CellResult> Cells, double LowNs, double HighNs)
{
    /// <summary>The slopes along a number of tracers, whatever the other factors are.</summary>
    public static IReadOnlyList<TracerSlope> Of(CellTable table, CellFactor across)
    {
        // What no tracer has a filter of is the same for every filter.
        var filter = across.Factor.Name == "irrelevant" ? table.Find("irrelevant_filter") : null;
        var others = table.Factors.Where(factor => factor != across && factor != filter).ToList();
        var known = Enumerable.Range(0, table.Cells.Count).Where(cell => OwnOverhead.Of(table.Cells[cell]) is not null).ToLookup(cell => filter is not null && across.Values[across.Codes[cell]].Number == 0);
        var zeros = known[true].ToLookup(Key);
        return
        [
            .. from filtered in known[false].GroupBy(cell => (Same: Key(cell), Filter: filter?.Codes[cell] ?? 0))
               let same = zeros[filtered.Key.Same].Concat(filtered).ToList()
               let points = same.OrderBy(cell => across.Codes[cell]).Select(cell => (Number: across.Values[across.Codes[cell]].Number!.Value, Ns: OwnOverhead.Of(table.Cells[cell])!.Value)).ToList()
               where points[0].Number < points[^1].Number
               let averages = points.Where(point => point.Number > points[0].Number).Select(point => (point.Ns - points[0].Ns) / (point.Number - points[0].Number)).ToList()
               let isFlat = CostSentence.IsNothing(averages[^1])
               select new TracerSlope(
                   [.. same.OrderBy(cell => across.Codes[cell]).Select(cell => table.Cells[cell])],
                   isFlat ? averages.Min() : averages[^1],
                   isFlat ? averages.Max() : averages[^1]),
        ];

        string Key(int cell) => string.Join(',', others.Select(factor => factor.Codes[cell]));
    }
}
