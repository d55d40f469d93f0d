using Sim.Core.Runs;
using Sim.Core.Units;

namespace Sim.Core.Events;

/// <summary>
/// Others have the core for a while and use its caches and predictors: a tick, an interrupt, a competing task's time slice; a task that switches
/// recording on or off; the scheduler, which lets the workload go on in another task.
/// </summary>
public sealed class TimelineEvent(TimelineEntry entry) : SimEvent(OrderOf(entry.Kind))
{
    long _executed;

    // When a switch was due that waits for the end of a call.
    Picoseconds? _due;

    /// <summary>Schedules the first one, if there is one.</summary>
    public static void Schedule(TimelineEntry entry, EventQueue<SimEvent> queue)
    {
        if (entry.Times == 0)
            return;
        var others = new TimelineEvent(entry);
        queue.Schedule(new(entry.At), others.Order, others);
    }

    public override void Execute(TimedRun run, Picoseconds due)
    {
        _due ??= due;
        if (entry.Kind == TimelineKind.ContextSwitch && run.IsInCall)
        {
            run.AfterCall(this);
            return;
        }

        // What interrupts others is paid by them; a task that waits for the CPU gets it after them.
        if (entry.Kind is not (TimelineKind.Tick or TimelineKind.Interrupt) || due >= run.OthersUntil)
            run.RunOthers(entry);
        if (entry.Kind is TimelineKind.TracingOff or TimelineKind.TracingOn)
            run.Record(entry.Kind == TimelineKind.TracingOn);
        if (entry.Kind == TimelineKind.ContextSwitch)
            run.SwitchTask(entry);
        _executed++;
        if (entry.Times is null || _executed < entry.Times)
            run.Queue.Schedule(_due.Value + new Picoseconds(entry.Every), Order, this);
        _due = null;
    }

    static EventOrder OrderOf(TimelineKind kind) => kind switch
    {
        TimelineKind.TracingOff or TimelineKind.TracingOn => EventOrder.Tracing,
        TimelineKind.Tick => EventOrder.Tick,
        TimelineKind.TimeSlice or TimelineKind.ContextSwitch => EventOrder.TimeSlice,
        _ => EventOrder.Interrupt,
    };
}
