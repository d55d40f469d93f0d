namespace Sim.Core.Runs;

/// <summary>What became of the calls of an open load.</summary>
/// <remarks>A call's response time is from its arrival to its end: it waits for the core, then it is served.</remarks>
/// <param name="IdleCycles">Cycles in which the core had nothing to do; not among those of <see cref="RunResult.Cycles"/>.</param>
/// <param name="WaitMeanNs">Mean time from a call's arrival to its beginning, in nanoseconds.</param>
/// <param name="ResponseMeanNs">Mean response time in nanoseconds.</param>
/// <param name="Responses">Response times by their distribution.</param>
/// <param name="QueueLongest">Calls that waited at the same time, at most; the one that is served is not among them.</param>
public sealed record OpenLoadResult(long IdleCycles, double WaitMeanNs, double ResponseMeanNs, CallTimes Responses, long QueueLongest);
