using ScottPlot;
using Sim.Reports.Cells;
using Sim.Reports.Factors;

namespace Sim.Reports.Charts;

/// <summary>Rows of dots on one axis, for cells that differ in names: a row per combination, a colour per strategy.</summary>
static class DotChart
{
    const int LeastRowsOfGroups = 4;

    public static ChartBody Draw(ChartData data, ChartPlan plan, int width)
    {
        var cells = Enumerable.Range(0, data.Table.Cells.Count).ToList();
        var grouping = Grouping(plan, cells.Count);
        var rows = ChartPlan.Combinations(plan.Panels, cells.Count).Select(codes =>
        {
            var own = cells.Where(cell => ChartPlan.Has(plan.Panels, codes, cell)).ToList();
            var (group, rest) = grouping is null ? ("", codes) : (ChartPlan.NameOf([grouping], [codes[0]]), [.. codes.Skip(1)]);
            return new DotRow(group, ChartPlan.NameOf([.. plan.Panels.Skip(grouping is null ? 0 : 1)], rest), [.. DotsOf(data, plan, own)]);
        }).ToList();
        var scale = data.ScaleOf([.. rows.SelectMany(row => row.Dots).SelectMany(dot => dot.Cells.Count == 1 ? data.Drawn(dot.Cells[0]) : (double[])[dot.Low!.Value, dot.High!.Value])]);
        var sorted = Sorted(plan, rows);
        var panel = new DotPanel(data, scale, width);
        var drawn = panel.Draw(sorted);
        var colors = plan.Color is { } color
            ? color.Values.Select((value, i) => new ChartKey(value.Label.Length > 0 ? value.Label : value.Text, new MarkerStyle(ChartTheme.MarkerOf(i), DotPanel.DotSize, ChartTheme.ColorOf(i)), null))
            : [];
        return new([new(panel.Height, [drawn])], [.. colors, .. UntracedKey(data)], [.. Notes(plan, scale), .. panel.HasStacks ? ["Dots of a row that would cover each other are one above the other."] : Array.Empty<string>()]);
    }

    // Where every value of the first factor occurs with every combination of the others, it heads a group of rows.
    static CellFactor? Grouping(ChartPlan plan, int cells)
    {
        if (plan.Panels.Count < 2)
            return null;
        var all = ChartPlan.Combinations(plan.Panels, cells).Count;
        var others = ChartPlan.Combinations([.. plan.Panels.Skip(1)], cells).Count;
        return all >= LeastRowsOfGroups && all == others * plan.Panels[0].Values.Count ? plan.Panels[0] : null;
    }

    static IEnumerable<Dot> DotsOf(ChartData data, ChartPlan plan, IReadOnlyList<int> cells) =>
        from cell in cells
        group cell by plan.Color?.Codes[cell] ?? 0 into same
        orderby same.Key
        let values = same.Select(cell => data.Values[cell]).OfType<double>().Order().ToList()
        select new Dot(same.Key, plan.Color?.Values[same.Key].Text ?? "", values.Count > 0 ? [.. same.Where(cell => data.Values[cell] is not null)] : [.. same])
        {
            Value = values.Count > 0 ? values[values.Count / 2] : null,
            Low = values.Count > 0 ? values[0] : null,
            High = values.Count > 0 ? values[^1] : null,
        };

    // Names by what they cost; numbers have an order of their own.
    static IReadOnlyList<DotRow> Sorted(ChartPlan plan, IReadOnlyList<DotRow> rows) => plan.Panels.Any(factor => factor.IsNumeric && factor.Values.Count > 2)
        ? rows
        : [.. rows.GroupBy(row => row.Group).SelectMany(group => group.OrderBy(row => row.Dots.Max(dot => dot.Value) ?? double.PositiveInfinity))];

    static IEnumerable<ChartKey> UntracedKey(ChartData data)
    {
        if (data.Table.Cells.Any(cell => data.UntracedOf(cell) is not null))
            yield return new("no tracer", DotPanel.Untraced, null);
    }

    static IEnumerable<string> Notes(ChartPlan plan, ValueScale scale)
    {
        if (plan.Merged.Count > 0)
            yield return $"Dots: median over {LineChart.MergedText(plan)}; bars: from the lowest to the highest.";
        if (scale.HasZero)
            yield return scale.ZeroNote;
    }
}

/// <summary>A row of a <see cref="DotPanel"/>.</summary>
/// <param name="Group">What it has in common with the rows around it; empty for no group.</param>
/// <param name="Name">Its name.</param>
/// <param name="Dots">At least one, by colour.</param>
sealed record DotRow(string Group, string Name, IReadOnlyList<Dot> Dots);

/// <summary>A dot.</summary>
/// <param name="Color">Index of its colour.</param>
/// <param name="Name">What the colour means.</param>
/// <param name="Cells">Its cells, as indices into the table; at least one.</param>
sealed record Dot(int Color, string Name, IReadOnlyList<int> Cells)
{
    /// <summary>The figure; the median of several. Null where no cell has numbers.</summary>
    public double? Value { get; init; }

    /// <summary>The least figure.</summary>
    public double? Low { get; init; }

    /// <summary>The largest figure.</summary>
    public double? High { get; init; }
}
