using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Hardware.Execution;
using Sim.Core.Hardware.State;

namespace Sim.Core.Hardware.Pipeline;

/// <summary>In-order execution: every instruction issues in program order, and the first that must wait makes all others wait.</summary>
public sealed class InOrder : Pipeline
{
    RegisterTimes _ready;
    InOrderStage _issue;

    // Ports taken in the cycle of the last issue.
    uint _portsTaken;
    long _loadsDone, _done, _accessFloor, _issueFloor, _dividerFree;

    public InOrder(CoreProfile core, CodeImage code, Memory memory, ArchitecturalState state)
        : base(core, code, memory, state) => _issue = new InOrderStage(core.BackEnd.Width);

    public override long Now => _issue.Cycle;

    public override void AppendState(List<long> state)
    {
        var now = _issue.Cycle;
        AppendState(now, state);
        _issue.AppendState(now, state);
        _ready.AppendState(now, state);
        AppendAfter(now, [_loadsDone, _done, _accessFloor, _issueFloor, _dividerFree], state);
        state.Add(_portsTaken);
    }

    // Loads may be on their way that nobody waited for.
    protected override long LastInFlight => Math.Max(_done, Drain.Last);

    protected override void Skip(long cycle) => _issue.Skip(cycle);

    protected override void Execute<TListener>(int stop, long cycleLimit, ref TListener listener)
    {
        var position = State.Position;
        do
        {
            ref readonly var step = ref Steps[position];
            ref readonly var op = ref step.Op;

            // Execute. What it does to registers and memory, as if it took no time.
            var outcome = CommonForms.Execute(in step.Instruction, step.Form, position, Code, State, Memory);

            // Fetch, and issue. In order, when the operands are there, and in one cycle with others only on ports that they leave free.
            var frontEnd = Fetch.Next(step.Address, Caches);
            var before = _issue.Cycle;
            var earliest = Math.Max(Math.Max(frontEnd, _issueFloor), WaitsFor(op));
            if (earliest <= before && op.Ports != 0 && (op.Ports & ~_portsTaken) == 0)
                earliest = before + 1;
            var issue = _issue.Enter(earliest);
            if (issue != before)
                _portsTaken = 0;
            var free = op.Ports & ~_portsTaken;
            _portsTaken |= free & (uint)-(int)free;
            Fetch.Leaves(issue);

            // Complete. Loads from cache and store buffer at once; only the use of what they load waits for it.
            var complete = op.IsLoad ? Load(op, issue, outcome.Address) : issue + op.Latency;
            _ready.Deliver(op.Base, issue + 1);
            _ready.Deliver(op.Result0, complete);
            _ready.Deliver(op.Result1, complete);
            if (op.Kind == MicroOpKind.Load && complete == issue + LoadLatency)
                _ready.DeliverPointer(op.Result0, complete, PointerGain);
            _done = Math.Max(_done, complete);
            if (op.Kind is MicroOpKind.Divide or (>= MicroOpKind.AccessBarrier and <= MicroOpKind.Resynchronise))
                HoldBack(op, issue, complete);

            // Charge. The cycles since the last issue belong to this instruction's region.
            Counts.Retire(step.Region, issue - before);
            listener.Retired(new InstructionTimes(position, op.Kind, frontEnd, issue, issue, complete, before, issue));

            // Drain, and redirect fetch.
            if (op.IsStore)
                Drain.Push(op, outcome.Address, issue, issue, Caches, ref Stores);
            if (op.IsTraced)
                Finish(step, outcome, complete, 0);
            position = outcome.Next;
        }
        while (position != stop && _issue.Cycle < cycleLimit);

        State.Position = position;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    long WaitsFor(in MicroOp op)
    {
        var operands = _ready.Values(op.Source1, op.Source2, op.Source3);
        switch (op.Kind)
        {
            case MicroOpKind.Load:
                return Math.Max(operands, Math.Max(_ready.Address(op.Source0), _accessFloor));
            case MicroOpKind.Atomic:
                return Math.Max(Math.Max(operands, Stores.OldestDrain), Math.Max(_ready.Address(op.Source0), _accessFloor));
            case MicroOpKind.Store:
                return Math.Max(Math.Max(operands, Stores.OldestDrain), Math.Max(_ready.Values(op.Source0, op.Source0), _accessFloor));
            case MicroOpKind.Divide:
                return Math.Max(Math.Max(operands, _ready.Values(op.Source0, op.Source0)), _dividerFree);
            case MicroOpKind.AccessBarrier:
                return Math.Max(_loadsDone, Drain.Last);
            case MicroOpKind.CompletionBarrier:
                return Math.Max(_done, Drain.Last);
            default:
                return Math.Max(operands, _ready.Values(op.Source0, op.Source0));
        }
    }

    // An acquire holds younger accesses until it is done.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    long Load(in MicroOp op, long issue, ulong address)
    {
        var complete = DataReady(op, address, issue);
        if ((op.Ordering & Ordering.Acquire) != 0)
            _accessFloor = complete;
        _loadsDone = Math.Max(_loadsDone, complete);
        return complete;
    }

    // What waits for a divide or a barrier.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void HoldBack(in MicroOp op, long issue, long complete)
    {
        switch (op.Kind)
        {
            case MicroOpKind.Divide:
                _dividerFree = complete;
                break;
            case MicroOpKind.AccessBarrier:
                _accessFloor = complete;
                break;
            case MicroOpKind.CompletionBarrier:
                _issueFloor = complete;
                break;
            case MicroOpKind.Resynchronise:
                Fetch.Restart(RestartAfter(issue, op.Latency, 0));
                break;
        }
    }
}
