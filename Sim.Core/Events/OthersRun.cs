using Sim.Core.Results;

namespace Sim.Core.Events;

/// <summary>Others have the core for a while and use its caches and predictors: a tick, an interrupt, a competing task's time slice.</summary>
public sealed class OthersRun(TimelineEntry entry) : SimEvent(OrderOf(entry.Kind))
{
    long _happened;

    /// <summary>Schedules the first one, if there is one.</summary>
    public static void Schedule(TimelineEntry entry, EventQueue<SimEvent> queue)
    {
        if (entry.Times == 0)
            return;
        var others = new OthersRun(entry);
        queue.Schedule(entry.At, others.Order, others);
    }

    public override void Happen(TimedRun run, long due)
    {
        // What interrupts others is paid by them; a task that waits for the CPU gets it after them.
        if (entry.Kind == TimelineKind.TimeSlice || due >= run.OthersUntil)
            run.LendCore(entry);
        _happened++;
        if (entry.Times is null || _happened < entry.Times)
            run.Queue.Schedule(due + entry.Every, Order, this);
    }

    static EventOrder OrderOf(TimelineKind kind) => kind switch
    {
        TimelineKind.Tick => EventOrder.Tick,
        TimelineKind.TimeSlice => EventOrder.TimeSlice,
        _ => EventOrder.Interrupt,
    };
}
