using ScottPlot;
using Sim.Reports.Cells;

namespace Sim.Reports.Charts;

/// <summary>The axis of a figure: from zero where values are of one size, else logarithmic with one place below for what has no logarithm.</summary>
sealed class ValueScale
{
    // More times apart than these, small values could not be read from zero on.
    const double MostLinear = 8;

    // Below it overhead is nothing: no clock resolves a hundredth of a nanosecond per call.
    const double Smallest = 0.01;
    const string ZeroLabel = "< 0.01";
    const double ZeroGap = 0.4;
    const double Margin = 0.12;
    const double LinearMargin = 0.06;

    readonly int _lowDecade;
    readonly double _low;
    readonly double _high;

    /// <param name="values">Everything that will be drawn.</param>
    /// <param name="unit">Their unit.</param>
    /// <param name="isLog">Whether it is logarithmic. Null: as the values need.</param>
    public ValueScale(IReadOnlyCollection<double> values, string unit = "ns", bool? isLog = null)
    {
        ZeroNote = $"Less than 0.01 {unit}, or nothing at all, is drawn at the mark {ZeroLabel}.";
        var drawn = values.Where(IsOnLog).ToList();
        IsLog = drawn.Count > 0 && (isLog ?? drawn.Max() > MostLinear * drawn.Min() || (drawn.Count < values.Count && values.All(value => value > -Smallest)));
        if (IsLog)
        {
            _lowDecade = (int)Math.Floor(Math.Log10(drawn.Min()) + 1e-9);
            _low = Math.Log10(drawn.Min());
            _high = Math.Max(Math.Log10(drawn.Max()), _low + 0.8);
            HasZero = drawn.Count < values.Count;
        }
        else
        {
            _low = Math.Min(0, values.DefaultIfEmpty(0).Min());
            _high = Math.Max(values.DefaultIfEmpty(1).Max(), _low + Smallest);
        }
    }

    /// <summary>True for a logarithmic axis.</summary>
    public bool IsLog { get; }

    /// <summary>True if something is drawn at the place for zero of a logarithmic axis.</summary>
    public bool HasZero { get; }

    /// <summary>What an axis title says in its parentheses after the unit.</summary>
    public string Remark => IsLog ? ", log scale" : "";

    public CoordinateRange Limits => IsLog
        ? new((HasZero ? ZeroPosition : _low) - Margin, _high + Margin)
        : new(_low < 0 ? _low - (LinearMargin * (_high - _low)) : 0, _high + (LinearMargin * (_high - _low)));

    /// <summary>What a chart says that draws something at the place for zero.</summary>
    public string ZeroNote { get; }

    double ZeroPosition => _low - ZeroGap;

    public double PositionOf(double value) => !IsLog ? value : IsOnLog(value) ? Math.Log10(value) : ZeroPosition;

    /// <summary>Round numbers.</summary>
    /// <param name="most">As many as have room.</param>
    public IEnumerable<(double Position, string Label)> Ticks(int most = 8)
    {
        if (!IsLog)
            return TimeScale.Ticks(Limits.Min, Limits.Max, most);
        int[] steps = _high - _low <= 2 && most >= 6 ? [1, 2, 5] : [1];
        var every = Math.Max(1, (int)Math.Ceiling((_high - _lowDecade) / most));
        return (HasZero ? [(ZeroPosition, ZeroLabel)] : Enumerable.Empty<(double, string)>()).Concat(
            from decade in Enumerable.Range(0, (int)Math.Ceiling(_high + Margin - _lowDecade) + 1)
            where decade % every == 0
            from step in steps
            let position = _lowDecade + decade + Math.Log10(step)
            where position >= Limits.Min + (HasZero ? ZeroGap : 0) && position <= _high + Margin
            select (position, NumberText.Decimal(step * Math.Pow(10, _lowDecade + decade))));
    }

    static bool IsOnLog(double value) => value >= Smallest;
}
