using Sim.Core.Probes;
using Sim.Reports.Cells;

namespace Sim.Reports.Probes;

/// <summary>The answer of a probe in a sentence, and its conditions.</summary>
static class ProbeHeadline
{
    public static string Of(ProbeResult result)
    {
        var shown = result.Findings.Where(finding => finding.Verdict != Verdict.Hidden).ToList();
        var differing = shown.Count(finding => finding.Verdict == Verdict.Differs);
        return differing == 0
            ? $"{result.Core.Name}: the probe finds what the profile says, in all {NumberText.Integer(shown.Count)} findings"
            : $"{result.Core.Name}: {NumberText.Integer(differing)} of {NumberText.Integer(shown.Count)} findings differ from the profile";
    }

    public static string Conditions(ProbeResult result)
    {
        var kind = result.Core.BackEnd.Window is null ? "in order" : "out of order";
        var pages = NumberText.Integer(result.Core.Memory.PageBytes / 1024);
        return $"microbenchmarks in A64 on the simulated core: {result.Core.BackEnd.Width} wide, {kind}, {result.Core.Clock}, pages of {pages} KiB";
    }
}
