using Sim.Core.A64;
using Sim.Core.Hardware.Pipeline;
using Sim.Core.Hardware.State;

namespace Sim.Core.Workloads.Attaching;

/// <summary>One registration or unregistration of an ops, executed by a task of its own, in pieces if need be.</summary>
public sealed class FtraceOperation
{
    readonly Pipeline _core;
    readonly ArchitecturalState _running;
    readonly ArchitecturalState _task = new();
    readonly int _end;

    /// <param name="code">What has the routines.</param>
    /// <param name="core">What they run on.</param>
    /// <param name="running">The registers of <paramref name="core"/>, whoever's task runs on it between two pieces.</param>
    /// <param name="task">Registers of the task that attaches: a copy of them is used.</param>
    /// <param name="ops">The ops that begins or ends to trace.</param>
    /// <param name="attaches">True to register it, false to unregister.</param>
    public FtraceOperation(CodeImage code, Pipeline core, ArchitecturalState running, ArchitecturalState task, ulong ops, bool attaches)
    {
        (_core, _running) = (core, running);
        _task.CopyFrom(task);
        _task.X[0] = ops;
        _task.Position = code.PositionOf(code.Symbols[attaches ? "register_ftrace_function" : "unregister_ftrace_function"]);
        _end = code.PositionOf(code.Symbols["operation_end"]);
        Counts = new CoreCounts(code.RegionNames.Length);
    }

    /// <summary>What its pieces have counted so far.</summary>
    public CoreCounts Counts { get; private set; }

    /// <summary>True once it is over.</summary>
    public bool IsDone => _task.Position == _end;

    /// <summary>Executes it until it is over, or until the core's time has reached <paramref name="cycleLimit"/>; true if it is over.</summary>
    public bool Run(long cycleLimit = long.MaxValue)
    {
        if (IsDone)
            return true;
        var before = _core.Counts.Snapshot();
        _running.ExchangeWith(_task);
        try
        {
            return _core.RunUntil(_end, cycleLimit);
        }
        finally
        {
            _running.ExchangeWith(_task);
            Counts = Counts.Plus(_core.Counts, 1).Plus(before, -1);
        }
    }
}
