using ScottPlot;
using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Charts;

/// <summary>Draws lines over a swept number: bands first, then lines, what was measured, and where lines cross.</summary>
sealed class LinePanel(ChartData data, NumberScale across, ValueScale up, Plot plot)
{
    // More markers than these would be a thick line.
    const int MostMarkers = 40;
    const int MostCrossings = 2;
    const float CrossingSize = 11;

    // Words of crossings that are nearer to each other would be on top of each other.
    const double LeastShare = 0.25;

    public void Draw(IReadOnlyList<LineSeries> lines)
    {
        foreach (var line in lines)
            AddBands(line);
        foreach (var line in lines)
            AddLine(line);
        if (lines.Count > 0)
            AddUntraced(lines);
        foreach (var point in lines.SelectMany(line => line.Points).Where(point => point.Cells.Count == 1))
        {
            if (data.MeanOf(point.Cells[0]) is { } mean)
                Whisker.AddUpright(plot, across.PositionOf(point.X), up.PositionOf(mean.Low), up.PositionOf(mean.High));
        }

        foreach (var line in lines)
            AddMeasured(line);
        AddCrossings(lines);
    }

    void AddBands(LineSeries line)
    {
        if (line.Points.Any(point => point.High > point.Low))
            Fill(line, line.Points, point => point.Low, point => point.High);
        var banded = line.Points.Where(point => point.Cells.Count == 1 && data.BandOf(point.Cells[0]) is not null).ToList();
        if (banded.Count < 2)
            return;

        // Faint from the lowest to the highest figure, darker where 90 % of the samples are.
        Fill(line, banded, point => Of(point).Low, point => Of(point).High);
        Fill(line, banded, point => Of(point).P5, point => Of(point).P95);

        Band Of(LinePoint point) => data.BandOf(point.Cells[0])!;
    }

    void Fill(LineSeries line, IReadOnlyList<LinePoint> points, Func<LinePoint, double> low, Func<LinePoint, double> high)
    {
        var fill = plot.Add.FillY(
            points.Select(point => across.PositionOf(point.X)).ToArray(),
            points.Select(point => up.PositionOf(low(point))).ToArray(),
            points.Select(point => up.PositionOf(high(point))).ToArray());
        fill.FillColor = ChartTheme.ColorOf(line.Color).WithAlpha(0.16);
        fill.LineWidth = 0;
    }

    void AddLine(LineSeries line)
    {
        var scatter = plot.Add.Scatter(
            line.Points.Select(point => across.PositionOf(point.X)).ToArray(),
            line.Points.Select(point => up.PositionOf(point.Value)).ToArray());
        scatter.LineStyle = ChartTheme.LineOf(line.Color);
        scatter.MarkerStyle = line.Points.Count > MostMarkers ? MarkerStyle.None : ChartTheme.Simulated(line.Color);
    }

    // One for all lines: without tracers they hardly differ.
    void AddUntraced(IReadOnlyList<LineSeries> lines)
    {
        var points =
            (from point in lines.SelectMany(line => line.Points)
             from cell in point.Cells
             let untraced = data.UntracedOf(cell)
             where untraced is not null
             group untraced.Value by point.X into same
             orderby same.Key
             select (X: across.PositionOf(same.Key), Y: up.PositionOf(same.Average()))).ToList();
        if (points.Count > 0)
            plot.Add.ScatterLine(points.Select(point => point.X).ToArray(), points.Select(point => point.Y).ToArray()).LineStyle = ChartTheme.Untraced;
    }

    void AddMeasured(LineSeries line)
    {
        foreach (var point in line.Points)
        {
            foreach (var measured in point.Cells.Select(data.MeasuredOf).OfType<double>())
                plot.Add.Marker(across.PositionOf(point.X), up.PositionOf(measured)).MarkerStyle = ChartTheme.Measured(ChartTheme.ColorOf(line.Color));
        }
    }

    void AddCrossings(IReadOnlyList<LineSeries> lines)
    {
        var crossings =
            (from first in lines.Index()
             from second in lines.Skip(first.Index + 1)
             from x in LineSeries.Crossings(first.Item, second, across.PositionOf, up.PositionOf)
             select (X: x, Y: HeightAt(first.Item, x), IsRising: first.Item.Points[^1].Value > first.Item.Points[0].Value)).OrderBy(crossing => crossing.X).Take(MostCrossings + 1).ToList();
        var length = across.Limits.Max - across.Limits.Min;
        if (crossings.Count > MostCrossings || crossings.Zip(crossings.Skip(1)).Any(pair => pair.Second.X - pair.First.X < LeastShare * length))
            return;
        foreach (var (x, y, isRising) in crossings)
        {
            plot.Add.Marker(x, y).MarkerStyle = new MarkerStyle(MarkerShape.OpenDiamond, 13, ChartTheme.Ink) { LineColor = ChartTheme.Ink, LineWidth = 1.4f };
            var label = plot.Add.Text($"equal at {NumberText.Significant(across.NumberAt(x))}", x, y);
            label.LabelFontName = BundledFont.Name;
            label.LabelFontSize = CrossingSize;
            label.LabelFontColor = ChartTheme.Ink;

            // On the side where there is more room, and where the lines do not go.
            var isLeft = x < (across.Limits.Min + across.Limits.Max) / 2;
            var isBelow = isLeft == isRising;
            label.LabelAlignment = isLeft ? (isBelow ? Alignment.UpperLeft : Alignment.LowerLeft) : isBelow ? Alignment.UpperRight : Alignment.LowerRight;
            label.OffsetX = isLeft ? 6 : -6;
            label.OffsetY = isBelow ? 6 : -6;
        }
    }

    double HeightAt(LineSeries line, double x)
    {
        var right = line.Points.First(point => across.PositionOf(point.X) >= x);
        var left = line.Points.Last(point => across.PositionOf(point.X) <= x);
        var (from, to) = (across.PositionOf(left.X), across.PositionOf(right.X));
        var share = to > from ? (x - from) / (to - from) : 0;
        return up.PositionOf(left.Value) + (share * (up.PositionOf(right.Value) - up.PositionOf(left.Value)));
    }
}
