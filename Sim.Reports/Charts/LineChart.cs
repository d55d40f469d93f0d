using ScottPlot;
using Sim.Reports.Cells;
using Sim.Reports.Factors;

namespace Sim.Reports.Charts;

/// <summary>Lines over one swept number, or over several with the others at their least: panels with the same scales side by side.</summary>
static class LineChart
{
    const float AxisRoom = 76;
    const float Gap = 18;
    const float Near = 6;
    const float NameRoom = 26;
    const float TitleRoom = 54;
    const float TickRoom = 30;
    const float EndLabelGap = 34;
    const float MostEndLabelWidth = 240;
    const float LeastEndLabelDistance = 17;

    public static ChartBody Draw(ChartData data, ChartPlan plan, int width)
    {
        var cells = Enumerable.Range(0, data.Table.Cells.Count).ToList();
        var combinations = ChartPlan.Combinations(plan.Panels, cells.Count);
        var panels =
            (from codes in combinations
             from across in plan.Across
             select new Content(across, ChartPlan.NameOf(plan.Panels, codes), LinesOf(data, plan, across,
                 [.. cells.Where(cell => ChartPlan.Has(plan.Panels, codes, cell) && ChartPlanner.IsInSlice(plan.Across, across, cell))]))).ToList();
        var drawn = panels.SelectMany(panel => panel.Lines).SelectMany(line => line.Points).ToList();
        var up = data.ScaleOf([.. drawn.SelectMany(point => point.Cells.Count == 1 ? [point.Value, .. DrawnOf(data, point)] : (double[])[point.Low, point.High])]);

        var places = plan.Across.Count > 1 ? plan.Across.Count : panels.Count switch { <= 3 => panels.Count, 4 => 2, _ => ColumnsOf(plan, panels.Count) };
        var rows = panels.Chunk(places).ToList();
        var keys = KeysOf(plan, drawn.Count == 0 ? [] : [.. panels.SelectMany(panel => panel.Lines).Select(line => line.Color).Distinct().Order()]);
        var labelRoom = rows.Count == 1 && panels[^1].Lines.Count == keys.Count ? EndLabelRoom(keys) : null;
        var height = rows.Count switch { 1 => 380, 2 => 280, _ => 240 };
        var area = (width - AxisRoom - ((places - 1) * (Near + Gap)) - (labelRoom ?? Gap)) / places;
        var body = rows.Select((row, i) => new PanelRow(
            height + (IsTitled(i) ? (int)(TitleRoom - TickRoom) : 0),
            [.. row.Select((panel, place) => PanelOf(data, plan, up, panel, area, new(
                left: place == 0 ? AxisRoom : Near,
                right: place == places - 1 ? labelRoom ?? Gap : Gap,
                bottom: IsTitled(i) ? TitleRoom : TickRoom,
                top: panel.Name.Length > 0 ? NameRoom : 12), height, place == places - 1 && labelRoom is not null ? keys : [], place == 0 && (rows.Count < 3 || i == rows.Count / 2), IsLowest((i * places) + place)))])
        { AreaWidth = area });
        return new([.. body], [.. labelRoom is null ? keys : [], .. UntracedKey(data)], [.. Notes(plan, up)]);

        // A panel with nothing below it has the title of its axis.
        bool IsLowest(int panel) => plan.Across.Count > 1 || panel + places >= panels.Count;
        bool IsTitled(int row) => IsLowest(((row + 1) * places) - 1);
    }

    // Three, or as many as the last factor has values: panels below each other then differ in nothing else.
    static int ColumnsOf(ChartPlan plan, int panels) =>
        plan.Panels.Count > 1 && plan.Panels[^1].Values.Count is 2 or 3 && ChartPlan.IsCrossed(plan.Panels, panels) ? plan.Panels[^1].Values.Count : 3;

    static IEnumerable<double> DrawnOf(ChartData data, LinePoint point) =>
        from cell in point.Cells
        from value in (double?[])[data.BandOf(cell)?.Low, data.BandOf(cell)?.High, data.MeanOf(cell)?.Low, data.MeanOf(cell)?.High, data.MeasuredOf(cell), data.UntracedOf(cell)]
        where value is not null
        select value.Value;

    static List<LineSeries> LinesOf(ChartData data, ChartPlan plan, CellFactor across, IReadOnlyList<int> cells) =>
    [
        .. cells.GroupBy(cell => plan.Color?.Codes[cell] ?? 0).OrderBy(line => line.Key)
            .Select(line => LineSeries.Of(data, across, line.Key, line)).OfType<LineSeries>(),
    ];

