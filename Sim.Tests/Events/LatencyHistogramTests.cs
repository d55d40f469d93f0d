using CsCheck;
using Sim.Core.Events;

namespace Sim.Tests.Events;

public class LatencyHistogramTests
{
    [Test]
    public void Percentiles_are_those_of_the_sorted_list_within_a_bucket() =>
        Gen.Select(Gen.OneOf(Gen.Long[0, 300], Gen.Long[0, 1_000_000_000_000]).Array[1, 200], Gen.Double[0.001, 1]).Sample((cycles, share) =>
        {
            var histogram = new LatencyHistogram();
            foreach (var call in cycles)
                histogram.Add(call);

            var exact = cycles.Order().ElementAt((int)Math.Ceiling(share * cycles.Length) - 1);

            var found = histogram.Percentile(share);
            return found >= exact && found <= exact + (exact / 128) && (exact >= 256 || found == exact)
                && histogram.Longest == cycles.Max() && histogram.Percentile(1) == cycles.Max();
        });
}
