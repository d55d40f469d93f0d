using Sim.Core.Dispatch;
using Sim.Core.Hardware;
using Sim.Core.Hardware.Pipeline;
using Sim.Core.Hardware.SteadyState;
using Sim.Core.Results;
using Sim.Core.Workloads;
using Sim.Core.Workloads.Population;

namespace Sim.Core.Events;

/// <summary>A system over time: the core runs until the next event is due, then the event happens.</summary>
/// <remarks>
/// An event happens at the first instruction boundary at or after its time, also in the middle of a call. Between two events the machine's
/// state is searched for an exact repetition, which is followed in whole periods up to the last one that ends before the next event; every
/// event begins the search anew. So the result is the same as without the search.
/// </remarks>
public sealed class TimedRun
{
    // How often a run looks whether it was cancelled.
    const long CallsBetweenLooks = 256;

    readonly CellSpec _cell;
    readonly Workload _workload;
    readonly Pipeline _core;
    readonly CancellationToken _cancel;
    RepeatDetector? _detector;

    // What whole periods added that were followed, not executed.
    CoreCounts _followed;
    long _startCycle;
    long _limit = long.MaxValue;

    public TimedRun(CellSpec cell, Workload workload, Pipeline core, CancellationToken cancel)
    {
        (_cell, _workload, _core, _cancel) = (cell, workload, core, cancel);
        _followed = new CoreCounts(core.Counts.Regions);
    }

    /// <summary>What will happen.</summary>
    public EventQueue<SimEvent> Queue { get; } = new();

    /// <summary>Picoseconds since counting began.</summary>
    public long Now => _cell.Core.Clock.ToPicoseconds(Cycle - _startCycle);

    /// <summary>When others had the core last, in picoseconds.</summary>
    public long OthersUntil { get; private set; }

    /// <summary>How long each counted call took; only where every call is executed, as calls that follow from a repetition have no time of their own.</summary>
    public LatencyHistogram? Latencies { get; private set; }

    /// <summary>Calls that the core executed.</summary>
    public long ExecutedCalls { get; private set; }

    /// <summary>What was counted so far.</summary>
    public CoreCounts Counts => _core.Counts.Plus(_followed, 1);

    long Cycle => _core.Now + _followed.Cycles;

    /// <summary>Makes <paramref name="warmUp"/> calls before the clock starts, then <paramref name="calls"/>; returns what these took.</summary>
    public CoreCounts Run(long warmUp, long calls)
    {
        Repeat(warmUp);
        var start = Counts;
        _startCycle = Cycle;
        foreach (var entry in _cell.Timeline.Entries)
            Schedule(entry);
        HappenWhatIsDue();
        Latencies = _workload.MayRepeat ? null : new LatencyHistogram();
        Repeat(calls);
        return Counts.Plus(start, -1);
    }

    /// <summary>Others have the core for <paramref name="length"/> picoseconds, and use <paramref name="lines"/> lines of its caches.</summary>
    public void LendCore(long length, int lines)
    {
        _core.AdvanceTo(_core.Now + _cell.Core.Clock.CycleAt(length));
        if (lines > 0)
            _core.Pollute(lines);
        OthersUntil = Now;
    }

    /// <summary>
    /// Another task executes <paramref name="piece"/> on the core, for <paramref name="length"/> picoseconds at most, 0 for as long as it takes; true if it is
    /// done. What it executes is charged to its own regions.
    /// </summary>
    public bool Borrow(Func<Pipeline, long, bool> piece, long length)
    {
        var done = piece(_core, length == 0 ? long.MaxValue : _core.Now + _cell.Core.Clock.CycleAt(length));
        OthersUntil = Now;
        return done;
    }

    void Schedule(TimelineEntry entry)
    {
        if (entry.Kind is not (TimelineKind.Attach or TimelineKind.Detach))
            OthersRun.Schedule(entry, Queue);
        else if (_workload is FunctionPopulation population)
            ToolChanges.Schedule(entry, population, Queue);
        else
            throw new CannotDispatchException("tracers come and go in a workload of many functions only");
    }

    void Repeat(long calls)
    {
        var executed = 0L;
        SearchAnew();
        for (var left = calls; left > 0;)
        {
            if (++executed % CallsBetweenLooks == 0)
                _cancel.ThrowIfCancellationRequested();
            Call();
            left--;
            _detector?.Observe();
            if (_detector is { Period: > 0 } detector)
            {
                left -= Follow(detector, left);
                // What is left is shorter than a period, or ends with an event.
                _detector = null;
            }
        }

        ExecutedCalls += executed;
    }

    void Call()
    {
        if (_cell.State.Cold != ColdParts.None)
            _core.Forget(_cell.State.Cold);
        if (_cell.State.PollutedLines > 0)
            _core.Pollute(_cell.State.PollutedLines);
        var stop = _workload.NextCall();
        var start = Cycle;
        while (!_core.RunUntil(stop, LimitOnCore()))
            HappenWhatIsDue();
        Latencies?.Add(Cycle - start);
        HappenWhatIsDue();
    }

    void HappenWhatIsDue()
    {
        while (Cycle >= NextEventCycle())
        {
            var due = Queue.NextTime;
            Queue.Take().Happen(this, due);
            SearchAnew();
        }

        _limit = NextEventCycle();
    }

    // Whole periods that end before the next event's cycle: an event on a boundary may be due an instruction earlier.
    long Follow(RepeatDetector detector, long left)
    {
        var period = detector.Extrapolate(detector.Period).Plus(_core.Counts, -1);
        var periods = left / detector.Period;
        if (_limit != long.MaxValue)
            periods = Math.Min(periods, (_limit - 1 - Cycle) / period.Cycles);
        _followed = _followed.Plus(period, periods);
        return periods * detector.Period;
    }

    void SearchAnew() => _detector = _cell.SteadyState && _workload.MayRepeat ? new RepeatDetector(_core) : null;

    long LimitOnCore() => _limit == long.MaxValue ? long.MaxValue : _limit - _followed.Cycles;

    long NextEventCycle() => Queue.Count == 0 ? long.MaxValue : _startCycle + _cell.Core.Clock.CycleAt(Queue.NextTime);
}
