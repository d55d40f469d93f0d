using Sim.Reports.Cells;
using Sim.Reports.Factors;

namespace Sim.Reports.Charts;

/// <summary>Chooses a chart by the data's shape: lines over a number, a map of two, dots for names.</summary>
sealed class ChartPlanner
{
    /// <summary>Most values that colours tell apart.</summary>
    public const int MostColors = 7;

    const int LeastPointsOfLine = 3;
    const int LeastSideOfMap = 4;
    const double LeastFilled = 0.5;
    const int MostPanelsOfLines = 9;
    const int MostPanelsOfMaps = 24;
    const int MostRowsOfDots = 40;

    readonly CellTable _table;
    readonly IReadOnlyList<double?> _values;
    readonly ChartRequest _request;

    ChartPlanner(ChartData data) => (_table, _values, _request) = (data.Table, data.Values, data.Results.Chart);

    /// <summary>The plan for these figures.</summary>
    public static ChartPlan Of(ChartData data) => new ChartPlanner(data).Choose();

    ChartPlan Choose()
    {
        if (Requested(_request.X) is { IsNumeric: true } x)
            return Lines([x]);
        var axes = _table.Factors.Where(factor => factor.IsNumeric && factor.Values.Count >= LeastPointsOfLine)
            .OrderByDescending(factor => factor.Values.Count).ToList();
        if (axes.Count > 1)
        {
            var isFilled = FilledShare(axes[0], axes[1]) >= LeastFilled;
            if (isFilled && axes[1].Values.Count >= LeastSideOfMap)
                return Map(axes[0], axes[1]);
            if (!isFilled && Slices(axes) is { Count: > 1 } slices)
                return Lines(slices);
        }

        return axes.FirstOrDefault(FormsLines) is { } axis ? Lines([axis]) : Dots();
    }

    ChartPlan Lines(List<CellFactor> across)
    {
        var others = _table.Factors.Except(across).Where(factor => across.Count == 1 || !IsAxis(factor)).ToList();
        var color = ColorOf(others);
        var (panels, merged) = Fit(others, color, across.Count > 1 ? MostPanelsOfLines / across.Count : MostPanelsOfLines);
        return new(ChartKind.Lines, across, null, color, panels, merged);
    }

    ChartPlan Map(CellFactor across, CellFactor up)
    {
        var others = _table.Factors.Where(factor => factor != across && factor != up).ToList();
        var (panels, merged) = Fit(others, null, MostPanelsOfMaps);
        return new(ChartKind.Map, [across], up, panels.FirstOrDefault(factor => factor.Factor.Name == "strategy"), panels, merged);
    }

    ChartPlan Dots()
    {
        var color = _table.Factors.Count > 1 ? ColorOf(_table.Factors) : null;
        var (panels, merged) = Fit([.. _table.Factors], color, MostRowsOfDots);
        return new(ChartKind.Dots, [], null, color, panels, merged);
    }

    // What matters least goes first where there is no room for all.
    (IReadOnlyList<CellFactor> Panels, IReadOnlyList<CellFactor> Merged) Fit(List<CellFactor> others, CellFactor? color, int most)
    {
        var panels = others.Where(factor => factor != color).ToList();
        List<CellFactor> merged = [];
        if (_request.Panels is { } wanted)
            return ([.. wanted.Select(Requested).OfType<CellFactor>().Where(panels.Contains)], [.. panels.Where(factor => !wanted.Contains(factor.Factor.Name))]);
        while (panels.Count > 0 && ChartPlan.Combinations(panels, _table.Cells.Count).Count > most)
        {
            var least = panels.MinBy(factor => ExplainedShare.Of(factor, _values))!;
            panels.Remove(least);
            merged.Add(least);
        }

        return (panels, merged);
    }

    CellFactor? ColorOf(IEnumerable<CellFactor> factors)
    {
        var few = factors.Where(factor => factor.Values.Count <= MostColors).ToList();
        return few.FirstOrDefault(factor => factor.Factor.Name == _request.Color) ?? few.FirstOrDefault(factor => _request.Panels?.Contains(factor.Factor.Name) != true);
    }

    CellFactor? Requested(string? name) => name is null ? null : _table.Find(name);

    static bool IsAxis(CellFactor factor) => factor.IsNumeric && factor.Values.Count >= LeastPointsOfLine;

    static double FilledShare(CellFactor first, CellFactor second) =>
        (double)first.Codes.Zip(second.Codes).Distinct().Count() / first.Values.Count / second.Values.Count;

    // One number grows while the others are at their least: stars instead of grids.
    List<CellFactor> Slices(IReadOnlyList<CellFactor> axes) =>
    [
        .. from factor in axes
           let slice = Enumerable.Range(0, _table.Cells.Count).Where(cell => IsInSlice(axes, factor, cell)).ToList()
           where slice.Select(cell => factor.Codes[cell]).Distinct().Count() >= LeastPointsOfLine
           select factor,
    ];

    /// <summary>True if every axis but <paramref name="across"/> is at its least value.</summary>
    public static bool IsInSlice(IEnumerable<CellFactor> axes, CellFactor across, int cell) => axes.All(axis => axis == across || axis.Codes[cell] == 0);

    // Lines of single points are none, and a panel of them shows nothing.
    bool FormsLines(CellFactor axis)
    {
        var others = _table.Factors.Where(factor => factor != axis).ToList();
        var lines = Enumerable.Range(0, _table.Cells.Count)
            .GroupBy(cell => string.Join(',', others.Select(factor => factor.Codes[cell]))).Select(line => line.Select(cell => axis.Codes[cell]).Distinct().Count()).ToList();
        var panels = others.Where(factor => factor != ColorOf(others)).ToList();
        var positions = Enumerable.Range(0, _table.Cells.Count)
            .GroupBy(cell => string.Join(',', panels.Select(factor => factor.Codes[cell]))).Select(panel => panel.Select(cell => axis.Codes[cell]).Distinct().Count());
        return 2 * lines.Count(points => points >= LeastPointsOfLine) >= lines.Count && positions.All(count => count > 1);
    }
}
