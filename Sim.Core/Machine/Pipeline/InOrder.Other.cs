using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Pipeline;

/// <content>The ways of rarer forms: accesses with write-back, atomics, divides, barriers.</content>
public sealed partial class InOrder
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    int Other<TListener>(in Step step, int position, long frontEnd, ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        // Copies, for it may change what is decoded here.
        var (instruction, op, address) = (step.Instruction, OpOf(step), AddressAt(position));
        var first = State.X[instruction.Rn];
        if (instruction.Opcode == Opcode.Mrs)
            TellTime();
        var outcome = Interpreter.Execute(instruction, address, State, Memory);
        MaintainCode(instruction.Opcode, first);
        if (outcome.IsException && !op.IsException)
            op = InsteadOf;
        var before = _issue.Cycle;
        var issue = _issue.Enter(Math.Max(Math.Max(frontEnd, _issueFloor), WaitsFor(op)), op.Ports);
        var complete = op.IsLoad ? DataReady(outcome.Address, op.Bytes, issue, op.Latency) : issue + op.Latency;
        _ready.Deliver(op.Base, issue + 1);
        _ready.Deliver(op.Result0, complete, op.Kind == MicroOpKind.Load && complete == issue + LoadLatency ? PointerGain : 0);
        _ready.Deliver(op.Result1, complete);
        HoldBack(op, issue, complete);
        if (op.IsStore)
            Drain.Push(outcome.Address, op.Bytes, (op.Ordering & Ordering.Release) != 0, issue, issue, ref Caches, ref Stores);
        if (op.IsMemoryOrBranch)
            Record(outcome.Word);
        _othersDone = Math.Max(_othersDone, complete);
        Leave(address, op.Kind, frontEnd, before, issue, complete, ref listener);
        var next = PositionAfter(position, outcome);
        if (op.IsBranch)
            Redirect(op.Kind, address, outcome.Taken, outcome.Next, next, complete, 0);
        else if (op.IsException)
            Synchronise(next, outcome.Next, issue, op.Latency);
        else if (State.StepPhase != StepPhase.Inactive)
            Fetch.LeaveLine();
        return next;
    }

    long WaitsFor(in MicroOp op)
    {
        var operands = Math.Max(_ready.Value(op.Source1), Math.Max(_ready.Value(op.Source2), _ready.Value(op.Source3)));
        return op.Kind switch
        {
            MicroOpKind.Load => Math.Max(Math.Max(operands, _accessFloor), _ready.Address(op.Source0)),
            MicroOpKind.Atomic => Math.Max(Math.Max(operands, _accessFloor), Math.Max(_ready.Address(op.Source0), Stores.OldestDrain)),
            MicroOpKind.Store => Math.Max(Math.Max(operands, _accessFloor), Math.Max(_ready.Value(op.Source0), Stores.OldestDrain)),
            MicroOpKind.Divide => Math.Max(Math.Max(operands, _dividerFree), _ready.Value(op.Source0)),
            MicroOpKind.AccessBarrier => Math.Max(_loadsDone, Drain.Last),
            MicroOpKind.CompletionBarrier => Math.Max(AllDone, Drain.Last),
            MicroOpKind.ExceptionEntry or MicroOpKind.ExceptionReturn => AllDone,
            _ => Math.Max(operands, _ready.Value(op.Source0)),
        };
    }

    // What waits for it: an acquire and a barrier hold younger accesses until they are done.
    void HoldBack(in MicroOp op, long issue, long complete)
    {
        switch (op.Kind)
        {
            case MicroOpKind.Load or MicroOpKind.Atomic:
                if ((op.Ordering & Ordering.Acquire) != 0)
                    _accessFloor = complete;
                _loadsDone = Math.Max(_loadsDone, complete);
                break;
            case MicroOpKind.Divide:
                _dividerFree = complete;
                break;
            case MicroOpKind.AccessBarrier:
                _accessFloor = complete;
                break;
            case MicroOpKind.CompletionBarrier:
                _issueFloor = complete;
                _accessFloor = Math.Max(_accessFloor, complete);
                break;
            case MicroOpKind.Resynchronise:
                Fetch.Restart(RestartAfter(issue, op.Latency, 0));
                break;
        }
    }
}
