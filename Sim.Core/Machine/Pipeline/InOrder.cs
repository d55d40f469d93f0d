using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Pipeline;

/// <summary>In-order execution: every instruction issues in program order, and the first that must wait makes all others wait.</summary>
/// <remarks>
/// A method for each way through the stages, its steps in the order of the machine: execute (what the instruction does to registers and memory, as if
/// it took no time), fetch, issue (in order, when the operands are there), complete, drain, and tell fetch of a branch.
/// </remarks>
public sealed class InOrder : Pipeline
{
    RegisterTimes _ready;
    IssueStage _issue;

    // What barriers wait for: loads, or these and all others. What waits for them: younger accesses, or all younger instructions, accesses too.
    long _loadsDone, _othersDone, _accessFloor, _issueFloor, _dividerFree;

    public InOrder(CoreProfile core, CodeImage code, GuestMemory memory, ArchitecturalState state)
        : base(core, code, memory, state) => _issue = new IssueStage(core.BackEnd.Width);

    public override long Now => _issue.Cycle;

    public override void AppendState(List<long> state)
    {
        var now = _issue.Cycle;
        AppendState(now, state);
        _issue.AppendState(state);
        _ready.AppendState(now, state);
        AppendAfter(now, [_loadsDone, _othersDone, _accessFloor, _issueFloor, _dividerFree], state);
    }

    // Loads may be on their way that nobody waited for.
    protected override long LastInFlight => Math.Max(AllDone, Drain.Last);

    long AllDone => Math.Max(_loadsDone, _othersDone);

    protected override void Skip(long cycle) => _issue.Skip(cycle);

    /// <summary>The loop of <see cref="Pipeline.RunUntil(int, long)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Execute<TListener>(int stop, long cycleLimit, ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        var position = State.Position;
        var stages = new Stages<TListener>(this, ref listener);
        Begin(_issue.Cycle);
        do
        {
            // Fetch.
            ref readonly var step = ref Steps[(nuint)position];
            if (Fetch.IsAtTurn)
                Turn(step, _issue.Cycle);
            var frontEnd = Fetch.Next();
            position = FormStages.Execute(ref stages, step, position, frontEnd);
        }
        while (position != stop && _issue.Cycle < cycleLimit);

        End(position, _issue.Cycle);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Compute<TForm, TListener>(in Step step, long frontEnd, ref TListener listener)
        where TForm : struct, IComputeForm
        where TListener : struct, IPipelineListener
    {
        TForm.Execute(step.Instruction, ref X);
        ref readonly var op = ref step.Op;
        var before = _issue.Cycle;
        var earliest = Math.Max(frontEnd, _issueFloor);
        if (TForm.Sources > 0)
            earliest = Math.Max(earliest, _ready.Value(op.Source0));
        if (TForm.Sources > 1)
            earliest = Math.Max(earliest, _ready.Value(op.Source1));
        var issue = _issue.Enter(earliest, op.Ports);
        var complete = issue + op.Latency;
        _ready.Deliver(op.Result0, complete);
        if (TForm.SetsFlags)
            _ready.Deliver(Register.Flags, complete);
        _othersDone = Math.Max(_othersDone, complete);
        Leave(step, frontEnd, before, issue, complete, ref listener);
    }

