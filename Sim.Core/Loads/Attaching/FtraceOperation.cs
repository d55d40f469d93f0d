using Sim.Core.A64;
using Sim.Core.Kernel.Layout;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Machine.Pipeline;

namespace Sim.Core.Loads.Attaching;

/// <summary>One registration or unregistration of an ops, executed by a task of its own, in pieces if need be.</summary>
/// <remarks>
/// Functions that patch may be traced themselves. A piece does not end inside of their tracer, where the kernel does not switch tasks: what the tracer
/// writes to, such as the ring buffer of the CPU, relies on that.
/// </remarks>
public sealed class FtraceOperation
{
    readonly Pipeline _core;
    readonly ArchitecturalState _running;
    readonly ArchitecturalState _task = new();
    readonly GuestMemory _memory;
    readonly ulong _recursion;
    readonly ulong _end;

    /// <param name="code">What has the routines.</param>
    /// <param name="core">What they run on.</param>
    /// <param name="running">The registers of <paramref name="core"/>, whoever's task runs on it between two pieces.</param>
    /// <param name="task">Registers of the task that attaches: a copy of them is used.</param>
    /// <param name="memory">Where that task has its recursion bits.</param>
    /// <param name="ops">The ops that begins or ends to trace.</param>
    /// <param name="routine">Label of what is done with it: one of <see cref="Register"/>, <see cref="Unregister"/> and the like.</param>
    public FtraceOperation(CodeImage code, Pipeline core, ArchitecturalState running, ArchitecturalState task, GuestMemory memory, ulong ops, string routine)
    {
        (_core, _running, _memory) = (core, running, memory);
        _task.CopyFrom(task);
        _task.X[0] = ops;
        _task.Pc = code.Symbols[routine];
        _recursion = task.System[SystemRegister.SpEl0] + TaskLayout.TraceRecursion;
        _end = code.Symbols["operation_end"];
        Counts = new CoreCounts(code.RegionNames.Count);
    }

    /// <summary>What a tracer of a module calls to begin, and to end.</summary>
    public const string Register = "register_ftrace_function", Unregister = "unregister_ftrace_function";

    /// <summary>The same for the kernel's function tracer, whose trace is off meanwhile.</summary>
    public const string StartTrace = "start_function_trace", StopTrace = "stop_function_trace";

    /// <summary>What its pieces have counted so far.</summary>
    public CoreCounts Counts { get; private set; }

    /// <summary>True once it is over.</summary>
    public bool IsDone => _task.Pc == _end;

    /// <summary>
    /// Executes it until it is over, or until the core's time has reached <paramref name="cycleLimit"/> and the task is in no tracer; true if it is over.
    /// </summary>
    public bool Run(long cycleLimit = long.MaxValue)
    {
        if (IsDone)
            return true;
        var before = _core.Counts.Snapshot();
        _running.ExchangeWith(_task);
        try
        {
            while (!_core.RunUntil(_end, cycleLimit))
            {
                if (_memory.Read(_recursion, 8) == 0)
                    return false;
            }

            return true;
        }
        finally
        {
            _running.ExchangeWith(_task);
            Counts = Counts.Plus(_core.Counts, 1).Plus(before, -1);
        }
    }
}
