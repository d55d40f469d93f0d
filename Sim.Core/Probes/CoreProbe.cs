using Sim.Core.Machine;

namespace Sim.Core.Probes;

/// <summary>Runs microbenchmarks on a core and compares what they show with a profile.</summary>
/// <remarks>
/// The machine is a black box to them: only the sizes at which they measure, and what they compare with, come from the declared profile. On a
/// machine with that profile they must agree, or a part of the machine is not what its parameters say.
/// </remarks>
public static class CoreProbe
{
    /// <summary>Probes a core that has <paramref name="profile"/>.</summary>
    public static ProbeResult Run(CoreProfile profile, CancellationToken cancel = default) => Run(profile, profile, cancel);

    /// <summary>Probes <paramref name="machine"/> and compares it with <paramref name="declared"/>.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two probes.</exception>
    public static ProbeResult Run(CoreProfile machine, CoreProfile declared, CancellationToken cancel = default)
    {
        List<Finding> findings = [];
        List<Curve> curves = [];

        findings.AddRange(ExecutionProbe.Run(machine, declared));
        cancel.ThrowIfCancellationRequested();
        Add(WindowProbe.Run(machine, declared));
        Add(BranchTargetProbe.Run(machine, declared));
        var (depth, returns) = ReturnStackProbe.Run(machine, declared);
        Add(([depth], returns));
        findings.Add(MispredictProbe.Run(machine, declared));
        var (rules, cells) = ForwardingProbe.Run(machine, declared);
        Add((rules, null));
        findings.AddRange(OrderingProbe.Run(machine, declared));
        Add(LoadLatencyProbe.Run(machine, declared));
        Add(TlbProbe.Run(machine, declared));
        findings.Add(MissProbe.Run(machine, declared));
        return new(declared, findings, curves, cells);

        void Add((IReadOnlyList<Finding> Findings, Curve? Curve) probe)
        {
            cancel.ThrowIfCancellationRequested();
            findings.AddRange(probe.Findings);
            if (probe.Curve is not null)
                curves.Add(probe.Curve);
        }
    }
}
