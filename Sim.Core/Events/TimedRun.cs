using Sim.Core.Loads;
using Sim.Core.Loads.Population;
using Sim.Core.Machine;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;
using Sim.Core.Units;

namespace Sim.Core.Events;

/// <summary>A system over time: the core runs until the next event is due, then the event happens.</summary>
/// <remarks>
/// An event happens at the first instruction boundary at or after its time, also in the middle of a call. Between two events the machine's
/// state is searched for an exact repetition, which is extrapolated in whole periods up to the last one that ends before the next event; every
/// event that changes anything begins the search anew. So the result is the same as without the search.
/// </remarks>
public sealed class TimedRun
{
    readonly CellSpec _cell;
    readonly Workload _workload;

    // One so far. Several would share the workload's memory, and each go on no further than the next event.
    readonly CpuRun[] _cpus;
    readonly AbsenceLog _absences;
    readonly IntervalLog? _intervals;
    readonly List<SimEvent> _afterCall = [];

    // What was counted, and extrapolated, when the clock started.
    CoreCounts _start;
    long _startFollowed;
    long _startCycle;
    long _attachCycles;

    /// <param name="cell">What is run.</param>
    /// <param name="workload">Who calls.</param>
    /// <param name="core">What executes it.</param>
    /// <param name="cancel">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    public TimedRun(CellSpec cell, Workload workload, Pipeline core, CancellationToken cancel)
    {
        (_cell, _workload) = (cell, workload);
        _cpus = [new CpuRun(cell, workload, core, cancel)];
        _start = new CoreCounts(core.Counts.Regions);
        _absences = new AbsenceLog(cell.Core.Clock);
        _intervals = cell.Interval > 0 ? new IntervalLog(cell.Interval, cell.Core.Clock) : null;
    }

    /// <summary>What will happen.</summary>
    public EventQueue<SimEvent> Queue { get; } = new();

    /// <summary>Who may register and unregister ops.</summary>
    public RegistrationLock RegistrationLock { get; } = new();

    /// <summary>True while a call is under way.</summary>
    public bool IsInCall => Cpu.IsInCall;

    /// <summary>The time since counting began.</summary>
    public Picoseconds Now => _cell.Core.Clock.ToPicoseconds(new(Cycle - _startCycle));

    /// <summary>When others had the core last.</summary>
    public Picoseconds OthersUntil { get; private set; }

    /// <summary>How long each counted call took; only where every call is executed, as calls that follow from a repetition have no time of their own.</summary>
    public LatencyHistogram? Latencies => Cpu.Latencies;

    /// <summary>Calls that arrive by the clock. Null where each begins when the one before it is over, and during the warm-up.</summary>
    public OpenLoad? OpenLoad => Cpu.OpenLoad;

    /// <summary>Cycles in which the core had nothing to do.</summary>
    public long IdleCycles => Cpu.IdleCycles;

    /// <summary>Calls that the core executed, warm-up included.</summary>
    public long ExecutedCalls => Cpu.ExecutedCalls;

    /// <summary>Counted calls that followed from a repetition.</summary>
    public long FollowedCalls => Cpu.FollowedCalls - _startFollowed;

    /// <summary>What was counted so far.</summary>
    public CoreCounts Counts => Cpu.Counts;

    // The one that events happen on.
    CpuRun Cpu => _cpus[0];

    long Cycle => Cpu.Cycle;

    /// <summary>
    /// Makes <paramref name="warmUp"/> calls before the clock starts, then <paramref name="calls"/>; returns what these took, without idle time. Only once.
    /// </summary>
    public CoreCounts Run(long warmUp, long calls)
    {
        MakeCalls(warmUp);
        (_start, _startCycle, _startFollowed) = (Counts, Cycle, Cpu.FollowedCalls);
        foreach (var entry in _cell.Timeline.Entries)
            Schedule(entry);
        if (_intervals is not null)
            Queue.Schedule(_intervals.NextEnd, EventOrder.IntervalEnd, new IntervalEnd());
        RunDueEvents();
        Cpu.Latencies = _workload.MayRepeat ? null : new LatencyHistogram();
        Cpu.OpenLoad = _cell.Arrivals is null ? null : new OpenLoad(_cell.Arrivals, _cell.Core.Clock, _startCycle, calls);
        MakeCalls(calls);
        return Counts.Plus(_start, -1);
    }

