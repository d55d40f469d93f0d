using Sim.Core.A64;
using Sim.Core.Hardware.Caches;
using Sim.Core.Hardware.Execution;
using Sim.Core.Hardware.State;
using Sim.Core.Hardware.SteadyState;

namespace Sim.Core.Hardware.Pipeline;

/// <summary>Out-of-order execution: dispatch and retirement in order, between them whenever operands and a port are there.</summary>
public sealed class OutOfOrder : Pipeline
{
    // An instruction issues one cycle after its dispatch at the earliest.
    const int IssueAfterDispatch = 1;

    readonly PortCalendar _ports = new();

    // When a register's value is there for arithmetic, and for the address of a load (earlier after a load: pointer chasing).
    readonly long[] _ready = new long[Register.Count];
    readonly long[] _readyForAddress = new long[Register.Count];

    readonly CycleRing _retired, _loadsRetired;
    InOrderStage _dispatch, _retire;

    // What barriers wait for, and what waits for them: younger accesses, or all younger instructions.
    long _loadsDone, _accessFloor, _dispatchFloor, _dividerFree;

    public OutOfOrder(CoreProfile core, Window window, CodeImage code, Memory memory, ArchitecturalState state)
        : base(core, code, memory, state)
    {
        _dispatch = new InOrderStage(core.BackEnd.Width);
        _retire = new InOrderStage(window.RetireWidth);
        _retired = new CycleRing(window.ReorderBufferEntries);
        _loadsRetired = new CycleRing(window.LoadQueueEntries);
    }

    public override long Now => _retire.Cycle;

    public override void AppendState(List<long> state)
    {
        var now = _dispatch.Cycle;
        AppendState(now, state);
        _dispatch.AppendState(now, state);
        _retire.AppendState(now, state);
        _retired.AppendAfter(now - 1, state);
        _loadsRetired.AppendAfter(now - 1, state);
        AppendAfter(now, _ready, state);
        AppendAfter(now, _readyForAddress, state);
        AppendAfter(now, [_loadsDone, _accessFloor, _dispatchFloor, _dividerFree], state);
        for (var cycle = now + 1; cycle <= _ports.Last; cycle++)
            state.Add(_ports.Taken(cycle));
    }

    protected override void Skip(long cycle) => _retire.Skip(cycle);

    protected override void Execute(int stop, long cycleLimit)
    {
        var position = State.Position;
        var trace = Trace;
        do
        {
            ref readonly var op = ref MicroOps[position];
            var outcome = Interpreter.Execute(in Code.Instructions[position], position, Code, State, Memory);
            trace = StateHash.Append(trace, (long)outcome.Address ^ outcome.Next);

            var dispatch = Dispatch(op.Kind, Fetch.Next(Code.Addresses[position]));
            var complete = op.Kind switch
            {
                MicroOpKind.Nothing => dispatch,
                MicroOpKind.Move => Rename(op, dispatch),
                MicroOpKind.Load or MicroOpKind.Atomic => Load(op, dispatch, outcome.Address),
                MicroOpKind.Store => Store(op, dispatch),
                MicroOpKind.Divide => Divide(op, dispatch),
                >= MicroOpKind.AccessBarrier and <= MicroOpKind.Resynchronise => Barrier(op, dispatch),
                _ => Compute(op, dispatch),
            };
            Retire(op.Kind, Math.Max(complete, dispatch + IssueAfterDispatch), position);
            if (op.Kind is MicroOpKind.Store or MicroOpKind.Atomic)
                Drain.Push(op, outcome.Address, complete - 1, _retire.Cycle);
            if (op.Kind >= MicroOpKind.Jump)
                Redirect(op.Kind, position, outcome.Next, outcome.Taken, complete, IssueAfterDispatch);
            position = outcome.Next;
        }
        while (position != stop && _retire.Cycle < cycleLimit);

        State.Position = position;
        Trace = trace;
    }

    // Dispatch. In order, up to its width a cycle, when reorder buffer, load queue and store queue have room.
    long Dispatch(MicroOpKind kind, long fetched)
    {
        var cycle = Math.Max(Math.Max(fetched, _retired.Oldest + 1), _dispatchFloor);
        if (kind is MicroOpKind.Load or MicroOpKind.Atomic)
            cycle = Math.Max(cycle, _loadsRetired.Oldest + 1);
        if (kind is MicroOpKind.Store or MicroOpKind.Atomic)
            cycle = Math.Max(cycle, Stores.OldestDrain);
        cycle = _dispatch.Enter(cycle);
        Fetch.Leaves(cycle);
        return cycle;
    }

