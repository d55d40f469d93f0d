using Sim.Core.Runs;

namespace Sim.Reports.Charts;

/// <summary>A line of a panel.</summary>
/// <param name="Color">Index of its colour.</param>
/// <param name="Points">From left to right; at least one.</param>
sealed record LineSeries(int Color, IReadOnlyList<LinePoint> Points)
{
    /// <summary>The line of some cells of the table.</summary>
    public static LineSeries? Of(ChartData data, Factors.CellFactor across, int color, IEnumerable<int> cells)
    {
        List<LinePoint> points =
        [
            .. from cell in cells
               where data.Values[cell] is not null
               group cell by across.Codes[cell] into same
               orderby same.Key
               select PointOf(data, across.Values[same.Key].Number!.Value, [.. same]),
        ];
        return points.Count == 0 ? null : new(color, points);
    }

    /// <summary>Where two lines cross of which each is lower by a twentieth or more somewhere.</summary>
    public static IEnumerable<double> Crossings(LineSeries first, LineSeries second, Func<double, double> x, Func<double, double> y)
    {
        var common = first.Points.Join(second.Points, point => point.X, point => point.X, (left, right) =>
            (X: x(left.X), Difference: y(left.Value) - y(right.Value), IsClear: DiffersBy(EqualShare, left.Value, right.Value), IsFar: DiffersBy(FarShare, left.Value, right.Value)))
            .Where(point => point.IsClear).ToList();
        if (!common.Any(point => point.Difference > 0 && point.IsFar) || !common.Any(point => point.Difference < 0 && point.IsFar))
            yield break;
        for (var i = 1; i < common.Count; i++)
        {
            var (left, right) = (common[i - 1], common[i]);
            if (left.Difference * right.Difference < 0)
                yield return left.X + ((right.X - left.X) * left.Difference / (left.Difference - right.Difference));
        }
    }

    // Lines that change places without either being better by more than this are one as far as readers can tell.
    const double FarShare = 0.05;
    const double EqualShare = 0.02;

    static bool DiffersBy(double share, double left, double right) => Math.Abs(left - right) > share * Math.Max(Math.Abs(left), Math.Abs(right));

    static LinePoint PointOf(ChartData data, double x, IReadOnlyList<int> cells)
    {
        var values = cells.Select(cell => data.Values[cell]!.Value).Order().ToList();
        return new(x, values[values.Count / 2], values[0], values[^1], [.. cells.Select(cell => data.Table.Cells[cell])]);
    }
}

/// <summary>A point of a line.</summary>
/// <param name="X">The swept number.</param>
/// <param name="Value">The figure; the median where cells are merged.</param>
/// <param name="Low">The least figure of them.</param>
/// <param name="High">The largest.</param>
/// <param name="Cells">The cells.</param>
sealed record LinePoint(double X, double Value, double Low, double High, IReadOnlyList<CellResult> Cells);
