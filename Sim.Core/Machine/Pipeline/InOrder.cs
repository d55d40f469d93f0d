using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Machine.Caches;
using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Pipeline;

/// <summary>In-order execution: every instruction issues in program order, and the first that must wait makes all others wait.</summary>
/// <remarks>
/// A method for each way through the stages, its steps in the order of the machine: execute (what the instruction does to registers and memory, as if
/// it took no time), fetch, issue (in order, when the operands are there), complete, drain, and tell fetch of a branch.
/// </remarks>
public sealed partial class InOrder : Pipeline
{
    RegisterTimes _ready;
    IssueStage _issue;

    // What barriers wait for: loads, or these and all others. What waits for them: younger accesses, or all younger instructions, accesses too.
    readonly int _addressExtra;
    readonly bool _holdsIssue;
    long _loadsDone, _othersDone, _accessFloor, _issueFloor, _dividerFree;

    public InOrder(CoreProfile core, RegionMap regions, Uncore uncore, ArchitecturalState state)
        : base(core, regions, uncore, state)
    {
        _issue = new IssueStage(core.BackEnd.Width);
        (_addressExtra, _holdsIssue) = (core.BackEnd.Operations.AddressExtra, core.Forwarding.HoldsIssue);
    }

    public override long Now => _issue.Cycle;

    public override void AppendState(List<long> state)
    {
        var now = _issue.Cycle;
        AppendState(now, state);
        _issue.AppendState(state);
        _ready.AppendState(now, state);
        AppendAfter(now, [_loadsDone, _othersDone, _accessFloor, _issueFloor, _dividerFree], state);
    }

    private protected override int IssueAfterFrontEnd => 0;

    private protected override long LastComplete => Math.Max(_issue.Cycle, AllDone);

    // Loads may be in flight that nothing waited for.
    protected override long LastInFlight => Math.Max(AllDone, Drain.Last);

    long AllDone => Math.Max(_loadsDone, _othersDone);

    protected override void Skip(long cycle) => _issue.Skip(cycle);

