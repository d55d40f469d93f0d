using Sim.Core.Loads;
using Sim.Core.Loads.Population;
using Sim.Core.Machine;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Machine.SteadyState;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;

namespace Sim.Core.Events;

/// <summary>A system over time: the core runs until the next event is due, then the event happens.</summary>
/// <remarks>
/// An event happens at the first instruction boundary at or after its time, also in the middle of a call. Between two events the machine's
/// state is searched for an exact repetition, which is followed in whole periods up to the last one that ends before the next event; every
/// event that changes anything begins the search anew. So the result is the same as without the search.
/// </remarks>
public sealed class TimedRun
{
    // How often a run looks whether it was cancelled.
    const long CallsBetweenLooks = 256;

    readonly CellSpec _cell;
    readonly Workload _workload;
    readonly Pipeline _core;
    readonly PathCounter _paths;
    readonly AbsenceLog _absences;
    readonly IntervalLog? _intervals;
    readonly CancellationToken _cancel;
    readonly List<SimEvent> _afterCall = [];
    readonly Repeats _repeats;

    // What was counted, and followed, when the clock started.
    CoreCounts _start;
    long _startFollowed;

    // In which the core waited for a call to arrive. Its own clock stands still meanwhile: with nothing in flight no part of it can tell.
    long _idleCycles;
    long _startCycle;
    long _attachCycles;
    long _limit = long.MaxValue;

    public TimedRun(CellSpec cell, Workload workload, Pipeline core, CancellationToken cancel)
    {
        (_cell, _workload, _core, _cancel) = (cell, workload, core, cancel);
        _start = new CoreCounts(core.Counts.Regions);
        _repeats = new Repeats(core, cell.SteadyState && workload.MayRepeat);
        _paths = new PathCounter(core, workload.Code);
        _absences = new AbsenceLog(cell.Core.Clock);
        _intervals = cell.Interval > 0 ? new IntervalLog(cell.Interval, cell.Core.Clock) : null;
    }

    /// <summary>What will happen.</summary>
    public EventQueue<SimEvent> Queue { get; } = new();

    /// <summary>Who may register and unregister ops.</summary>
    public RegistrationLock RegistrationLock { get; } = new();

    /// <summary>True while a call is under way.</summary>
    public bool IsInCall { get; private set; }

    /// <summary>Picoseconds since counting began.</summary>
    public long Now => _cell.Core.Clock.ToPicoseconds(Cycle - _startCycle);

    /// <summary>When others had the core last, in picoseconds.</summary>
    public long OthersUntil { get; private set; }

    /// <summary>How long each counted call took; only where every call is executed, as calls that follow from a repetition have no time of their own.</summary>
    public LatencyHistogram? Latencies { get; private set; }

    /// <summary>Calls that arrive by the clock. Null where each begins when the one before it is over, and during the warm-up.</summary>
    public OpenLoad? OpenLoad { get; private set; }

    /// <summary>Cycles in which the core had nothing to do.</summary>
    public long IdleCycles => _idleCycles;

    /// <summary>Calls that the core executed, warm-up included.</summary>
    public long ExecutedCalls { get; private set; }

    /// <summary>Counted calls that followed from a repetition.</summary>
    public long FollowedCalls => _repeats.FollowedCalls - _startFollowed;

    /// <summary>What was counted so far.</summary>
    public CoreCounts Counts => _core.Counts.Plus(_repeats.Followed, 1);

    long Cycle => _core.Now + _repeats.Followed.Cycles + _idleCycles;

    /// <summary>
    /// Makes <paramref name="warmUp"/> calls before the clock starts, then <paramref name="calls"/>; returns what these took, without idle time. Only once.
    /// </summary>
    public CoreCounts Run(long warmUp, long calls)
    {
        Repeat(warmUp);
        (_start, _startCycle, _startFollowed) = (Counts, Cycle, _repeats.FollowedCalls);
        foreach (var entry in _cell.Timeline.Entries)
            Schedule(entry);
        if (_intervals is not null)
            Queue.Schedule(_intervals.NextEnd, EventOrder.IntervalEnd, new IntervalEnd());
        HappenWhatIsDue();
        Latencies = _workload.MayRepeat ? null : new LatencyHistogram();
        OpenLoad = _cell.Arrivals is null ? null : new OpenLoad(_cell.Arrivals, _cell.Core.Clock, _startCycle, calls);
        Repeat(calls);
        return Counts.Plus(_start, -1);
    }

    /// <summary>What the run did over time, once it is over.</summary>
    public RunCourse Course => new(
        _cell.Core.Clock.ToNanoseconds(_attachCycles), _intervals?.Finish(Read()) ?? [], _absences.Kept, _absences.LeftOut);

    /// <summary>Others have the core for the length of <paramref name="entry"/>, and use so many lines of its caches.</summary>
    public void LendCore(TimelineEntry entry)
    {
        var before = Read();
        _core.AdvanceTo(_core.Now + _cell.Core.Clock.CycleAt(entry.Length));
        if (entry.Lines > 0)
            _core.Pollute(entry.Lines);
        OthersUntil = Now;
        var after = Read();
        _intervals?.Pass(before, after);
        _absences.Add(entry, before.Cycles, after.Cycles);
    }

