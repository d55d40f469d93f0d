using Sim.Core.Runs;
using Sim.Core.Units;

namespace Sim.Core.Events;

/// <summary>Calls that arrive by the clock, wait for the core in the order of their arrival, and are served one after the other.</summary>
/// <remarks>
/// A call begins when it has arrived and the one before it is over (Lindley's recursion): no list of those that wait is needed. Cycles are the
/// core's, idle ones included; a call arrives in the first one that is not before its time.
/// </remarks>
public sealed class OpenLoad
{
    readonly Frequency _clock;
    readonly long _start, _calls;
    readonly ArrivalTimes _arrivals;

    // The same times once more, further on: how many have arrived when a call begins.
    readonly ArrivalTimes _later;
    readonly LatencyHistogram _waits = new(), _responses = new();
    long _arrived, _laterCycle, _longestQueue;

    /// <param name="arrivals">When calls come.</param>
    /// <param name="clock">The core's.</param>
    /// <param name="start">Cycle from which times count.</param>
    /// <param name="calls">After so many no more come.</param>
    public OpenLoad(Arrivals arrivals, Frequency clock, long start, long calls)
    {
        (_clock, _start, _calls) = (clock, start, calls);
        (_arrivals, _later) = (new ArrivalTimes(arrivals), new ArrivalTimes(arrivals));
        NextTime = _arrivals.Next();
        _laterCycle = CycleOf(_later.Next());
    }

    /// <summary>When the next call arrives that has not been served, from the start.</summary>
    public Picoseconds NextTime { get; private set; }

    /// <summary>The same as a cycle.</summary>
    public long NextCycle => CycleOf(NextTime);

    /// <summary>The next call was served from cycle <paramref name="begin"/>, not before it arrived, to <paramref name="end"/>.</summary>
    public void Served(long begin, long end)
    {
        for (; _arrived < _calls && _laterCycle < begin; _laterCycle = CycleOf(_later.Next()))
            _arrived++;
        _longestQueue = Math.Max(_longestQueue, _arrived - _responses.Count);
        _waits.Add(begin - NextCycle);
        _responses.Add(end - NextCycle);
        NextTime = _arrivals.Next();
    }

    /// <summary>What became of the calls that were served, at least one.</summary>
    public OpenLoadResult Result(long idleCycles) =>
        new(idleCycles, _clock.ToNanoseconds(_waits.Mean), _clock.ToNanoseconds(_responses.Mean), _responses.Times(_clock), _longestQueue);

    long CycleOf(Picoseconds time) => _start + _clock.CycleAt(time).Count;
}
