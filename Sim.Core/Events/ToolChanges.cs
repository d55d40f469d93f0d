using Sim.Core.Results;
using Sim.Core.Workloads.Attaching;
using Sim.Core.Workloads.Population;

namespace Sim.Core.Events;

/// <summary>A task attaches or detaches a tool, in as many pieces as it needs, while the workload runs on between two of them.</summary>
/// <remarks>What the pieces execute is the kernel's own way: a callsite changes when its word has been written and its line maintained.</remarks>
public sealed class ToolChanges(TimelineEntry entry, FunctionPopulation population) : SimEvent(EventOrder.Tracing)
{
    readonly Queue<ulong> _ops = new(population.OpsOf(entry.Tool));
    FtraceOperation? _operation;

    /// <summary>Schedules the first piece.</summary>
    public static void Schedule(TimelineEntry entry, FunctionPopulation population, EventQueue<SimEvent> queue)
    {
        var changes = new ToolChanges(entry, population);
        queue.Schedule(entry.At, changes.Order, changes);
    }

    public override void Happen(TimedRun run, long due)
    {
        if (!run.Borrow(entry, Piece))
            run.Queue.Schedule(Math.Max(due + entry.Every, run.Now), Order, this);
    }

    // True when all of the tool's ops are done.
    bool Piece(Hardware.Pipeline.Pipeline core, long cycleLimit)
    {
        while (_operation is not null || _ops.Count > 0)
        {
            _operation ??= population.Operation(core, _ops.Dequeue(), attaches: entry.Kind == TimelineKind.Attach);
            if (!_operation.Run(cycleLimit))
                return false;
            _operation = null;
        }

        return true;
    }
}