    // From cache and store buffer at once; only the use of what is loaded waits for it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Load<TForm, TListener>(in Step step, long frontEnd, ref TListener listener)
        where TForm : struct, IMemoryForm
        where TListener : struct, IPipelineListener
    {
        var address = AddressOf<TForm>(step);
        TForm.Execute(step.Instruction, ref X, Memory, address);
        ref readonly var op = ref step.Op;
        var before = _issue.Cycle;
        var earliest = Math.Max(Math.Max(frontEnd, _accessFloor), _ready.Address(op.Source0));
        if (TForm.IsIndexed)
            earliest = Math.Max(earliest, _ready.Value(op.Source1));
        var issue = _issue.Enter(earliest, op.Ports);
        var complete = DataReady(address, TForm.Bytes, issue, op.Latency);
        _ready.Deliver(op.Result0, complete, complete == issue + LoadLatency ? PointerGain : 0);
        if (TForm.IsPair)
            _ready.Deliver(op.Result1, complete);
        _loadsDone = Math.Max(_loadsDone, complete);
        Record(address);
        Leave(step, frontEnd, before, issue, complete, ref listener);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Store<TForm, TListener>(in Step step, long frontEnd, ref TListener listener)
        where TForm : struct, IMemoryForm
        where TListener : struct, IPipelineListener
    {
        var address = AddressOf<TForm>(step);
        TForm.Execute(step.Instruction, ref X, Memory, address);
        ref readonly var op = ref step.Op;
        var before = _issue.Cycle;
        var earliest = Math.Max(Math.Max(frontEnd, _accessFloor), Stores.OldestDrain);
        earliest = Math.Max(earliest, Math.Max(_ready.Value(op.Source0), _ready.Value(op.Source2)));
        if (TForm.IsPair)
            earliest = Math.Max(earliest, _ready.Value(op.Source3));
        var issue = _issue.Enter(earliest, op.Ports);
        var complete = issue + op.Latency;
        Drain.Push(address, TForm.Bytes, TForm.IsRelease, issue, issue, ref Caches, ref Stores);
        Record(address);
        _othersDone = Math.Max(_othersDone, complete);
        Leave(step, frontEnd, before, issue, complete, ref listener);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    int Branch<TForm, TListener>(in Step step, int position, long frontEnd, ref TListener listener)
        where TForm : struct, IBranchForm
        where TListener : struct, IPipelineListener
    {
        var taken = TForm.IsTaken(step.Instruction, ref X);
        var next = taken ? step.Target : position + 1;
        if (TForm.Kind == MicroOpKind.Call)
            Link(step);
        return Resolve(TForm.Kind, taken, next, (ulong)step.Instruction.Immediate, step, frontEnd, ref listener);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    int CallRegister<TListener>(in Step step, int position, long frontEnd, ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        var (target, next) = TargetOf(step, position);
        Link(step);
        return Resolve(MicroOpKind.IndirectCall, true, next, target, step, frontEnd, ref listener);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    int Return<TListener>(in Step step, int position, long frontEnd, ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        var (target, next) = TargetOf(step, position);
        return Resolve(MicroOpKind.Return, true, next, target, step, frontEnd, ref listener);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int Resolve<TListener>(MicroOpKind kind, bool taken, int next, ulong target, in Step step, long frontEnd, ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        ref readonly var op = ref step.Op;
        var before = _issue.Cycle;
        var earliest = Math.Max(frontEnd, _issueFloor);
        if (kind is MicroOpKind.Conditional or MicroOpKind.IndirectCall or MicroOpKind.Return)
            earliest = Math.Max(earliest, _ready.Value(op.Source0));
        var issue = _issue.Enter(earliest, op.Ports);
        var complete = issue + op.Latency;
        if (kind is MicroOpKind.Call or MicroOpKind.IndirectCall)
            _ready.Deliver(Register.Link, complete);
        Record(Outcome.WordOf(next, taken));
        _othersDone = Math.Max(_othersDone, complete);
        Leave(step, frontEnd, before, issue, complete, ref listener);
        Redirect(kind, step.Address, taken, target, complete, 0);
        return next;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    int Other<TListener>(in Step step, int position, long frontEnd, ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        var outcome = Interpreter.ExecuteOther(step.Instruction, position, Code, State, Memory);
        ref readonly var op = ref step.Op;
        var before = _issue.Cycle;
        var issue = _issue.Enter(Math.Max(Math.Max(frontEnd, _issueFloor), WaitsFor(op)), op.Ports);
        var complete = op.IsLoad ? DataReady(outcome.Address, op.Bytes, issue, op.Latency) : issue + op.Latency;
        _ready.Deliver(op.Base, issue + 1);
        _ready.Deliver(op.Result0, complete, op.Kind == MicroOpKind.Load && complete == issue + LoadLatency ? PointerGain : 0);
        _ready.Deliver(op.Result1, complete);
        HoldBack(op, issue, complete);
        if (op.IsStore)
            Drain.Push(outcome.Address, op.Bytes, (op.Ordering & Ordering.Release) != 0, issue, issue, ref Caches, ref Stores);
        if (op.IsTraced)
            Record(outcome.Word);
        _othersDone = Math.Max(_othersDone, complete);
        Leave(step, frontEnd, before, issue, complete, ref listener);
        if (op.IsBranch)
            Redirect(op.Kind, step.Address, outcome.Taken, Steps[(nuint)outcome.Next].Address, complete, 0);
        return outcome.Next;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Leave<TListener>(in Step step, long frontEnd, long before, long issue, long complete, ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        Fetch.Leaves(issue);
        listener.Retired(new InstructionTimes(PositionOf(step), step.Op.Kind, frontEnd, issue, issue, complete, before, issue));
    }

    readonly ref struct Stages<TListener>(InOrder core, ref TListener listener) : IStages
        where TListener : struct, IPipelineListener
    {
        readonly ref TListener _listener = ref listener;

        public void Compute<TForm>(in Step step, long frontEnd)
            where TForm : struct, IComputeForm => core.Compute<TForm, TListener>(step, frontEnd, ref _listener);

        public void Rename(in Step step, long frontEnd) => core.Compute<MoveRegister, TListener>(step, frontEnd, ref _listener);

        public void Load<TForm>(in Step step, long frontEnd)
            where TForm : struct, IMemoryForm => core.Load<TForm, TListener>(step, frontEnd, ref _listener);

        public void Store<TForm>(in Step step, long frontEnd)
            where TForm : struct, IMemoryForm => core.Store<TForm, TListener>(step, frontEnd, ref _listener);

        public int Branch<TForm>(in Step step, int position, long frontEnd)
            where TForm : struct, IBranchForm => core.Branch<TForm, TListener>(step, position, frontEnd, ref _listener);

        public int CallRegister(in Step step, int position, long frontEnd) => core.CallRegister(step, position, frontEnd, ref _listener);

        public int Return(in Step step, int position, long frontEnd) => core.Return(step, position, frontEnd, ref _listener);

        public int Other(in Step step, int position, long frontEnd) => core.Other(step, position, frontEnd, ref _listener);
    }
}
