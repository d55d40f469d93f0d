using Sim.Core.Loads.Attaching;
using Sim.Core.Loads.Population;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Runs;
using Sim.Core.Units;

namespace Sim.Core.Events;

/// <summary>A task attaches or detaches a tool, in as many pieces as it needs, while the workload runs on between two of them.</summary>
/// <remarks>
/// What the pieces execute is the kernel's own way: a callsite changes when its word has been written and its line maintained. An ops that has been
/// unregistered may still be in use by the call that is under way, so its task goes on when that call is over: the shortest grace period that is safe.
/// </remarks>
public sealed class ToolChanges(TimelineEntry entry, FunctionPopulation population) : SimEvent(EventOrder.Tracing)
{
    readonly Queue<ulong> _ops = new(population.OpsOf(entry.Tool));
    FtraceOperation? _operation;

    /// <summary>Schedules the first piece.</summary>
    public static void Schedule(TimelineEntry entry, FunctionPopulation population, EventQueue<SimEvent> queue)
    {
        var changes = new ToolChanges(entry, population);
        queue.Schedule(new(entry.At), changes.Order, changes);
    }

    bool Attaches => entry.Kind == TimelineKind.Attach;

    bool IsLeft => _operation is not null || _ops.Count > 0;

    public override void Execute(TimedRun run, Picoseconds due)
    {
        if (!run.RegistrationLock.Take(this))
            return;
        if (population.IsWriting)
            run.Queue.Schedule(run.Now + new Picoseconds(1), Order, this); // after an instruction more
        else if (IsLeft && !run.RunTask(entry, Piece(isInCall: run.IsInCall)))
            run.Queue.Schedule(Picoseconds.Later(due + new Picoseconds(entry.Every), run.Now), Order, this);
        else if (!Attaches && run.IsInCall)
            run.AfterCall(this);
        else if (run.RegistrationLock.Release() is { } next)
            run.Queue.Schedule(run.Now, next.Order, next);
    }

    // Executes what can be done now; false if it needs more time.
    Func<Pipeline, long, bool> Piece(bool isInCall) => (core, cycleLimit) =>
    {
        do
        {
            _operation ??= population.Operation(core, _ops.Dequeue(), Attaches);
            if (!_operation.Run(cycleLimit))
                return false;
            _operation = null;
        }
        while (_ops.Count > 0 && (Attaches || !isInCall));
        return true;
    };
}
