using System.Globalization;
using MathNet.Numerics.Statistics;

namespace Sim.Scenarios.Import;

/// <summary>Runs that differ in their times only.</summary>
/// <param name="First">The first of them.</param>
/// <param name="TotalsNs">Time of all calls of each, as logged.</param>
/// <param name="Slices">Time slices that each lost.</param>
/// <param name="SliceNs">Length of a slice.</param>
sealed record Situation(LogRun First, IReadOnlyList<long> TotalsNs, IReadOnlyList<int> Slices, double SliceNs)
{
    public bool LostSlices => Slices.Any(slices => slices > 0);

    /// <summary>Median time per call, as logged.</summary>
    public double LoggedPerCallNs => TotalsNs.Select(total => (double)total).Median() / First.Calls;

    /// <summary>Median time per call without lost slices.</summary>
    public double PerCallNs => OwnNs.Median() / First.Calls;

    /// <summary>Slowest less fastest run without lost slices, in percent of the median.</summary>
    public double SpreadPercent => (OwnNs.Max() - OwnNs.Min()) / OwnNs.Median() * 100;

    /// <summary>What the row is made of.</summary>
    public string Note
    {
        get
        {
            var note = TotalsNs.Count == 1
                ? FormattableString.Invariant($"raw total {TotalsNs[0]} ns")
                : FormattableString.Invariant($"median of {TotalsNs.Count} runs, spread {SpreadPercent:0.0} %");
            if (!LostSlices)
                return note;
            var length = (SliceNs / 1e6).ToString("0.##", CultureInfo.InvariantCulture);
            var runs = TotalsNs.Count == 1 ? "" : FormattableString.Invariant($" from {Slices.Count(slices => slices > 0)} of them");
            return FormattableString.Invariant($"{note}; {Slices.Sum()} slice(s) of {length} ms removed{runs}");
        }
    }

    IEnumerable<double> OwnNs => TotalsNs.Zip(Slices, (total, slices) => total - (slices * SliceNs));
}
