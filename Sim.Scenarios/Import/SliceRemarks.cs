using System.Globalization;

namespace Sim.Scenarios.Import;

/// <summary>The evidence for lost time slices in words.</summary>
static class SliceRemarks
{
    public static IEnumerable<string> Of(IReadOnlyList<LogRun> runs, LostSlices lost, LostSliceHandling handling)
    {
        foreach (var finding in lost.Findings)
        {
            var losers = finding.Runs.Where(run => lost.Slices[run] > 0).ToList();
            yield return Text($"lost time slices: {losers.Count} of {finding.Runs.Count} runs, {Ms(finding.SliceNs)} each, one tick of CONFIG_HZ={1e9 / finding.SliceNs:0}");
            var others = string.Join(" and ", finding.ErrorOfOthers.Select(other => Text($"{Percent(other.Error)} with {Ms(other.SliceNs)}")));
            yield return Text($"  evidence: cost is linear in the number of ops to {Percent(finding.Error)} without them, to {Percent(finding.ErrorWithout)} with them; {others}");
            if (finding.ErrorOfOthers.Any(other => other.Error < finding.Error))
                yield return "  these runs are too few to tell the length of the slices: they rest on the ticks that Linux has";
            yield return handling switch
            {
                LostSliceHandling.Keep => "  they are left in the rows, as asked",
                LostSliceHandling.Drop => "  runs that lost any are left out, as asked",
                _ => "  this assumes that cost is linear, and cannot prove it; what was logged is in the rows of overhead_ns_published",
            };
            foreach (var run in losers)
            {
                var (at, slices) = (runs[run], lost.Slices[run]);
                yield return Text($"  line {at.Line}: {at.Relevant} relevant, {at.Irrelevant} irrelevant: {slices} of {at.TotalNs / 1e6:0.000} ms, leaves {(at.TotalNs - (slices * finding.SliceNs)) / 1e6:0.000} ms");
            }
        }
    }

    static string Ms(double ns) => Text($"{ns / 1e6:0.00} ms");

    static string Percent(double share) => Text($"{share * 100:0.00} %");

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
