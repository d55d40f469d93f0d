using ScottPlot;
using Sim.Core.Probes;
using Sim.Reports.Cells;
using Sim.Reports.Charts;

namespace Sim.Reports.Probes;

/// <summary>Store-to-load forwarding as a matrix: a row per length of store and load, a column per distance of the two.</summary>
static class ForwardingPanel
{
    const int RowHeight = 14;
    const int Around = 70;
    const int MostOffset = 15;
    const int Gap = 1;
    const double Half = 0.44;

    static readonly int[] Lengths = [1, 2, 4, 8, 16];

    static readonly int[] OffsetTicks = [-15, -10, -5, 0, 5, 10, 15];

    // Rows of one store length are together.
    static readonly double Rows = (Lengths.Length * Lengths.Length) + ((Lengths.Length - 1) * Gap);

    public static int Height => ((int)Rows * RowHeight) + Around;

    public static Plot Draw(IReadOnlyList<ForwardingCell> cells, bool crossesLine, CycleColors colors)
    {
        var place = crossesLine ? "a line ends within it" : "within a line";
        var plot = ChartTheme.NewPlot($"load's distance from the store (bytes), {place}", "", new PixelPadding(left: 110, right: 16, bottom: 54, top: 8));
        plot.Grid.MajorLineWidth = 0;
        foreach (var cell in cells.Where(cell => cell.CrossesLine == crossesLine))
        {
            var (x, y) = (cell.Offset, RowOf(cell.StoreBytes, cell.LoadBytes));
            var square = plot.Add.Rectangle(x - Half, x + Half, y - Half, y + Half);
            square.FillStyle.Color = colors.Of(cell);
            square.LineStyle.Width = 0;
        }

        ChartTheme.SetTicks(plot.Axes.Left, from store in Lengths from load in Lengths select (RowOf(store, load), LabelOf(store, load)));
        ChartTheme.SetTicks(plot.Axes.Bottom, OffsetTicks.Select(offset => ((double)offset, NumberText.Integer(offset))));
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.TickLabelStyle.FontSize = 10;
        plot.Axes.SetLimits(-MostOffset - 1, MostOffset + 1, -Rows, 1);
        return plot;
    }

    static double RowOf(int store, int load)
    {
        var (storeIndex, loadIndex) = (Array.IndexOf(Lengths, store), Array.IndexOf(Lengths, load));
        return -((storeIndex * (Lengths.Length + Gap)) + loadIndex);
    }

    static string LabelOf(int store, int load) => $"store {NumberText.Integer(store)}, load {NumberText.Integer(load)}";
}
