using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Pipeline;

/// <content>The ways of rarer forms: other arithmetic; and accesses with write-back, atomics, divides, barriers.</content>
public sealed partial class InOrder
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Arithmetic<TListener>(in Step step, long frontEnd, ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        ref readonly var op = ref OpOf(step);
        Interpreter.Execute(step.Instruction, 0, State, Memory);
        var before = _issue.Cycle;
        var operands = Math.Max(Math.Max(_ready.Value(op.Source0), _ready.Value(op.Source1)), _ready.Value(op.Source2));
        var issue = Issue(Math.Max(Math.Max(frontEnd, _issueFloor), operands), step.Ports, step.MoreSlots);
        var complete = issue + step.Latency;
        _ready.Deliver(op.Result0, complete, -_addressExtra);
        _ready.Deliver(op.Result1, complete, -_addressExtra);
        _othersDone = Math.Max(_othersDone, complete);
        Leave(AddressOf(step), MicroOpKind.Compute, frontEnd, before, issue, complete, ref listener);
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
        var before = _issue.Cycle;
        var blocks = op.Kind == MicroOpKind.Load ? LoadBlocks.BeyondFirst(outcome.Address, op.Bytes)
            : op.Kind == MicroOpKind.Store ? StoreBlocks.BeyondFirst(outcome.Address, op.Bytes) : 0;
        var issue = Issue(Math.Max(Math.Max(frontEnd, _issueFloor), WaitsFor(op)), op.Ports, Math.Max(op.MoreSlots, blocks));
        if (blocks > 0 && op.IsLoad)
            latency += SplitCycles(outcome.Address, instruction.AccessBytes);
        var complete = op.IsLoad ? DataOf(outcome.Address, op.Bytes, issue, latency) : issue + latency;
        var isWhole = op.Kind == MicroOpKind.Load && instruction.AccessBytes >= WholeRegister;
        _ready.Deliver(op.Base, issue + 1, -_addressExtra);
        _ready.Deliver(op.Result0, complete, op.Kind == MicroOpKind.Load ? GainOf(isWhole, complete - issue) : -_addressExtra);
        _ready.Deliver(op.Result1, complete, isWhole ? 0 : -_addressExtra);
        HoldBack(op, issue, complete);
        if (op.IsStore)
            Drain.Push(outcome.Address, op.Bytes, (op.Ordering & Ordering.Release) != 0, issue, issue, ref Caches, ref Stores);
        if (op.IsMemoryOrBranch)
            Record(outcome.Word);
        _othersDone = Math.Max(_othersDone, complete);
        Leave(address, op.Kind, frontEnd, before, issue, complete, ref listener);
        ref readonly var next = ref After(step, outcome);
        if (op.IsBranch)
            Redirect(op.Kind, address, outcome.Taken, outcome.Next, next, complete, 0);
        else if (op.IsException)
            Synchronise(next, outcome.Next, issue, op.Latency);
        else if (State.StepPhase != StepPhase.Inactive)
            Fetch.LeaveLine();
        return ref next;
    }

    // Bytes of a load whose result is an address as soon as it is a value.
    const int WholeRegister = 8;

    // How much earlier what was loaded is there as an address; less than 0 if later.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int GainOf(bool isWhole, long cycles) => _addressExtra > 0 && !isWhole ? -_addressExtra : cycles == LoadLatency ? PointerGain : 0;

    // In order, an instruction of several slots keeps its port.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    long Issue(long earliest, uint ports, int more) => more > 0 ? IssueAndKeep(earliest, ports, more) : _issue.Enter(earliest, ports);

    [MethodImpl(MethodImplOptions.NoInlining)]
    long IssueAndKeep(long earliest, uint ports, int more)
    {
        var issue = _issue.EnterAndKeep(earliest, ports, more);
        LastSlot = issue + more;
        return issue;
    }

    // A load or atomic; where it holds back issue, whatever is younger waits for data that stores in flight have a say in.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    long DataOf(ulong address, int bytes, long issue, int latency)
    {
        if (_holdsIssue)
            return DataThatHoldsIssue(address, bytes, issue, latency);
        return DataReady(address, bytes, issue, latency);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    long DataThatHoldsIssue(ulong address, int bytes, long issue, int latency)
    {
        var overlaps = Stores.Overlaps;
        var complete = DataReady(address, bytes, issue, latency);
        if (Stores.Overlaps > overlaps)
            (_issueFloor, _accessFloor) = (Math.Max(_issueFloor, complete), Math.Max(_accessFloor, complete));
        return complete;
    }

    long WaitsFor(in MicroOp op)
    {
        var operands = Math.Max(_ready.Value(op.Source2), _ready.Value(op.Source3));
        var address = Math.Max(_ready.Address(op.Source0), _ready.Address(op.Source1));
        if (op.IsLoad || op.IsStore)
            return Math.Max(Math.Max(Math.Max(operands, address), _accessFloor), op.IsStore ? Stores.OldestDrain : 0);
        operands = Math.Max(operands, _ready.Value(op.Source1));
        return op.Kind switch
        {
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
                _dividerFree = issue + Divider.Interval(Core.BackEnd, (int)(complete - issue));
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
