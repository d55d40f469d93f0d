using ScottPlot;
using ScottPlot.Plottables;
using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Charts;

/// <summary>Draws rows of dots, the numbers beside the outer ones.</summary>
sealed class DotPanel(ChartData data, ValueScale scale, int width)
{
    const float TextSize = 12;
    const int UsualRowHeight = 30;
    const int StackedRowHeight = 38;
    const int FixedHeight = 86;
    // Above the first row, for numbers that are above their dots.
    const double TopRoom = 0.75;
    const float RightRoom = 16;
    const float LabelDistance = 11;
    const float LeastDistance = 9;
    const float InnerSize = 11;
    const float MostNameShare = 0.45f;
    const float MostFailureShare = 0.3f;

    /// <summary>Size of dots, in pixels.</summary>
    public const float DotSize = 10;

    /// <summary>The mark of calls that nothing traces.</summary>
    public static readonly MarkerStyle Untraced = new(MarkerShape.VerticalBar, 14, ChartTheme.FaintInk) { LineColor = ChartTheme.FaintInk, LineWidth = 1.6f };

    /// <summary>Height in pixels that the rows need.</summary>
    public int Height { get; private set; }

    /// <summary>True if dots that would cover each other are one above the other.</summary>
    public bool HasStacks { get; private set; }

    float _perUnit;
    int _rowHeight;
    double _right;
    Plot _plot = null!;

    public ChartPanel Draw(IReadOnlyList<DotRow> rows)
    {
        var names = Math.Min(width * MostNameShare, rows.Max(row => TextWidth.Of(row.Name, TextSize)));
        var padding = new PixelPadding(left: Math.Max(names + 24, 40), right: RightRoom, bottom: 54, top: 12);
        _plot = ChartTheme.NewPlot(data.TitleOn(scale), "", padding);
        var area = width - padding.Left - padding.Right;
        var (leftRoom, rightRoom) = RoomForText(rows);
        var (low, high) = (scale.Limits.Min, scale.Limits.Max);
        _perUnit = (float)((area - leftRoom - rightRoom) / (high - low));
        _right = high + (rightRoom / _perUnit);
        _rowHeight = rows.Any(row => OffsetsOf(row).Any(offset => Math.Abs(offset) >= DotSize)) ? StackedRowHeight : UsualRowHeight;
        var y = 0;
        List<(double, string)> ticks = [];
        foreach (var group in rows.GroupBy(row => row.Group))
        {
            if (group.Key.Length > 0)
                AddText(group.Key, low - (leftRoom / _perUnit), y--, Alignment.MiddleLeft, 4, bold: true);
            if (group.Key.Length > 0 && group.Select(FailureOf).Distinct().ToList() is [{ Length: > 0 } failure] && group.All(row => row.Dots.All(dot => dot.Value is null)))
            {
                AddText(failure, _right, y + 1, Alignment.MiddleRight, 0);
                continue;
            }

            foreach (var row in group)
            {
                ticks.Add((y, Fitted(row.Name, names)));
                AddRow(row, y--);
            }
        }

        ChartTheme.SetTicks(_plot.Axes.Left, ticks);
        ChartTheme.SetTicks(_plot.Axes.Bottom, scale.Ticks());
        _plot.Axes.Left.MajorTickStyle.Length = 0;
        _plot.Axes.SetLimits(low - (leftRoom / _perUnit), _right, y + 0.5, TopRoom);
        Height = FixedHeight - (_rowHeight * y);
        return new(_plot, "", padding);
    }

    (float Left, float Right) RoomForText(IReadOnlyList<DotRow> rows)
    {
        var left = rows.Any(row => Ends(row) is { Low: { } low, High: { } high } && low != high) && scale.IsLog ? 64f : 0f;
        var texts = rows.SelectMany(row => row.Dots).Where(dot => dot.Value is not null).Select(dot => TextWidth.Of(TextOf(dot), TextSize));
        // Failures stand right of all dots.
        var failures = rows.Where(row => row.Dots.Any(dot => dot.Value is not null)).Select(row => FailureOf(row) is { Length: > 0 } failure ? TextWidth.Of(failure, TextSize) + LabelDistance : 0);
        return (left, texts.DefaultIfEmpty(0).Max() + LabelDistance + 6 + failures.DefaultIfEmpty(0).Max());
    }

    void AddRow(DotRow row, double y)
    {
        if (FailureOf(row) is { Length: > 0 } failure)
            AddText(failure, _right, y, Alignment.MiddleRight, 0);
        var known = row.Dots.Where(dot => dot.Value is not null).ToList();
        var offsets = OffsetsOf(row);
        HasStacks |= offsets.Any(offset => offset != 0);
        foreach (var (dot, offset) in known.Zip(offsets))
            AddDot(dot, y - (offset / _rowHeight));
        if (Ends(row) is not { Low: { } lowest, High: { } highest })
            return;
        AddText(TextOf(highest), RightOf(highest), y, Alignment.MiddleLeft, LabelDistance);
        if (lowest != highest && (scale.PositionOf(highest.Value!.Value) - scale.PositionOf(lowest.Value!.Value)) * _perUnit > LeastDistance)
            AddText(TextOf(lowest), LeftOf(lowest), y, Alignment.MiddleRight, -LabelDistance);
        AddInner([.. known.Zip(offsets, (dot, offset) => (Dot: dot, Above: -offset)).Where(dot => IsApart(dot.Dot, lowest) && IsApart(dot.Dot, highest)).OrderBy(dot => dot.Dot.Value).ThenByDescending(dot => dot.Above)], y);
    }

