using ScottPlot;
using Sim.Reports.Cells;

namespace Sim.Reports.Charts;

/// <summary>A logarithmic axis of nanoseconds with one place, below the lowest decade, for what has no logarithm.</summary>
sealed class OverheadScale
{
    // Below it overhead is nothing: no clock resolves a hundredth of a nanosecond per call.
    const double SmallestNs = 0.01;
    const string ZeroLabel = "< 0.01";
    const double ZeroGap = 0.4;
    const double Margin = 0.12;

    readonly int _lowDecade;
    readonly double _high;

    /// <param name="overheadsNs">Everything that will be drawn.</param>
    public OverheadScale(IReadOnlyCollection<double> overheadsNs)
    {
        var drawn = overheadsNs.Where(IsOnScale).DefaultIfEmpty(1).ToList();
        _lowDecade = (int)Math.Floor(Math.Log10(drawn.Min()) + 1e-9);
        _high = Math.Max(Math.Log10(drawn.Max()), _lowDecade + 1);
        HasZero = overheadsNs.Any(overhead => !IsOnScale(overhead));
    }

    /// <summary>True if something is drawn at the place for zero.</summary>
    public bool HasZero { get; }

    public CoordinateRange Limits => new((HasZero ? ZeroPosition : _lowDecade) - Margin, _high + Margin);

    /// <summary>What a chart says that draws something at the place for zero.</summary>
    public const string ZeroNote =
        $"Overhead below 0.01 ns, none included, has no place on a logarithmic axis: it is drawn at the mark {ZeroLabel}.";

    double ZeroPosition => _lowDecade - ZeroGap;

    public double PositionOf(double overheadNs) => IsOnScale(overheadNs) ? Math.Log10(overheadNs) : ZeroPosition;

    public IEnumerable<(double Position, string Label)> Ticks()
    {
        if (HasZero)
            yield return (ZeroPosition, ZeroLabel);
        int[] steps = _high - _lowDecade <= 2 ? [1, 2, 5] : [1];
        for (var decade = _lowDecade; decade <= _high + Margin; decade++)
        {
            foreach (var step in steps)
            {
                var position = decade + Math.Log10(step);
                if (position <= _high + Margin)
                    yield return (position, NumberText.Decimal(step * Math.Pow(10, decade)));
            }
        }
    }

    static bool IsOnScale(double overheadNs) => overheadNs >= SmallestNs;
}