    static ChartPanel PanelOf(ChartData data, ChartPlan plan, ValueScale up, Content panel, float area, PixelPadding padding, int height, List<ChartKey> names, bool isTitled, bool isLowest)
    {
        var across = new NumberScale(panel.Across.Values.Select(value => value.Number!.Value));
        var hasTitle = padding.Bottom >= TitleRoom;
        var plot = ChartTheme.NewPlot(isLowest ? Fitted(AcrossTitle(plan, panel.Across, across), panel.Across.Factor.Title, area + Near) : "", isTitled ? data.TitleOn(up) : "", padding);
        new LinePanel(data, across, up, plot).Draw(panel.Lines);
        ChartTheme.SetTicks(plot.Axes.Bottom, across.Ticks(area));
        ChartTheme.SetTicks(plot.Axes.Left, up.Ticks().Select(tick => padding.Left >= AxisRoom ? tick : (tick.Position, "")));
        plot.Axes.SetLimits(across.Limits.Min, across.Limits.Max, up.Limits.Min, up.Limits.Max);
        return new(plot, panel.Name, padding)
        {
            EndLabels = names.Count == 0 ? [] : EndLabelsOf(panel.Lines, up, names, padding.Top, height + (hasTitle ? TitleRoom - TickRoom : 0) - padding.Bottom),
        };
    }

    static string AcrossTitle(ChartPlan plan, CellFactor factor, NumberScale scale)
    {
        var others = plan.Across.Where(other => other != factor).Select(other => other.Values[0].Label);
        var remarks = ((string[])[factor.Factor.Unit, scale.Remark]).Where(text => text.Length > 0).ToList();
        return string.Join(", ", others.Prepend(factor.Factor.Title)) + (remarks.Count > 0 ? $" ({string.Join(", ", remarks)})" : "");
    }

    // Of a path its last name is enough where there is no room.
    static string Fitted(string title, string path, float room) => TextWidth.Of(title, ChartTheme.KeySize) <= room ? title
        : title.Replace(path, path[(path.LastIndexOf('.') + 1)..], StringComparison.Ordinal);

    static List<ChartKey> KeysOf(ChartPlan plan, IReadOnlyList<int> colors) => plan.Color is not { } factor ? [] :
    [
        .. colors.Select(color => new ChartKey(NameOf(factor.Values[color]), ChartTheme.Simulated(color), ChartTheme.LineOf(color))),
    ];

    static string NameOf(FactorValue value) => value.Label.Length > 0 ? value.Label : value.Text;

    static IEnumerable<ChartKey> UntracedKey(ChartData data)
    {
        if (data.Table.Cells.Any(cell => data.UntracedOf(cell) is not null))
            yield return new("no tracer", MarkerStyle.None, ChartTheme.Untraced);
    }

    static float? EndLabelRoom(IReadOnlyList<ChartKey> keys)
    {
        var widest = keys.Select(key => TextWidth.Of(key.Text, ChartTheme.KeySize)).DefaultIfEmpty(MostEndLabelWidth + 1).Max();
        return widest <= MostEndLabelWidth ? widest + EndLabelGap : null;
    }

    // At the height of the last point, pushed apart where these are near to each other.
    static List<EndLabel> EndLabelsOf(IReadOnlyList<LineSeries> lines, ValueScale up, List<ChartKey> keys, float top, float bottom)
    {
        var labels = lines.Select((line, i) => (Y: (float)(bottom - ((up.PositionOf(line.Points[^1].Value) - up.Limits.Min) / (up.Limits.Max - up.Limits.Min) * (bottom - top))), Key: keys[i]))
            .OrderBy(label => label.Y).ToList();
        for (var i = 1; i < labels.Count; i++)
            labels[i] = (Math.Max(labels[i].Y, labels[i - 1].Y + LeastEndLabelDistance), labels[i].Key);
        var below = Math.Max(0, labels[^1].Y - bottom);
        for (var i = labels.Count - 1; i >= 0 && below > 0; i--)
            labels[i] = (Math.Min(labels[i].Y, bottom - ((labels.Count - 1 - i) * LeastEndLabelDistance)), labels[i].Key);
        return [.. labels.Select(label => new EndLabel(label.Y, label.Key))];
    }

    static IEnumerable<string> Notes(ChartPlan plan, ValueScale up)
    {
        if (plan.Merged.Count > 0)
            yield return $"Lines: median over {MergedText(plan)}; bands: from the lowest to the highest.";
        if (up.HasZero)
            yield return up.ZeroNote;
    }

    /// <summary>The factors that are merged, such as <c>3 cores and 2 strategies</c>.</summary>
    public static string MergedText(ChartPlan plan) =>
        string.Join(" and ", plan.Merged.Select(factor => $"{NumberText.Integer(factor.Values.Count)} {factor.Factor.Plural}"));

    sealed record Content(CellFactor Across, string Name, List<LineSeries> Lines);
}
