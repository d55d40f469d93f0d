using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Sim.Core.Runs;

namespace Sim.Scenarios.Layouts;

/// <summary>Statistics of shares between 0 and 1.</summary>
static class Shares
{
    const double Confidence = 0.95;

    /// <summary>The sample's mean with its interval, quantiles, and the sample in order.</summary>
    /// <remarks>
    /// Most boots have a share of 0 or 1. Wilson's interval is meant for these, keeps between 0 and 1, has a width even where all boots are
    /// equal, and is too wide rather than too narrow for shares in between, whose variance is less. One boot represents itself: no interval.
    /// </remarks>
    public static ShareDistribution Summarise(IEnumerable<double> shares)
    {
        var sorted = shares.Order().ToArray();
        var mean = ArrayStatistics.Mean(sorted);
        var (low, high) = sorted.Length == 1 ? (mean, mean) : Interval(mean, sorted.Length);
        return new(mean, low, high, Quantile(0.05), Quantile(0.5), Quantile(0.95), sorted);

        double Quantile(double share) => SortedArrayStatistics.Quantile(sorted, share);
    }

    static (double Low, double High) Interval(double mean, int boots)
    {
        var z = Normal.InvCDF(0, 1, (1 + Confidence) / 2);
        var weight = z * z / boots;
        var center = (mean + (weight / 2)) / (1 + weight);
        var half = z / (1 + weight) * Math.Sqrt((mean * (1 - mean) / boots) + (weight / (4 * boots)));
        return (Math.Max(0, center - half), Math.Min(1, center + half));
    }
}
