using Sim.Core.Mechanisms;
using Sim.Core.Runs;
using Sim.Core.Units;

namespace Sim.Core.Events;

/// <summary>What a run had done at the end of each interval.</summary>
/// <param name="length">Length of the intervals, in picoseconds; 1 or more.</param>
/// <param name="clock">The core's clock.</param>
sealed class IntervalLog(long length, Frequency clock)
{
    readonly List<RunTotals> _ends = [];

    /// <summary>When the interval ends that is open.</summary>
    public Picoseconds NextEnd => new((_ends.Count + 1) * length);

    /// <summary>The first cycle that is not before it.</summary>
    public long NextCycle => clock.CycleAt(NextEnd).Count;

    /// <summary>Closes every interval that has ended by <paramref name="now"/>, at the instruction boundary where the core is.</summary>
    public void CloseUpTo(in RunTotals now)
    {
        while (NextCycle <= now.Cycles)
            Close(now);
    }

    /// <summary>Others had the core meanwhile: intervals that ended in that time end on time.</summary>
    public void Pass(in RunTotals before, in RunTotals after)
    {
        while (NextCycle <= after.Cycles)
            Close(NextCycle <= before.Cycles ? before : OnTime(before));
    }

    /// <summary>All intervals, the last one to <paramref name="end"/>.</summary>
    public IReadOnlyList<IntervalResult> Finish(in RunTotals end)
    {
        if (_ends.Count == 0 || _ends[^1].Cycles < end.Cycles)
            Close(end);
        var start = default(RunTotals);
        var intervals = new List<IntervalResult>(_ends.Count);
        foreach (var reading in _ends)
        {
            intervals.Add(new(
                clock.ToNanoseconds(start.Cycles),
                clock.ToNanoseconds(reading.Cycles),
                reading.Calls - start.Calls,
                clock.ToNanoseconds(reading.OthersCycles - start.OthersCycles),
                clock.ToNanoseconds(reading.AttachCycles - start.AttachCycles),
                clock.ToNanoseconds(reading.IdleCycles - start.IdleCycles)));
            start = reading;
        }

        return intervals;
    }

    // All of it since was theirs.
    RunTotals OnTime(RunTotals before) => before with { Cycles = NextCycle, OthersCycles = before.OthersCycles + NextCycle - before.Cycles };

    void Close(in RunTotals end)
    {
        if (_ends.Count == IntervalResult.Most)
        {
            throw new CannotDispatchException(FormattableString.Invariant(
                $"the run has more than {IntervalResult.Most:N0} intervals of {clock.ToNanoseconds(clock.CycleAt(new(length)).Count):0.###} ns: make them longer, or take fewer calls"));
        }

        _ends.Add(end);
    }
}

/// <summary>What a run had done at an instant, since counting began.</summary>
/// <param name="Cycles">The instant, in core clock cycles.</param>
/// <param name="OthersCycles">Cycles in which others had the core.</param>
/// <param name="AttachCycles">Cycles of tasks that attached or detached tracers.</param>
/// <param name="IdleCycles">Cycles in which the core waited for a call.</param>
/// <param name="Calls">Calls that were over.</param>
readonly record struct RunTotals(long Cycles, long OthersCycles, long AttachCycles, long IdleCycles, CallsByPath Calls);
