using ScottPlot;
using Sim.Reports.Cells;
using Sim.Reports.Factors;

namespace Sim.Reports.Charts;

/// <summary>Maps of two swept numbers: a panel per combination of the other factors, and lines where another strategy becomes the cheapest.</summary>
static class MapChart
{
    const float AxisRoom = 84;
    const float Gap = 12;
    const float Near = 4;
    const float NameRoom = 24;
    const float TitleRoom = 54;
    const float TickRoom = 26;
    const int MostColumns = 5;

    public static ChartBody Draw(ChartData data, ChartPlan plan, int width)
    {
        var (across, up) = (plan.Across[0], plan.Up!);
        var all = Enumerable.Range(0, data.Table.Cells.Count).ToList();
        var combinations = ChartPlan.Combinations(plan.Panels, all.Count);
        var grids = combinations.Select(codes => new MapGrid(data, across, up, codes, all.Where(cell => ChartPlan.Has(plan.Panels, codes, cell)))).ToList();
        var known = grids.SelectMany(grid => grid.Known).ToList();
        if (known.Count == 0)
            return new([], [], []);
        var levels = new MapLevels(known, data.Metric.Unit, data.Results.Chart.IsLog);
        var cheapest = plan.Color is null ? null : new CheapestMap(plan.Panels.ToList().IndexOf(plan.Color), grids);

        // The strategy names columns and what else differs names rows, if all are there.
        var columns = plan.Color is { } color && combinations.Count % color.Values.Count == 0 && color.Values.Count <= MostColumns ? color.Values.Count : 0;
        var isMatrix = columns > 1 && combinations.Count > columns;
        var ordered = isMatrix ? grids.OrderBy(grid => string.Join(',', RestOf(plan, grid.Codes))).ThenBy(grid => grid.Codes[plan.Panels.ToList().IndexOf(plan.Color!)]).ToList() : grids;
        var places = isMatrix ? columns : Math.Min(grids.Count switch { 4 => 2, _ => 3 }, grids.Count);
        var rows = ordered.Chunk(places).ToList();
        var area = (width - AxisRoom - ((places - 1) * Near) - (places * Gap)) / places;
        var height = (int)Math.Clamp(area * 0.75, 110, rows.Count > 2 ? 150 : 330);
        var body = rows.Select((row, i) =>
        {
            var isLast = i == rows.Count - 1;
            var top = i == 0 || !isMatrix ? NameRoom : 6;
            var bottom = isLast ? TitleRoom : TickRoom;
            return new PanelRow(height + (int)(top + bottom), [.. row.Select((grid, place) =>
            {
                var padding = new PixelPadding(left: place == 0 ? AxisRoom : Near, right: Gap, bottom: bottom, top: top);
                var left = place > 0 ? "" : isMatrix ? $"{ChartPlan.NameOf(RestFactors(plan), RestOf(plan, grid.Codes))}\n{up.TitleWithUnit}" : up.TitleWithUnit;
                var plot = ChartTheme.NewPlot(isLast ? across.TitleWithUnit : "", left, padding);
                MapPanel.Draw(plot, grid, levels, cheapest, height);
                ChartTheme.SetTicks(plot.Axes.Bottom, MapPanel.Ticks(across, area, isUpright: false));
                ChartTheme.SetTicks(plot.Axes.Left, MapPanel.Ticks(up, height, isUpright: true).Select(tick => place == 0 ? tick : (tick.Position, "")));
                var name = isMatrix ? (i == 0 ? plan.Color!.Values[grid.Codes[plan.Panels.ToList().IndexOf(plan.Color)]].Text : "") : ChartPlan.NameOf(plan.Panels, grid.Codes);
                return new ChartPanel(plot, name, padding);
            })])
            { AreaWidth = area };
        }).ToList();
        return new(body, [.. levels.Keys()], [.. Notes(data, plan, grids, cheapest)]);
    }

    static IReadOnlyList<CellFactor> RestFactors(ChartPlan plan) => [.. plan.Panels.Where(factor => factor != plan.Color)];

    static IReadOnlyList<int> RestOf(ChartPlan plan, IReadOnlyList<int> codes) => [.. codes.Where((_, i) => plan.Panels[i] != plan.Color)];

    static IEnumerable<string> Notes(ChartData data, ChartPlan plan, IReadOnlyList<MapGrid> grids, CheapestMap? cheapest)
    {
        yield return $"Colours: {data.Title}.";
        if (plan.Merged.Count > 0)
            yield return $"Fields: median over {LineChart.MergedText(plan)}.";
        if (grids.Any(grid => grid.HasGaps))
            yield return "White: no cell, or no numbers.";
        if (cheapest is { HasLines: true })
            yield return $"Lines: where another strategy {(data.IsUsual ? "becomes the cheapest" : "has the least")} by a tenth or more, in more than a few fields.";
    }
}
