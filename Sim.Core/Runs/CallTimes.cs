namespace Sim.Core.Runs;

/// <summary>How long single calls took, from the branch to the function to after it, whatever happened meanwhile included; in nanoseconds.</summary>
/// <param name="MedianNs">Half of the calls took no longer.</param>
/// <param name="P99Ns">99 of 100 took no longer.</param>
/// <param name="LongestNs">The longest one.</param>
public sealed record CallTimes(double MedianNs, double P99Ns, double LongestNs);
