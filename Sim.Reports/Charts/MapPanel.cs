using ScottPlot;
using Sim.Reports.Factors;

namespace Sim.Reports.Charts;

/// <summary>Draws the fields of a map; equal levels side by side are one rectangle.</summary>
static class MapPanel
{
    const float TickSize = 12;
    const float LeastGap = 10;
    const double Overlap = 0.08;

    // Dark on light, with a light edge on dark; of fields that are no higher than a few lines, a part of them.
    static IEnumerable<LineStyle> Boundary(double fieldHeight) =>
        [new((float)Math.Clamp(fieldHeight / 2.4, 3.2, 5), Colors.White), new((float)Math.Clamp(fieldHeight / 5.5, 1.5, 2), ChartTheme.Ink)];

    /// <param name="height">Pixels of all rows.</param>
    public static void Draw(Plot plot, MapGrid grid, MapLevels levels, CheapestMap? cheapest, double height)
    {
        plot.Grid.IsVisible = false;
        for (var row = 0; row < grid.Rows; row++)
        {
            for (int column = 0, end; column < grid.Columns; column = end)
            {
                end = column + 1;
                if (grid[column, row] is not { } value)
                    continue;
                var level = levels.Of(value);
                while (end < grid.Columns && grid[end, row] is { } next && levels.Of(next) == level)
                    end++;

                // A little under the next ones, so that no seam shows between them.
                var field = plot.Add.Rectangle(column - 0.5, end - 0.5 + Overlap, row - 0.5, row + 0.5 + Overlap);
                field.FillColor = levels.ColorOf(level);
                field.LineStyle = LineStyle.None;
            }
        }

        if (cheapest is not null)
            AddBoundaries(plot, grid, cheapest, height / grid.Rows);
        plot.Axes.SetLimits(-0.5, grid.Columns - 0.5, -0.5, grid.Rows - 0.5);
    }

    /// <summary>Values as far as there is room.</summary>
    public static IEnumerable<(double Position, string Label)> Ticks(CellFactor factor, float length, bool isUpright)
    {
        var perValue = length / factor.Values.Count;
        var size = isUpright ? TickSize : factor.Values.Max(value => TextWidth.Of(value.Text, TickSize));
        var every = (int)Math.Ceiling((size + LeastGap) / perValue);
        return factor.Values.Index().Where(value => value.Index % every == 0).Select(value => ((double)value.Index, value.Item.Text));
    }

    static void AddBoundaries(Plot plot, MapGrid grid, CheapestMap cheapest, double fieldHeight)
    {
        List<(double X, double Y, double ToX, double ToY)> lines = [];
        for (var column = 1; column < grid.Columns; column++)
        {
            lines.AddRange(Runs(grid.Rows, row => IsOther(cheapest.Of(grid, column, row), cheapest.Of(grid, column - 1, row)))
                .Select(run => (column - 0.5, run.First - 0.5, column - 0.5, run.End - 0.5)));
        }

        for (var row = 1; row < grid.Rows; row++)
        {
            lines.AddRange(Runs(grid.Columns, column => IsOther(cheapest.Of(grid, column, row), cheapest.Of(grid, column, row - 1)))
                .Select(run => (run.First - 0.5, row - 0.5, run.End - 0.5, row - 0.5)));
        }

        foreach (var style in Boundary(fieldHeight))
        {
            foreach (var line in lines)
                plot.Add.Line(line.X, line.Y, line.ToX, line.ToY).LineStyle = style;
        }
    }

    // Where it is true, from an index to the one after the last.
    static IEnumerable<(int First, int End)> Runs(int count, Func<int, bool> isIn)
    {
        for (int i = 0, end; i < count; i = end)
        {
            end = i + 1;
            if (!isIn(i))
                continue;
            while (end < count && isIn(end))
                end++;
            yield return (i, end);
        }
    }

    static bool IsOther(int first, int second) => first >= 0 && second >= 0 && first != second;
}
