using Sim.Core.Loads;
using Sim.Core.Machine;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Machine.SteadyState;
using Sim.Core.Runs;

namespace Sim.Core.Events;

/// <summary>One CPU of a system: it makes its calls one after the other, in pieces that end where the system wants to have a look.</summary>
/// <remarks>
/// Its clock is that of its core, the calls that followed from a repetition and the time in which it had nothing to do included; the core's own clock
/// does not move meanwhile, since nothing in it depends on such time.
/// </remarks>
sealed class CpuRun
{
    // How often a run looks whether it was cancelled.
    const long CallsBetweenLooks = 256;

    readonly CellSpec _cell;
    readonly Workload _workload;
    readonly CancellationToken _cancel;
    readonly Repeats _repeats;

    // Nothing ever happens to it: what repeats, repeats to the end.
    readonly bool _isUndisturbed;

    Stage _stage;
    long _left, _begin;

    // Where the call under way will be over.
    ulong _end;

    /// <param name="cell">What is run.</param>
    /// <param name="workload">Whose calls it makes.</param>
    /// <param name="core">What executes them.</param>
    /// <param name="cancel">Ends the run.</param>
    public CpuRun(CellSpec cell, Workload workload, Pipeline core, CancellationToken cancel)
    {
        (_cell, _workload, Core, _cancel) = (cell, workload, core, cancel);
        _isUndisturbed = cell.Timeline.IsEmpty && cell.Interval == 0 && cell.Arrivals is null;
        _repeats = new Repeats(core, cell.SteadyState && workload.MayRepeat);
        _repeats.RestartSearch();
        Paths = new PathCounter(core, workload.Code);
    }

    enum Stage
    {
        BeforeCall,
        InCall,

        // What is due at its end comes before anything else.
        AfterCall,
    }

    public Pipeline Core { get; }

    public PathCounter Paths { get; }

    /// <summary>Calls that arrive by the clock. Null where each begins when the one before it is over.</summary>
    public OpenLoad? OpenLoad { get; set; }

    /// <summary>How long each call took. Null if not requested.</summary>
    public LatencyHistogram? Latencies { get; set; }

    /// <summary>Cycles in which it had nothing to do.</summary>
    public long IdleCycles { get; private set; }

    /// <summary>The cycle that it has reached.</summary>
    public long Cycle => ToClock(Core.Now);

    /// <summary>What was counted so far, without idle time.</summary>
    public CoreCounts Counts => Core.Counts.Plus(_repeats.Followed, 1);

    public bool IsInCall => _stage == Stage.InCall;

    /// <summary>True once all its calls are over.</summary>
    public bool IsDone => _left == 0;

    /// <summary>Calls that the core executed.</summary>
    public long ExecutedCalls { get; private set; }

    /// <summary>Calls that followed from a repetition.</summary>
    public long FollowedCalls => _repeats.FollowedCalls;

    /// <summary>Has <paramref name="calls"/> more to make.</summary>
    public void Begin(long calls)
    {
        _left = calls;
        if (!_isUndisturbed)
            _repeats.RestartSearch();
        else if (_repeats.Found is not null)
            ExtrapolateToEnd();
    }

    /// <summary>The machine changed: what repeats, if anything, is not what repeated before.</summary>
    public void RestartSearch() => _repeats.RestartSearch();

    /// <summary>
    /// Goes on until <paramref name="next"/> is due, which is in cycle <paramref name="limit"/>, or to the end of a call; true at the end of one.
    /// </summary>
    public bool Advance(long limit, EventQueue<SimEvent> next)
    {
        if (_stage == Stage.AfterCall)
        {
            FinishCall(limit);
            if (IsDone)
                return false;
        }

        if (_stage == Stage.BeforeCall)
        {
            if (OpenLoad is { } load)
            {
                var isEventFirst = next.IsNextBefore(load.NextTime, EventOrder.Arrival);
                IdleUntil(isEventFirst ? limit : load.NextCycle);
                if (isEventFirst)
                    return false;
            }

            BeginCall();
        }

        if (!Core.RunUntil(_end, ToCore(limit)))
            return false;
        EndCall();
        Latencies?.Add(Cycle - _begin);
        OpenLoad?.Served(_begin, Cycle);
        return true;
    }

    /// <summary>A cycle of the core's own clock as one of this clock.</summary>
    public long ToClock(long cycle) => cycle + _repeats.Followed.Cycles + IdleCycles;

    /// <summary>A cycle of this clock as one of the core's own.</summary>
    public long ToCore(long cycle) => cycle == long.MaxValue ? long.MaxValue : cycle - _repeats.Followed.Cycles - IdleCycles;

    void BeginCall()
    {
        if (++ExecutedCalls % CallsBetweenLooks == 0)
            _cancel.ThrowIfCancellationRequested();
        _begin = Cycle;
        if (_cell.State.Cold != ColdParts.None)
            Core.Flush(_cell.State.Cold);
        if (_cell.State.PollutedLines > 0)
            Core.Pollute(_cell.State.PollutedLines);
        _end = _workload.NextCall();
        Paths.CallBegins();
        _stage = Stage.InCall;
    }

    void EndCall()
    {
        _stage = Stage.AfterCall;
        if (_cell.Arrivals is not null)
            Core.Settle();
        Paths.CallEnds();
    }

    void FinishCall(long limit)
    {
        _stage = Stage.BeforeCall;
        _left--;
        _repeats.Observe();
        if (_repeats.Found is not { } period)
            return;
        if (_isUndisturbed)
            ExtrapolateToEnd();
        else
            _left -= OpenLoad is null ? Extrapolate(period, limit) : ExtrapolateArrivals(OpenLoad, period, limit);
    }

    void ExtrapolateToEnd()
    {
        _repeats.ExtrapolateCalls(_left);
        _left = 0;
    }

    // Whole periods that end before the next event's cycle: an event on a boundary may be due an instruction earlier.
    long Extrapolate(Repetition period, long limit)
    {
        var periods = _left / period.Calls;
        if (limit != long.MaxValue)
            periods = Math.Min(periods, (limit - 1 - Cycle) / period.Counts.Cycles);
        _repeats.ExtrapolatePeriods(periods);
        return periods * period.Calls;
    }

    // With idle time between calls: all that end before the next event. Whole periods of them are extrapolated; the core executes the others.
    long ExtrapolateArrivals(OpenLoad load, Repetition period, long limit)
    {
        var (calls, now) = (0L, Cycle);
        for (; calls < _left; calls++)
        {
            var begin = Math.Max(now, load.NextCycle);
            var end = begin + period.CyclesOf(calls);
            if (end >= limit)
                break;
            load.Served(begin, end);
            now = end;
            if (calls % CallsBetweenLooks == 0)
                _cancel.ThrowIfCancellationRequested();
        }

        _repeats.ExtrapolatePeriods(calls / period.Calls);
        for (var rest = calls % period.Calls; rest > 0; rest--)
        {
            BeginCall();
            Core.RunUntil(_end);
            EndCall();
            _repeats.Observe();
        }

        _stage = Stage.BeforeCall;
        IdleUntil(now);
        return calls;
    }

    void IdleUntil(long cycle) => IdleCycles += Math.Max(0, cycle - Cycle);
}
