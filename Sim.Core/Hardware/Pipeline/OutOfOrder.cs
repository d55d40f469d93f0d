using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Hardware.Caches;
using Sim.Core.Hardware.Execution;
using Sim.Core.Hardware.State;

namespace Sim.Core.Hardware.Pipeline;

/// <summary>Out-of-order execution: dispatch and retirement in order, between them whenever operands and a port are there.</summary>
public sealed class OutOfOrder : Pipeline
{
    // An instruction issues one cycle after its dispatch at the earliest.
    const int IssueAfterDispatch = 1;

    PortCalendar _ports = new();
    RegisterTimes _ready;
    CycleRing _retired, _loadsRetired;
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
        _ready.AppendState(now, state);
        AppendAfter(now, [_loadsDone, _accessFloor, _dispatchFloor, _dividerFree], state);
        for (var cycle = now + 1; cycle <= _ports.Last; cycle++)
            state.Add(_ports.Taken(cycle));
    }

    // All instructions have retired by now; stores still drain.
    protected override long LastInFlight => Drain.Last;

    protected override void Skip(long cycle) => _retire.Skip(cycle);

    protected override void Execute<TListener>(int stop, long cycleLimit, ref TListener listener)
    {
        var position = State.Position;
        do
        {
            ref readonly var step = ref Steps[position];
            ref readonly var op = ref step.Op;

            // Execute. What it does to registers and memory, as if it took no time.
            var outcome = CommonForms.Execute(in step.Instruction, step.Form, position, Code, State, Memory);

            // Fetch, and dispatch. In order, up to the width a cycle, when reorder buffer, load queue and store queue have room.
            var frontEnd = Fetch.Next(step.Address, Caches);
            var room = Math.Max(_retired.Oldest + 1, _dispatchFloor);
            if (op.IsLoad)
                room = Math.Max(room, _loadsRetired.Oldest + 1);
            if (op.IsStore)
                room = Math.Max(room, Stores.OldestDrain);
            var dispatch = _dispatch.Enter(Math.Max(frontEnd, room));
            Fetch.Leaves(dispatch);

            // Issue and execute. At the first free capable port once dispatched and the operands are there.
            var issue = dispatch + IssueAfterDispatch;
            long complete;
            switch (op.Kind)
            {
                case MicroOpKind.Nothing:
                    complete = issue = dispatch;
                    break;

                // Rename. A move gives its result the source's physical register: no port, no cycle.
                case MicroOpKind.Move:
                    _ready.Rename(op.Result0, op.Source0);
                    complete = issue = dispatch;
                    break;

                // Load. Address, then cache and store queue at once; which one delivers is the forwarding rules' decision.
                case MicroOpKind.Load or MicroOpKind.Atomic:
                    issue = Math.Max(Math.Max(issue, _accessFloor), Math.Max(_ready.Address(op.Source0), _ready.Values(op.Source1, op.Source2, op.Source3)));
                    issue = _ports.Take(op.Ports, issue, dispatch);
                    complete = DataReady(op, outcome.Address, issue);
                    DeliverLoad(op, issue, complete);
                    break;

                // Store. Issues when its address is known; complete when its data is, too.
                case MicroOpKind.Store:
                    issue = Math.Max(Math.Max(issue, _accessFloor), _ready.Values(op.Source0, op.Source1));
                    issue = _ports.Take(op.Ports, issue, dispatch);
                    complete = Math.Max(issue, _ready.Values(op.Source2, op.Source3)) + 1;
                    _ready.Deliver(op.Base, issue + 1);
                    _ready.Deliver(op.Result0, complete);
                    break;

                // Divide. The unit is not pipelined.
                case MicroOpKind.Divide:
                    issue = _ports.Take(op.Ports, Math.Max(Math.Max(issue, _dividerFree), Operands(op)), dispatch);
                    _dividerFree = complete = issue + op.Latency;
                    _ready.Deliver(op.Result0, complete);
                    break;

                case MicroOpKind.AccessBarrier or MicroOpKind.CompletionBarrier or MicroOpKind.Resynchronise:
                    complete = Barrier(op, issue);
                    break;

                default:
                    issue = _ports.Take(op.Ports, Math.Max(issue, Operands(op)), dispatch);
                    complete = issue + op.Latency;
                    _ready.Deliver(op.Result0, complete);
                    _ready.Deliver(op.Result1, complete);
                    break;
            }

            // Retire. In order, up to its width a cycle. The cycles since the last retirement are charged to this instruction's region.
            var before = _retire.Cycle;
            var retire = _retire.Enter(Math.Max(complete, dispatch + IssueAfterDispatch));
            _retired.Push(retire);
            if (op.IsLoad)
                _loadsRetired.Push(retire);
            Counts.Retire(step.Region, retire - before);
            listener.Retired(new InstructionTimes(position, op.Kind, frontEnd, dispatch, issue, complete, before, retire));

            // Drain, and redirect fetch.
            if (op.IsStore)
                Drain.Push(op, outcome.Address, complete - 1, retire, Caches, ref Stores);
            if (op.IsTraced)
                Finish(step, outcome, complete, IssueAfterDispatch);
            position = outcome.Next;
        }
        while (position != stop && _retire.Cycle < cycleLimit);

        State.Position = position;
    }

    void DeliverLoad(in MicroOp op, long issue, long complete)
    {
        _ready.Deliver(op.Base, issue + 1);
        _ready.Deliver(op.Result0, complete);
        _ready.Deliver(op.Result1, complete);

        // Data from the L1D reaches the address of another load earlier than the arithmetic units.
        if (op.Kind == MicroOpKind.Load && complete == issue + LoadLatency)
            _ready.DeliverPointer(op.Result0, complete, PointerGain);

        // Acquire. Younger accesses wait.
        if ((op.Ordering & Ordering.Acquire) != 0)
            _accessFloor = Math.Max(_accessFloor, complete);
        _loadsDone = Math.Max(_loadsDone, complete);
    }

    // Barriers. DMB holds younger accesses until the older ones are done, DSB all younger instructions until everything is; ISB refetches.
    [MethodImpl(MethodImplOptions.NoInlining)]
    long Barrier(in MicroOp op, long issue)
    {
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

    long Operands(in MicroOp op) => _ready.Values(op.Source0, op.Source1, op.Source2);
}