    // Rename. A move gives its result the source's physical register: no port, no cycle.
    long Rename(in MicroOp op, long dispatch)
    {
        (_ready[op.Result0], _readyForAddress[op.Result0]) = (_ready[op.Source0], _readyForAddress[op.Source0]);
        return dispatch;
    }

    // Issue and execute. At the first free capable port once dispatched and the operands are there.
    long Compute(in MicroOp op, long dispatch)
    {
        var complete = _ports.Take(op.Ports, Math.Max(dispatch + IssueAfterDispatch, Operands(op))) + op.Latency;
        Deliver(op.Result0, complete);
        Deliver(op.Result1, complete);
        return complete;
    }

    // Divide. The unit is not pipelined.
    long Divide(in MicroOp op, long dispatch)
    {
        var complete = _ports.Take(op.Ports, Math.Max(Math.Max(dispatch + IssueAfterDispatch, _dividerFree), Operands(op))) + op.Latency;
        _dividerFree = complete;
        Deliver(op.Result0, complete);
        return complete;
    }

    // Load. Address, then cache and store queue at once; which one delivers is the forwarding rules' decision.
    long Load(in MicroOp op, long dispatch, ulong address)
    {
        var operands = Math.Max(
            Math.Max(_readyForAddress[op.Source0], _ready[op.Source1]),
            Math.Max(_ready[op.Source2], _ready[op.Source3]));
        var issue = _ports.Take(op.Ports, Math.Max(Math.Max(dispatch + IssueAfterDispatch, operands), _accessFloor));
        Deliver(op.Base, issue + 1);
        var complete = DataReady(op, address, issue);
        Deliver(op.Result0, complete);
        Deliver(op.Result1, complete);

        // Data from the L1D reaches the address of another load earlier than the arithmetic units.
        if (op.Kind == MicroOpKind.Load && complete == issue + Core.Memory.LoadLatency)
            _readyForAddress[op.Result0] = issue + Core.Memory.PointerLatency;

        // Acquire. Younger accesses wait.
        if ((op.Ordering & Ordering.Acquire) != 0)
            _accessFloor = Math.Max(_accessFloor, complete);
        _loadsDone = Math.Max(_loadsDone, complete);
        return complete;
    }

    // Store. Issues when its address is known; complete when its data is, too.
    long Store(in MicroOp op, long dispatch)
    {
        var operands = Math.Max(_ready[op.Source0], _ready[op.Source1]);
        var issue = _ports.Take(op.Ports, Math.Max(Math.Max(dispatch + IssueAfterDispatch, operands), _accessFloor));
        Deliver(op.Base, issue + 1);
        var complete = Math.Max(issue, Math.Max(_ready[op.Source2], _ready[op.Source3])) + 1;
        Deliver(op.Result0, complete);
        return complete;
    }

    // Barriers. DMB holds younger accesses until the older ones are done, DSB all younger instructions until everything is; ISB refetches.
    long Barrier(in MicroOp op, long dispatch)
    {
        var issue = dispatch + IssueAfterDispatch;
        switch (op.Kind)
        {
            case MicroOpKind.AccessBarrier:
                return _accessFloor = Math.Max(Math.Max(issue, _accessFloor), Math.Max(_loadsDone, Drain.Last)) + op.Latency;
            case MicroOpKind.CompletionBarrier:
                var end = Math.Max(Math.Max(issue, _retire.Cycle), Drain.Last) + op.Latency;
                _dispatchFloor = end - IssueAfterDispatch;
                return end;
            default:
                var complete = Math.Max(issue, _retire.Cycle);
                Fetch.Restart(RestartAfter(complete, op.Latency, IssueAfterDispatch));
                return complete;
        }
    }

    // Retire. In order, up to its width a cycle. The cycles since the last retirement are charged to this instruction's region.
    void Retire(MicroOpKind kind, long complete, int position)
    {
        var before = _retire.Cycle;
        var cycle = _retire.Enter(complete);
        _retired.Push(cycle);
        if (kind is MicroOpKind.Load or MicroOpKind.Atomic)
            _loadsRetired.Push(cycle);
        Counts.Retire(Code.Regions[position], cycle - before);
    }

    long Operands(in MicroOp op) => Math.Max(Math.Max(_ready[op.Source0], _ready[op.Source1]), _ready[op.Source2]);

    void Deliver(byte register, long cycle) => _ready[register] = _readyForAddress[register] = cycle;
}
