using ScottPlot;
using Sim.Reports.Cells;

namespace Sim.Reports.Charts;

/// <summary>The levels of a map: at most seven, at round numbers, from light to dark.</summary>
sealed class MapLevels
{
    const int Most = 7;
    const double Smallest = 0.01;
    const double MostEven = 4;

    static readonly string[] Colors = ["#FDE725", "#90D743", "#35B779", "#21918C", "#31688E", "#443983", "#440154"];
    static readonly double[][] Steps = [[1, 2, 5], [1, 3], [1]];

    readonly List<double> _bounds;
    readonly string _unit;

    /// <param name="values">Everything that will be drawn.</param>
    /// <param name="unit">Unit in the key.</param>
    /// <param name="isLog">Whether levels are of one ratio instead of one size. Null: as the values need.</param>
    public MapLevels(IReadOnlyCollection<double> values, string unit, bool? isLog = null)
    {
        _unit = unit;
        var low = Math.Max(Smallest, values.Min());
        var high = Math.Max(low, values.Max());
        // Levels of one size where values are near to each other, else a few for each decade.
        _bounds = !(isLog ?? high >= MostEven * low) ? Even(low, high) : Steps.Select(steps => Between(low, high, steps)).Concat(Wide(low, high)).First(bounds => bounds.Count < Most);
    }

    /// <summary>Index of the level of a value.</summary>
    public int Of(double value) => _bounds.Count(bound => value >= bound);

    /// <summary>Its colour; few levels are as far apart as many.</summary>
    public Color ColorOf(int level) => Color.FromHex(Colors[_bounds.Count == 0 ? 0 : level * (Colors.Length - 1) / _bounds.Count]);

    /// <summary>A square for each level.</summary>
    public IEnumerable<ChartKey> Keys() => Enumerable.Range(0, _bounds.Count + 1)
        .Select(level => new ChartKey(TextOf(level), new MarkerStyle(MarkerShape.FilledSquare, 14, ColorOf(level)), null));

    string TextOf(int level) => _bounds.Count == 0 ? $"all ({_unit})"
        : level == 0 ? $"below {NumberText.Decimal(_bounds[0])} {_unit}"
        : level == _bounds.Count ? $"{NumberText.Decimal(_bounds[^1])} or more"
        : $"{NumberText.Decimal(_bounds[level - 1])} to {NumberText.Decimal(_bounds[level])}";

    static List<double> Even(double low, double high)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(high - low, Smallest) / Most)));
        var step = ((double[])[1, 2, 5, 10]).Select(factor => factor * power).First(step => Multiples(step).Count() < Most);
        return [.. Multiples(step)];

        IEnumerable<double> Multiples(double step) => Enumerable.Range(1, 100).Select(i => Math.Round((Math.Floor(low / step) + i) * step, 6)).TakeWhile(bound => bound <= high);
    }

    static List<double> Between(double low, double high, IReadOnlyList<double> steps) =>
    [
        .. from decade in Enumerable.Range((int)Math.Floor(Math.Log10(low)), (int)Math.Ceiling(Math.Log10(high)) - (int)Math.Floor(Math.Log10(low)) + 1)
           from step in steps
           let bound = step * Math.Pow(10, decade)
           where bound > low && bound <= high
           select Math.Round(bound, 6),
    ];

    // Every second decade, every third and so on.
    static IEnumerable<List<double>> Wide(double low, double high) =>
        Enumerable.Range(2, 20).Select(every => Between(low, high, [1]).Where((_, i) => i % every == 0).ToList());
}