    /// <summary>
    /// Another task executes <paramref name="piece"/> on the core, for the length of <paramref name="entry"/> at most, 0 for as long as it takes; true if
    /// it is done. What it executes is charged to its own regions.
    /// </summary>
    public bool Borrow(TimelineEntry entry, Func<Pipeline, long, bool> piece)
    {
        var start = _core.Now;
        var limit = entry.Length == 0 ? long.MaxValue : start + _cell.Core.Clock.CycleAt(entry.Length);
        var attached = _attachCycles;
        bool done;
        do
        {
            // Intervals end in the middle of it.
            var end = Math.Min(limit, _intervals is null ? limit : OnCore(_startCycle + _intervals.NextCycle));
            done = _paths.Apart(() => piece(_core, end));
            _attachCycles = attached + _core.Now - start;
            _intervals?.CloseUpTo(Read());
        }
        while (!done && _core.Now < limit);

        OthersUntil = Now;
        _absences.Add(entry, Cycle - _startCycle - (_core.Now - start), Cycle - _startCycle);
        return done;
    }

    /// <summary>Closes the intervals that are over; <paramref name="next"/> will be the end of the one that is open then.</summary>
    public void CloseIntervals(IntervalEnd next)
    {
        _intervals!.CloseUpTo(Read());
        Queue.Schedule(_intervals.NextEnd, next.Order, next);
    }

    /// <summary>Ring buffers record, or refuse to.</summary>
    public void Record(bool on) => _workload.Record(on);

    /// <summary>The workload goes on in another task, as <paramref name="entry"/> says; between two calls.</summary>
    public void SwitchTask(TimelineEntry entry)
    {
        _workload.SwitchTask(entry.Tasks);
        if (entry.FlushesPredictors)
            _core.Forget(ColdParts.Predictors);
    }

    /// <summary>Lets <paramref name="what"/> happen once the call that is under way is over.</summary>
    public void AfterCall(SimEvent what) => _afterCall.Add(what);

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
        _repeats.SearchAnew();
        for (var left = calls; left > 0;)
        {
            AwaitArrival();
            var begin = Cycle;
            Call();
            Latencies?.Add(Cycle - begin);
            OpenLoad?.Served(begin, Cycle);
            HappenWhatIsDue();
            left--;
            _repeats.Observe();
            if (_repeats.Found is { } period)
                left -= OpenLoad is null ? Follow(period, left) : FollowArrivals(OpenLoad, period, left);
        }
    }

    void Call()
    {
        if (++ExecutedCalls % CallsBetweenLooks == 0)
            _cancel.ThrowIfCancellationRequested();
        if (_cell.State.Cold != ColdParts.None)
            _core.Forget(_cell.State.Cold);
        if (_cell.State.PollutedLines > 0)
            _core.Pollute(_cell.State.PollutedLines);
        var stop = _workload.NextCall();
        _paths.CallBegins();
        IsInCall = true;
        while (!_core.RunUntil(stop, OnCore(_limit)))
            HappenWhatIsDue();
        IsInCall = false;
        if (_cell.Arrivals is not null)
            _core.Settle();
        _paths.CallEnds();
        foreach (var what in _afterCall)
            Queue.Schedule(Now, what.Order, what);
        _afterCall.Clear();
    }

    // The core is idle until the next call of an open load has arrived; what comes before it happens.
    void AwaitArrival()
    {
        if (OpenLoad is null)
            return;
        while (Queue.IsNextBefore(OpenLoad.NextTime, EventOrder.Arrival))
        {
            IdleUntil(NextEventCycle());
            HappenWhatIsDue();
        }

        IdleUntil(OpenLoad.NextCycle);
    }

    void IdleUntil(long cycle) => _idleCycles += Math.Max(0, cycle - Cycle);

    void HappenWhatIsDue()
    {
        while (Cycle >= NextEventCycle())
        {
            var due = Queue.NextTime;
            var next = Queue.Take();
            next.Happen(this, due);
            if (next.ChangesMachine)
                _repeats.SearchAnew();
        }

        _limit = NextEventCycle();
    }

    // Whole periods that end before the next event's cycle: an event on a boundary may be due an instruction earlier.
    long Follow(Repetition period, long left)
    {
        var periods = left / period.Calls;
        if (_limit != long.MaxValue)
            periods = Math.Min(periods, (_limit - 1 - Cycle) / period.Counts.Cycles);
        _repeats.Follow(periods);
        return periods * period.Calls;
    }

    // With idle time between calls: all that end before the next event. Whole periods of them are followed; the core executes the others.
    long FollowArrivals(OpenLoad load, Repetition period, long left)
    {
        var (calls, now) = (0L, Cycle);
        for (; calls < left; calls++)
        {
            var begin = Math.Max(now, load.NextCycle);
            var end = begin + period.CyclesOf(calls);
            if (end >= _limit)
                break;
            load.Served(begin, end);
            now = end;
            if (calls % CallsBetweenLooks == 0)
                _cancel.ThrowIfCancellationRequested();
        }

        _repeats.Follow(calls / period.Calls);
        var limit = _limit;
        _limit = long.MaxValue;
        for (var rest = calls % period.Calls; rest > 0; rest--)
        {
            Call();
            _repeats.Observe();
        }

        _limit = limit;
        IdleUntil(now);
        return calls;
    }

    Reading Read()
    {
        var counts = Counts.Plus(_start, -1);
        return new(Cycle - _startCycle, counts.OthersCycles, _attachCycles, _idleCycles, PathCounter.In(counts));
    }

    long OnCore(long cycle) => cycle == long.MaxValue ? long.MaxValue : cycle - _repeats.Followed.Cycles - _idleCycles;

    long NextEventCycle() => Queue.Count == 0 ? long.MaxValue : _startCycle + _cell.Core.Clock.CycleAt(Queue.NextTime);
}
