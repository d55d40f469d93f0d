using ScottPlot;
using Sim.Reports.Cells;

namespace Sim.Reports.Charts;

/// <summary>The axis of a swept number: logarithmic where that leaves values that are far apart more room, with 0 set apart on the left.</summary>
sealed class NumberScale
{
    const double LeastRatioOfLog = 20;

    // A gap of more than this share of a linear axis leaves the values no room.
    const double MostGap = 0.6;
    const double ZeroGap = 0.5;
    const double Margin = 0.05;
    const float TickSize = 12;
    const float LeastGap = 12;
    const int MostNamedValues = 12;

    readonly IReadOnlyList<double> _values;
    readonly double _zero;

    /// <param name="values">The values that occur; at least one.</param>
    public NumberScale(IEnumerable<double> values)
    {
        _values = [.. values.Distinct().Order()];
        var positive = _values.Where(value => value > 0).ToList();
        if (positive.Count < 2 || _values[0] < 0)
            return;
        _zero = Math.Log10(positive[0]) - ZeroGap;
        var gap = Gap(_values);
        IsLog = (positive[^1] >= LeastRatioOfLog * positive[0] || gap > MostGap) && Gap([.. _values.Select(value => value == 0 ? _zero : Math.Log10(value))]) < gap;
    }

    // The widest between two neighbours, as a share of all.
    static double Gap(IReadOnlyList<double> values) => values.Zip(values.Skip(1), (left, right) => right - left).Max() / (values[^1] - values[0]);

    /// <summary>True for a logarithmic axis.</summary>
    public bool IsLog { get; }

    /// <summary>What an axis title says in its parentheses after the unit.</summary>
    public string Remark => IsLog ? "log scale" : "";

    public CoordinateRange Limits
    {
        get
        {
            var (low, high) = (PositionOf(_values[0]), PositionOf(_values[^1]));
            var margin = Math.Max(Margin * (high - low), 1e-3);
            return new(low - margin, high + margin);
        }
    }

    public double PositionOf(double value) => !IsLog ? value : value == 0 ? _zero : Math.Log10(value);

    /// <summary>The number at a position.</summary>
    public double NumberAt(double position) => IsLog ? Math.Pow(10, position) : position;

    /// <summary>The values that occur where they have room, else round numbers.</summary>
    /// <param name="width">Length of the axis in pixels.</param>
    public IEnumerable<(double Position, string Label)> Ticks(float width)
    {
        var perUnit = width / (Limits.Max - Limits.Min);
        if (!IsLog && _values.Count > MostNamedValues)
            return TimeScale.Ticks(Limits.Min, Limits.Max, Math.Max(2, (int)(width / 60)));
        List<(double Position, string Label)> shown = [];

        // The ends first: of two that are too near to each other, the one that was there before.
        foreach (var value in _values.Take(1).Concat(_values.Skip(1).Reverse()))
        {
            var (position, label) = (PositionOf(value), NumberText.Decimal(value));
            var half = TextWidth.Of(label, TickSize) / 2;
            if (shown.All(tick => Math.Abs(tick.Position - position) * perUnit >= half + (TextWidth.Of(tick.Label, TickSize) / 2) + LeastGap))
                shown.Add((position, label));
        }

        return shown.OrderBy(tick => tick.Position);
    }
}
