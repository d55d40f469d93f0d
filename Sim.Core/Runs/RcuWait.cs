namespace Sim.Core.Runs;

/// <summary>How long a task sleeps for RCU grace periods while it attaches or detaches. The core does other work meanwhile.</summary>
/// <param name="LeastNs">Nanoseconds on a machine that is idle; 0 or more.</param>
/// <param name="MostNs">Nanoseconds on one that is busy; not less.</param>
public readonly record struct RcuWait(double LeastNs, double MostNs);
