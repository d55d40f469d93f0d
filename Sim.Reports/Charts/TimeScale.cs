using Sim.Reports.Cells;

namespace Sim.Reports.Charts;

/// <summary>Axes that begin at zero: time in its largest fitting unit, and ticks at round numbers.</summary>
/// <param name="Unit">Unit in axis titles.</param>
/// <param name="Nanoseconds">Its length.</param>
sealed record TimeScale(string Unit, double Nanoseconds)
{
    const int MostTicks = 10;

    static readonly TimeScale[] All = [new("s", 1e9), new("ms", 1e6), new("us", 1e3), new("ns", 1)];

    /// <summary>The unit of which <paramref name="longestNs"/> has a few.</summary>
    public static TimeScale For(double longestNs) => All.FirstOrDefault(scale => longestNs >= 2 * scale.Nanoseconds) ?? All[^1];

    /// <summary>Position of a time on the axis.</summary>
    public double Of(double ns) => ns / Nanoseconds;

    /// <summary>1, 2 or 5 times a power of ten apart, from the first at or above <paramref name="low"/> to <paramref name="high"/>.</summary>
    public static IEnumerable<(double Position, string Label)> Ticks(double low, double high, int most = MostTicks)
    {
        var decade = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(high - low, 1e-9) / most)));
        var step = ((double[])[1, 2, 5, 10]).Select(factor => factor * decade).First(step => (high - low) / step <= most);
        for (var tick = Math.Ceiling(low / step); tick * step <= high; tick++)
            yield return (tick * step, NumberText.Decimal(Math.Round(tick * step, 9) + 0.0));
    }
}
