namespace Sim.Core.Probes.Measured;

/// <summary>A case of the benchmark <c>insn_bench_aarch64</c>, and what Sim runs for it.</summary>
/// <param name="Name">The benchmark's name for it.</param>
/// <param name="Latency">The loop for its latency. Null if it has none.</param>
/// <param name="PerCycle">The loop for its throughput. Null if it has none.</param>
/// <param name="NotRun">Why Sim does not run the case. Null if it does.</param>
public sealed record InstructionCase(string Name, CaseLoop? Latency, CaseLoop? PerCycle, string? NotRun)
{
    /// <summary>Why Sim does not run it for a figure of this kind; null if it does.</summary>
    public string? WhyNotRun(FigureKind kind) => NotRun ?? (LoopOf(kind) is null ? "no loop for this figure of the case" : null);

    /// <summary>The loop for a figure of this kind; null if the case has none.</summary>
    public CaseLoop? LoopOf(FigureKind kind) => kind == FigureKind.Latency ? Latency : PerCycle;
}