    /// <summary>The loop of <see cref="Pipeline.RunUntil(ulong, long)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Execute<TListener, TLimit>(int stop, TLimit limit, ref TListener listener)
        where TListener : struct, IPipelineListener
        where TLimit : struct, ICycleLimit
    {
        var stages = new Stages<TListener>(this, ref listener);
        ref readonly var step = ref Begin(_issue.Cycle);
        do
        {
            // Fetch turns to another place or line.
            var redirected = TListener.SeesFetch ? Fetch.Cycle : 0;
            ref readonly var before = ref step;
            step = ref EnterLine(before, stop, _issue.Cycle);
            if (IsAt(step, stop) && !Unsafe.AreSame(in step, in before))
                break;
            do
            {
                var inLine = TListener.SeesFetch ? Fetch.Cycle : 0;
                var frontEnd = Fetch.Next();
                if (TListener.SeesFetch)
                {
                    listener.Fetched(StepsOf(redirected, inLine));
                    redirected = Fetch.Cycle;
                }

                step = ref Pinned(FormStages.Execute(ref stages, step, frontEnd));
            }
            while (!Fetch.EntersLine && !limit.IsReached(_issue.Cycle));
        }
        while (!IsAt(step, stop) && !limit.IsReached(_issue.Cycle));

        End(step, _issue.Cycle);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Compute<TForm, TListener>(in Step step, long frontEnd, ref TListener listener)
        where TForm : struct, IComputeForm
        where TListener : struct, IPipelineListener
    {
        ref readonly var i = ref step.Instruction;
        TForm.Execute(i, ref X);
        var before = _issue.Cycle;
        var earliest = Math.Max(frontEnd, _issueFloor);
        if (TForm.Sources > 0)
            earliest = Math.Max(earliest, _ready.Value(i.Rn));
        if (TForm.Sources > 1)
            earliest = Math.Max(earliest, _ready.Value(i.Rm));
        var issue = _issue.Enter(earliest, step.Ports);
        var complete = issue + step.Latency;
        _ready.Deliver(TForm.Issues ? i.Rd : Register.Discard, complete, -_addressExtra);
        if (TForm.SetsFlags)
            _ready.Deliver(Register.Flags, complete);
        _othersDone = Math.Max(_othersDone, complete);
        Leave(AddressOf(step), TForm.Issues ? MicroOpKind.Compute : MicroOpKind.Nothing, frontEnd, before, issue, complete, ref listener);
    }

    // From cache and store buffer at once; only the use of what is loaded waits for it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Load<TForm, TListener>(in Step step, long frontEnd, ref TListener listener)
        where TForm : struct, IMemoryForm
        where TListener : struct, IPipelineListener
    {
        ref readonly var i = ref step.Instruction;
        var address = AccessOf<TForm>(i);
        TForm.Execute(i, ref X, Memory, address);
        var before = _issue.Cycle;
        var earliest = Math.Max(Math.Max(frontEnd, _accessFloor), _ready.Address(i.Rn));
        if (TForm.IsIndexed)
            earliest = Math.Max(earliest, _ready.Address(i.Rm));
        var (blocks, latency) = (LoadBlocks.BeyondFirst(address, TForm.Bytes), (int)step.Latency);
        var issue = Issue(earliest, step.Ports, Math.Max(step.MoreSlots, blocks));
        if (blocks > 0)
            latency += SplitCycles(address, TForm.IsPair ? TForm.Bytes / 2 : TForm.Bytes);
        var complete = DataOf(address, TForm.Bytes, issue, latency);
        _ready.Deliver(i.Rd, complete, GainOf(TForm.Bytes >= WholeRegister, complete - issue));
        if (TForm.IsPair)
            _ready.Deliver(i.Ra, complete);
        _loadsDone = Math.Max(_loadsDone, complete);
        Record(address);
        Leave(AddressOf(step), MicroOpKind.Load, frontEnd, before, issue, complete, ref listener);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Store<TForm, TListener>(in Step step, long frontEnd, ref TListener listener)
        where TForm : struct, IMemoryForm
        where TListener : struct, IPipelineListener
    {
        ref readonly var i = ref step.Instruction;
        var address = AccessOf<TForm>(i);
        TForm.Execute(i, ref X, Memory, address);
        var before = _issue.Cycle;
        var earliest = Math.Max(Math.Max(frontEnd, _accessFloor), Stores.OldestDrain);
        earliest = Math.Max(earliest, Math.Max(_ready.Address(i.Rn), _ready.Value(i.Rd)));
        if (TForm.IsPair)
            earliest = Math.Max(earliest, _ready.Value(i.Ra));
        var issue = Issue(earliest, step.Ports, Math.Max(step.MoreSlots, StoreBlocks.BeyondFirst(address, TForm.Bytes)));
        var complete = issue + step.Latency;
        Drain.Push(address, TForm.Bytes, TForm.IsRelease, issue, issue, ref Caches, ref Stores);
        Record(address);
        _othersDone = Math.Max(_othersDone, complete);
        Leave(AddressOf(step), MicroOpKind.Store, frontEnd, before, issue, complete, ref listener);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    ref readonly Step Branch<TForm, TListener>(in Step step, long frontEnd, scoped ref TListener listener)
        where TForm : struct, IBranchForm
        where TListener : struct, IPipelineListener
    {
        ref readonly var i = ref step.Instruction;
        var address = AddressOf(step);
        var taken = TForm.IsTaken(i, ref X);
        ref readonly var next = ref taken ? ref Steps[(nuint)step.Target] : ref FormStages.Next(step);
        if (TForm.Kind == MicroOpKind.Call)
            Link(address);
        return ref Resolve(TForm.Kind, TForm.Tested(i), taken, next, (ulong)i.Immediate, step, address, frontEnd, ref listener);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    ref readonly Step CallRegister<TListener>(in Step step, long frontEnd, scoped ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        var address = AddressOf(step);
        var register = step.Instruction.Rn;
        ref readonly var next = ref TargetOf(register, address, out var target);
        Link(address);
        return ref Resolve(MicroOpKind.IndirectCall, register, true, next, target, step, address, frontEnd, ref listener);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    ref readonly Step Return<TListener>(in Step step, long frontEnd, scoped ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        var address = AddressOf(step);
        var register = step.Instruction.Rn;
        ref readonly var next = ref TargetOf(register, address, out var target);
        return ref Resolve(MicroOpKind.Return, register, true, next, target, step, address, frontEnd, ref listener);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref readonly Step Resolve<TListener>(
        MicroOpKind kind, byte tested, bool taken, in Step next, ulong target, in Step step, ulong address, long frontEnd, scoped ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        var before = _issue.Cycle;
        var earliest = Math.Max(frontEnd, _issueFloor);
        if (kind is MicroOpKind.Conditional or MicroOpKind.IndirectCall or MicroOpKind.Return)
            earliest = Math.Max(earliest, _ready.Value(tested));
        var issue = _issue.Enter(earliest, step.Ports);
        var complete = issue + step.Latency;
        if (kind is MicroOpKind.Call or MicroOpKind.IndirectCall)
            _ready.Deliver(Register.Link, complete, -_addressExtra);
        Record(ExecutionResult.WordOf(target, taken));
        _othersDone = Math.Max(_othersDone, complete);
        Leave(address, kind, frontEnd, before, issue, complete, ref listener);
        Redirect(kind, address, taken, target, next, complete, 0);
        return ref next;
    }

    // What was not looked at before is now, and then executed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    ref readonly Step DecodeAndExecute<TListener>(in Step step, long frontEnd, scoped ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        ref readonly var decoded = ref Decode(step);
        var stages = new Stages<TListener>(this, ref listener);
        return ref Pinned(FormStages.Execute(ref stages, decoded, frontEnd));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Leave<TListener>(
        ulong address, MicroOpKind kind, long frontEnd, long before, long issue, long complete, ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        Fetch.Leaves(issue);
        listener.Retired(new InstructionTimes(address, kind, frontEnd, issue, issue, complete, before, issue));
    }

    readonly ref struct Stages<TListener>(InOrder core, ref TListener listener) : IStages
        where TListener : struct, IPipelineListener
    {
        readonly ref TListener _listener = ref listener;

        public void Compute<TForm>(in Step step, long frontEnd)
            where TForm : struct, IComputeForm => core.Compute<TForm, TListener>(step, frontEnd, ref _listener);

        public void Arithmetic(in Step step, long frontEnd) => core.Arithmetic(step, frontEnd, ref _listener);

        public void Rename(in Step step, long frontEnd) => core.Compute<MoveRegister, TListener>(step, frontEnd, ref _listener);

        public void Load<TForm>(in Step step, long frontEnd)
            where TForm : struct, IMemoryForm => core.Load<TForm, TListener>(step, frontEnd, ref _listener);

        public void Store<TForm>(in Step step, long frontEnd)
            where TForm : struct, IMemoryForm => core.Store<TForm, TListener>(step, frontEnd, ref _listener);

        public ref readonly Step Branch<TForm>(in Step step, long frontEnd)
            where TForm : struct, IBranchForm => ref core.Branch<TForm, TListener>(step, frontEnd, ref _listener);

        public ref readonly Step CallRegister(in Step step, long frontEnd) => ref core.CallRegister(step, frontEnd, ref _listener);

        public ref readonly Step Return(in Step step, long frontEnd) => ref core.Return(step, frontEnd, ref _listener);

        public ref readonly Step Other(in Step step, long frontEnd) => ref core.Other(step, frontEnd, ref _listener);

        public ref readonly Step Decode(in Step step, long frontEnd) => ref core.DecodeAndExecute(step, frontEnd, ref _listener);
    }
}