    /// <summary>What the run did over time, once it is over.</summary>
    public RunCourse Course => new(
        _cell.Core.Clock.ToNanoseconds(_attachCycles), _intervals?.Finish(Read()) ?? [], _absences.Kept, _absences.LeftOut);

    /// <summary>Others have the core for the length of <paramref name="entry"/>, and use so many lines of its caches.</summary>
    public void RunOthers(TimelineEntry entry)
    {
        var before = Read();
        Cpu.Core.AdvanceTo(Cpu.Core.Now + _cell.Core.Clock.CycleAt(new(entry.Length)).Count);
        if (entry.Lines > 0)
            Cpu.Core.Pollute(entry.Lines);
        OthersUntil = Now;
        var after = Read();
        _intervals?.Pass(before, after);
        _absences.Add(entry, before.Cycles, after.Cycles);
    }

    /// <summary>
    /// Another task executes <paramref name="piece"/> on the core, for the length of <paramref name="entry"/> at most, 0 for as long as it takes; true if
    /// it is done. What it executes is charged to its own regions.
    /// </summary>
    public bool RunTask(TimelineEntry entry, Func<Pipeline, long, bool> piece)
    {
        var core = Cpu.Core;
        var start = core.Now;
        var limit = entry.Length == 0 ? long.MaxValue : start + _cell.Core.Clock.CycleAt(new(entry.Length)).Count;
        var attached = _attachCycles;
        bool done;
        do
        {
            // Intervals end in the middle of it.
            var end = Math.Min(limit, _intervals is null ? limit : Cpu.ToCore(_startCycle + _intervals.NextCycle));
            done = Cpu.Paths.Apart(() => piece(core, end));
            _attachCycles = attached + core.Now - start;
            _intervals?.CloseUpTo(Read());
        }
        while (!done && core.Now < limit);

        OthersUntil = Now;
        _absences.Add(entry, Cycle - _startCycle - (core.Now - start), Cycle - _startCycle);
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
            Cpu.Core.Flush(ColdParts.Predictors);
    }

    /// <summary>Lets <paramref name="what"/> happen once the call that is under way is over.</summary>
    public void AfterCall(SimEvent what) => _afterCall.Add(what);

    void Schedule(TimelineEntry entry)
    {
        if (entry.Kind is not (TimelineKind.Attach or TimelineKind.Detach))
            TimelineEvent.Schedule(entry, Queue);
        else if (_workload is FunctionPopulation population)
            ToolChanges.Schedule(entry, population, Queue);
        else
            throw new CannotDispatchException("tracers come and go in a workload of many functions only");
    }

    // The loop: the CPU with the earliest clock goes on to the next event or the end of its call, then what is due happens.
    void MakeCalls(long calls)
    {
        foreach (var cpu in _cpus)
            cpu.Begin(calls);
        while (FurthestBehind() is { } cpu)
        {
            if (cpu.Advance(NextEventCycle(), Queue))
                ScheduleAfterCall();
            RunDueEvents();
        }
    }

    CpuRun? FurthestBehind()
    {
        CpuRun? behind = null;
        foreach (var cpu in _cpus)
        {
            if (!cpu.IsDone && (behind is null || cpu.Cycle < behind.Cycle))
                behind = cpu;
        }

        return behind;
    }

    void ScheduleAfterCall()
    {
        foreach (var what in _afterCall)
            Queue.Schedule(Now, what.Order, what);
        _afterCall.Clear();
    }

    void RunDueEvents()
    {
        while (Cycle >= NextEventCycle())
        {
            var due = Queue.NextTime;
            var next = Queue.Take();
            next.Execute(this, due);
            if (next.ChangesMachine)
                Cpu.RestartSearch();
        }
    }

    RunTotals Read()
    {
        var counts = Counts.Plus(_start, -1);
        return new(Cycle - _startCycle, counts.OthersCycles, _attachCycles, IdleCycles, PathCounter.In(counts));
    }

    long NextEventCycle() => Queue.Count == 0 ? long.MaxValue : _startCycle + _cell.Core.Clock.CycleAt(Queue.NextTime).Count;
}
