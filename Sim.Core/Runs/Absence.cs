namespace Sim.Core.Runs;

/// <summary>A time in which something else than the workload had the core.</summary>
/// <param name="Kind">What had it.</param>
/// <param name="Tool">The tool that was attached or detached; empty for other kinds.</param>
/// <param name="StartNs">When it began, in nanoseconds since the first counted call began.</param>
/// <param name="EndNs">When it ended.</param>
public sealed record Absence(TimelineKind Kind, string Tool, double StartNs, double EndNs)
{
    /// <summary>Most that a run keeps, the first ones.</summary>
    public const int Most = 100_000;
}
