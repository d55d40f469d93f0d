using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Pipeline;

/// <content>The ways of rarer forms: other arithmetic; and accesses with write-back, atomics, divides, barriers.</content>
public sealed partial class OutOfOrder
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Arithmetic<TListener>(in Step step, long frontEnd, ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        ref readonly var op = ref OpOf(step);
        Interpreter.Execute(step.Instruction, 0, State, Memory);
        var dispatch = Dispatch(frontEnd, 0);
        var issue = TakeSlots(step.Ports, step.MoreSlots, Math.Max(dispatch + IssueAfterDispatch, Operands(op)), dispatch);
        var complete = issue + step.Latency;
        _ready.Deliver(op.Result0, complete);
        _ready.Deliver(op.Result1, complete);
        Retire(AddressOf(step), MicroOpKind.Compute, frontEnd, dispatch, issue, complete, ref listener);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    ref readonly Step Other<TListener>(in Step step, long frontEnd, scoped ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        // Copies, for it may change what is decoded here.
        var (instruction, op, address) = (step.Instruction, OpOf(step), AddressOf(step));
        var first = State.X[instruction.Rn];
        var latency = op.Kind == MicroOpKind.Divide ? Divider.Cycles(Core.BackEnd, instruction, first, State.X[instruction.Rm]) : op.Latency;
        if (instruction.Opcode == Opcode.Mrs)
            TellTime();
        RecordDecision(instruction, address);
        var outcome = Interpreter.Execute(instruction, address, State, Memory);
        MaintainCode(instruction.Opcode, first);
        if (outcome.IsException && !op.IsException)
            op = InsteadOf;
        var dispatch = Dispatch(frontEnd, Math.Max(op.IsLoad ? _loadsRetired.Oldest + 1 : 0, op.IsStore ? Stores.OldestDrain : 0));
        var issue = dispatch + IssueAfterDispatch;
        long complete;
        switch (op.Kind)
        {
            case MicroOpKind.Nothing:
                complete = issue = dispatch;
                break;
            case MicroOpKind.Load or MicroOpKind.Atomic:
                issue = Math.Max(Math.Max(issue, _accessFloor), Math.Max(_ready.Address(op.Source0) + BaseEarlier(instruction), _ready.Value(op.Source1)));
                var blocks = op.Kind == MicroOpKind.Load ? LoadBlocks.BeyondFirst(outcome.Address, op.Bytes) : 0;
                issue = Math.Max(issue, Math.Max(_ready.Value(op.Source2), _ready.Value(op.Source3)));
                issue = TakeSlots(op.Ports, Math.Max(op.MoreSlots, blocks), issue, dispatch);
                if (blocks > 0)
                    latency += SplitCycles(outcome.Address, instruction.AccessBytes);
                complete = op.Kind == MicroOpKind.Atomic && ChainOf(op, outcome.Address, issue) is > 0 and var chained
                    ? Math.Max(Caches.Access(issue, outcome.Address, op.Bytes, latency), chained)
                    : DataReady(outcome.Address, op.Bytes, issue, latency);
                _ready.Deliver(op.Base, issue + 1);
                _ready.Deliver(op.Result0, complete, op.Kind == MicroOpKind.Load && complete == issue + LoadLatency ? PointerGain : 0);

                // An acquire holds younger accesses until it is done.
                if ((op.Ordering & Ordering.Acquire) != 0)
                    _accessFloor = Math.Max(_accessFloor, complete);
                _loadsDone = Math.Max(_loadsDone, complete);
                if (instruction.Opcode is Opcode.Ldp or Opcode.Ldpsw)
                    complete = Math.Max(complete, issue + latency + _pairSecond);
                _ready.Deliver(op.Result1, complete);
                break;
            case MicroOpKind.Store:
                issue = Math.Max(Math.Max(issue, _accessFloor), Math.Max(_ready.Value(op.Source0), _ready.Value(op.Source1)));
                var more = Math.Max(op.MoreSlots, StoreBlocks.BeyondFirst(outcome.Address, op.Bytes));
                issue = TakeSlots(op.Ports, more, issue, dispatch);
                complete = Math.Max(issue, Math.Max(_ready.Value(op.Source2), _ready.Value(op.Source3))) + 1;
                _ready.Deliver(op.Base, (op.BaseSlots > 0 ? TakeMore(_arithmetic, op.BaseSlots, more > 0 ? LastSlot : issue, dispatch) : issue) + 1);
                _ready.Deliver(op.Result0, complete);
                break;

            // The unit is not pipelined.
            case MicroOpKind.Divide:
                issue = _ports.Take(op.Ports, Math.Max(Math.Max(issue, _dividerFree), Operands(op)), dispatch);
                _dividerFree = issue + Divider.Interval(Core.BackEnd, latency);
                complete = issue + latency;
                _ready.Deliver(op.Result0, complete);
                break;
            case MicroOpKind.AccessBarrier or MicroOpKind.CompletionBarrier or MicroOpKind.Resynchronise:
                complete = Barrier(op, issue);
                break;
            case MicroOpKind.ExceptionEntry or MicroOpKind.ExceptionReturn:
                complete = issue = Math.Max(issue, _retire.Cycle);
                break;
            default:
                issue = TakeSlots(op.Ports, op.MoreSlots, Math.Max(issue, Operands(op)), dispatch);
                complete = issue + op.Latency;
                _ready.Deliver(op.Result0, complete);
                _ready.Deliver(op.Result1, complete);
                break;
        }

        if (op.IsMemoryOrBranch)
            Record(outcome.Word);
        Retire(address, op.Kind, frontEnd, dispatch, issue, complete, ref listener);
        if (op.IsLoad)
            _loadsRetired.Push(_retire.Cycle);
        if (op.IsStore)
            Drain.Push(outcome.Address, op.Bytes, (op.Ordering & Ordering.Release) != 0, complete - 1, _retire.Cycle, ref Caches, ref Stores);
        if (op.Kind == MicroOpKind.Atomic)
            Stores.MarkAtomic();
        ref readonly var next = ref After(step, outcome);
        if (op.IsBranch)
            Redirect(op.Kind, address, outcome.Taken, outcome.Next, next, complete, IssueAfterDispatch);
        else if (op.IsException)
            Synchronise(next, outcome.Next, _retire.Cycle, op.Latency);
        else if (State.StepPhase != StepPhase.Inactive)
            Fetch.LeaveLine();
        return ref next;
    }

    // When the data of an ordered atomic is there that follows another one in flight; 0 where none says so.
    long ChainOf(in MicroOp op, ulong address, long issue) =>
        _atomicChain > 0 && (op.Ordering & Ordering.Acquire) != 0 && Stores.AtomicReleased(address, op.Bytes, issue) is > 0 and var data ? data + _atomicChain : 0;

    // Of loads only: an atomic has no register offset.
    int BaseEarlier(in Instruction instruction) => instruction.Addressing == Addressing.RegisterOffset ? _indexedBase : 0;

    // The first slot in the first possible cycle, each further one likewise, not before the one before: its cycle is that of the first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    long TakeSlots(uint ports, int more, long ready, long dispatch)
    {
        var issue = _ports.Take(ports, ready, dispatch);
        if (more > 0)
            TakeMore(ports, more, issue, dispatch);
        return issue;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    long TakeMore(uint ports, int more, long cycle, long dispatch)
    {
        for (; more > 0; more--)
            cycle = _ports.Take(ports, cycle, dispatch);
        _lastSlots = Math.Max(_lastSlots, cycle);
        return LastSlot = cycle;
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

    long Operands(in MicroOp op) => Math.Max(_ready.Value(op.Source0), Math.Max(_ready.Value(op.Source1), _ready.Value(op.Source2)));
}
