using Sim.Core.Machine;

namespace Sim.Core.Probes;

/// <summary>Everything that microbenchmarks found out about a core.</summary>
/// <param name="Core">The profile that it is compared with.</param>
/// <param name="Findings">Parameters, found and declared, in the order of the probes.</param>
/// <param name="Curves">What the findings were read from.</param>
/// <param name="Forwarding">Every overlap of one store and one load.</param>
public sealed record ProbeResult(
    CoreProfile Core, IReadOnlyList<Finding> Findings, IReadOnlyList<Curve> Curves, IReadOnlyList<ForwardingCell> Forwarding)
{
    /// <summary>True if nothing differs from the profile.</summary>
    public bool Agrees => Findings.All(finding => finding.Verdict != Verdict.Differs);

    /// <summary>The curve of that name.</summary>
    public Curve CurveOf(string name) => Curves.Single(curve => curve.Name == name);
}
