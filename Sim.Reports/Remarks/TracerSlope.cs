using Sim.Core.Runs;
using Sim.Reports.Factors;

namespace Sim.Reports.Remarks;

/// <summary>What one more tracer costs in cells that differ in nothing but how many there are.</summary>
/// <param name="Cells">From the fewest tracers to the most.</param>
/// <param name="Cost">Of each tracer: between neighbouring numbers of tracers, and from the fewest to the most.</param>
sealed record TracerSlope(IReadOnlyList<CellResult> Cells, CostRange Cost)
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
               let same = zeros[filtered.Key.Same].Concat(filtered).OrderBy(cell => across.Codes[cell]).ToList()
               let points = Points([.. same.Select(cell => (across.Values[across.Codes[cell]].Number!.Value, table.Cells[cell]))], across.Factor.Name)
               where points.Count > 1
               select new TracerSlope([.. same.Select(cell => table.Cells[cell])], CostOf(points)),
        ];

        string Key(int cell) => string.Join(',', others.Select(factor => factor.Codes[cell]));
    }

    // A tool that is alone has one more cell: without it nothing is traced, and the overhead is nothing.
    static List<Point> Points(IReadOnlyList<(double Number, CellResult Cell)> cells, string tool)
    {
        List<Point> points = [.. from cell in cells
                                 group OwnOverhead.Of(cell.Cell)!.Value by cell.Number into same
                                 select new Point(same.Key, same.Min(), same.Max())];
        var tools = cells[0].Cell.Spec.Tools.All;
        return points[0].Number > 0 && tools.Any(other => other.Name == tool) && tools.All(other => other.Name == tool || other.Count == 0)
            ? [new(0, 0, 0), .. points] : points;
    }

    static CostRange CostOf(List<Point> points)
    {
        var steps = points.Zip(points.Skip(1), (from, to) => (
            Low: (to.LowNs - from.HighNs) / (to.Number - from.Number),
            High: (to.HighNs - from.LowNs) / (to.Number - from.Number))).ToList();
        var (first, last) = (points[0], points[^1]);
        return new(steps.Min(step => step.Low), steps.Max(step => step.High), (last.HighNs - first.LowNs) / (last.Number - first.Number));
    }

    readonly record struct Point(double Number, double LowNs, double HighNs);
}

/// <summary>What something costs a call, in nanoseconds.</summary>
/// <param name="LowNs">The least.</param>
/// <param name="HighNs">The most.</param>
/// <param name="MeanNs">On average.</param>
readonly record struct CostRange(double LowNs, double HighNs, double MeanNs)
{
    // Less than that is a difference of rounding and of the first calls, not of tracers.
    const double ShareOfOneFigure = 0.1;

    /// <summary>One figure.</summary>
    public static CostRange Of(double ns) => new(ns, ns, ns);

    /// <summary>The range of all; where that is within a tenth of their mean and the averages are one figure, these.</summary>
    public static (double LowNs, double HighNs) Over(IReadOnlyList<CostRange> costs)
    {
        var (low, high) = (costs.Min(cost => cost.LowNs), costs.Max(cost => cost.HighNs));
        var averages = new CostPart("", costs.Min(cost => cost.MeanNs), costs.Max(cost => cost.MeanNs), IsValidated: true);
        return !averages.IsRange && high - low <= ShareOfOneFigure * Math.Abs(costs.Average(cost => cost.MeanNs)) ? (averages.Low, averages.High) : (low, high);
    }
}
