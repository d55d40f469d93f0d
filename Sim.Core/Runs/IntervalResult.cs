namespace Sim.Core.Runs;

/// <summary>What a run did between two instants.</summary>
/// <param name="StartNs">Where it begins, in nanoseconds since the first counted call began: where the one before ends.</param>
/// <param name="EndNs">
/// Where it ends: at the first instruction boundary at or after a multiple of the cell's interval, exactly there while others have the core; the last one
/// where the run ends.
/// </param>
/// <param name="Calls">Calls that ended in it.</param>
/// <param name="OthersNs">Time in which ticks, interrupts or another task had the core.</param>
/// <param name="AttachNs">Time of tasks that attached or detached tracers.</param>
/// <param name="IdleNs">Time in which the core waited for a call of an open load.</param>
public sealed record IntervalResult(double StartNs, double EndNs, CallsByPath Calls, double OthersNs, double AttachNs, double IdleNs)
{
    /// <summary>Time per call in nanoseconds, whoever had the core meanwhile, but without idle time; there must be a call.</summary>
    public double PerCallNs => (EndNs - StartNs - IdleNs) / Calls.Total;


    /// <summary>Calls that ended in it, per second; 0 or more.</summary>
    public double CallsPerSecond => Calls.Total * 1e9 / (EndNs - StartNs);

    /// <summary>Most intervals of a run.</summary>
    public const int Most = 100_000;
}
