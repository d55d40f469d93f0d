using ScottPlot;
using Sim.Reports.Cells;

namespace Sim.Reports.Charts;

/// <summary>A logarithmic axis of numbers of tracers, with 0 set apart on the left.</summary>
sealed class TracerScale(IEnumerable<int> counts)
{
    const double ZeroPosition = -0.5;
    const double Margin = 0.15;
    const double LeastDistanceOfTicks = 0.25;

    readonly List<int> _counts = [.. counts.Distinct().Order()];

    public CoordinateRange Limits => new(PositionOf(_counts[0]) - Margin, PositionOf(_counts[^1]) + Margin);

    public static double PositionOf(int count) => count == 0 ? ZeroPosition : Math.Log10(count);

    /// <summary>The counts that occur, as far as there is room: of two too near to each other, the smaller.</summary>
    public IEnumerable<(double Position, string Label)> Ticks()
    {
        var last = double.NegativeInfinity;
        foreach (var count in _counts.Where(count => PositionOf(count) - last >= LeastDistanceOfTicks))
        {
            last = PositionOf(count);
            yield return (last, NumberText.Integer(count));
        }
    }
}