    IReadOnlyList<float> OffsetsOf(DotRow row) =>
        DotStack.Offsets([.. row.Dots.Select(dot => dot.Value).OfType<double>().Select(value => (float)scale.PositionOf(value) * _perUnit)]);

    bool IsApart(Dot dot, Dot other) => Math.Abs(scale.PositionOf(dot.Value!.Value) - scale.PositionOf(other.Value!.Value)) * _perUnit > LeastDistance;

    // Between the outer dots, above the line, as far as there is room.
    void AddInner(IReadOnlyList<(Dot Dot, float Above)> dots, double y)
    {
        var free = double.NegativeInfinity;
        foreach (var (dot, above) in dots)
        {
            var text = TextOf(dot);
            var (x, half) = (scale.PositionOf(dot.Value!.Value), TextWidth.Of(text, InnerSize) / 2 / _perUnit);
            if (x - half < free)
                continue;
            free = x + half + (4 / _perUnit);
            var label = AddText(text, x, y, Alignment.LowerCenter, 0);
            label.LabelFontSize = InnerSize;
            label.LabelBackgroundColor = Colors.Transparent;
            label.OffsetY = -above - (DotSize / 2);
        }
    }

    // What a row has no numbers of, as short as there is room; empty where it has all.
    string FailureOf(DotRow row)
    {
        var failed = row.Dots.Where(dot => dot.Value is null).ToList();
        if (failed.Count == 0)
            return "";
        if (failed.Count == row.Dots.Count && failed.Select(dot => data.Table.Cells[dot.Cells[0]].Status).Distinct().ToList() is [var status])
            return $"no numbers: {StatusName.Of(status)}";
        var text = string.Join(", ", failed.Select(dot => $"{(dot.Name.Length > 0 ? dot.Name + ": " : "")}{StatusName.Of(data.Table.Cells[dot.Cells[0]].Status)}"));
        return failed.Count == row.Dots.Count ? $"no numbers: {text}"
            : TextWidth.Of(text, TextSize) <= width * MostFailureShare ? text
            : FormattableString.Invariant($"{failed.Count} without numbers");
    }

    void AddDot(Dot dot, double y)
    {
        var color = ChartTheme.ColorOf(dot.Color);
        if (dot.High > dot.Low)
            AddSpan(y, dot.Low!.Value, dot.High!.Value, 4, color);
        foreach (var cell in dot.Cells.Count == 1 ? [data.Table.Cells[dot.Cells[0]]] : (CellResult[])[])
        {
            if (data.BandOf(cell) is { } band)
            {
                AddSpan(y, band.Low, band.High, 2, color);
                AddSpan(y, band.P5, band.P95, 6, color);
            }

            if (data.MeanOf(cell) is { } mean)
                Whisker.AddAcross(_plot, y, scale.PositionOf(mean.Low), scale.PositionOf(mean.High));
            if (data.UntracedOf(cell) is { } untraced)
                _plot.Add.Marker(scale.PositionOf(untraced), y).MarkerStyle = Untraced;
            if (data.MeasuredOf(cell) is { } measured)
                _plot.Add.Marker(scale.PositionOf(measured), y).MarkerStyle = ChartTheme.Measured(color);
        }

        _plot.Add.Marker(scale.PositionOf(dot.Value!.Value), y).MarkerStyle = new MarkerStyle(ChartTheme.MarkerOf(dot.Color), DotSize, color);
    }

    void AddSpan(double y, double from, double to, float thick, Color color) =>
        _plot.Add.Line(scale.PositionOf(from), y, scale.PositionOf(to), y).LineStyle = new LineStyle(thick, color.WithAlpha(0.4));

    double RightOf(Dot dot) => data.Drawn(dot.Cells[0]).Append(dot.High!.Value).Select(scale.PositionOf).Max();

    double LeftOf(Dot dot) => data.Drawn(dot.Cells[0]).Append(dot.Low!.Value).Select(scale.PositionOf).Min();

    static (Dot? Low, Dot? High) Ends(DotRow row)
    {
        var known = row.Dots.Where(dot => dot.Value is not null).ToList();
        return (known.MinBy(dot => dot.Value), known.MaxBy(dot => dot.Value));
    }

    static string TextOf(Dot dot) => dot.High > dot.Low
        ? $"{NumberText.Significant(dot.Low)} to {NumberText.Significant(dot.High)}"
        : NumberText.Significant(dot.Value);

    static string Fitted(string text, float room)
    {
        if (TextWidth.Of(text, TextSize) <= room)
            return text;
        var kept = text.Length;
        while (kept > 1 && TextWidth.Of(text[..kept] + "…", TextSize) > room)
            kept--;
        return text[..kept] + "…";
    }

    Text AddText(string text, double x, double y, Alignment alignment, float offset, bool bold = false)
    {
        var label = _plot.Add.Text(text, x, y);
        label.LabelFontName = BundledFont.Name;
        label.LabelFontSize = TextSize;
        label.LabelFontColor = ChartTheme.Ink;
        label.LabelBold = bold;
        label.LabelBackgroundColor = Colors.White;
        label.LabelPadding = 2;
        label.LabelAlignment = alignment;
        label.OffsetX = offset;
        return label;
    }
}
