using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Machine.Caches;
using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Pipeline;

/// <summary>Out-of-order execution: dispatch and retirement in order, between them whenever operands and a port are there.</summary>
/// <remarks>
/// A method for each way through the stages, its steps in the order of the machine: execute (what the instruction does to registers and memory, as if
/// it took no time), fetch and dispatch (in order, up to the width a cycle, when the queues have room), issue (at the first free capable port, when the
/// operands are there), retire (in order, up to its width a cycle), drain, and tell fetch of a branch.
/// </remarks>
public sealed partial class OutOfOrder : Pipeline
{
    // An instruction issues one cycle after its dispatch at the earliest.
    const int IssueAfterDispatch = 1;

    PortCalendar _ports = new();
    RegisterTimes _ready;
    CycleRing _retired, _loadsRetired;
    readonly uint _arithmetic;
    readonly int _indexedBase, _pairSecond, _atomicChain;
    InOrderStage _dispatch, _retire;

    // What barriers wait for, and what waits for them: younger accesses, or all younger instructions.
    long _loadsDone, _accessFloor, _dispatchFloor, _dividerFree;

    // The latest slot of an instruction that took several.
    long _lastSlots;

    public OutOfOrder(CoreProfile core, Window window, RegionMap regions, Uncore uncore, ArchitecturalState state)
        : base(core, regions, uncore, state)
    {
        _dispatch = new InOrderStage(core.BackEnd.Width);
        _retire = new InOrderStage(window.RetireWidth);
        _retired = new CycleRing(window.ReorderBufferEntries);
        _loadsRetired = new CycleRing(window.LoadQueueEntries);
        _arithmetic = core.BackEnd.PortsOf(PortKinds.Alu);
        (_indexedBase, _pairSecond, _atomicChain) = (core.Memory.IndexedBase, core.Memory.PairSecond, core.Ordering.AtomicChainCycles);
    }

    public override long Now => _retire.Cycle;

    private protected override int IssueAfterFrontEnd => IssueAfterDispatch;

    private protected override long LastComplete => _retire.Cycle;

    // All instructions have retired by now; stores still drain.
    protected override long LastInFlight => Drain.Last;

    protected override void Skip(long cycle) => _retire.Skip(cycle);

    /// <summary>The loop of <see cref="Pipeline.RunUntil(ulong, long)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Execute<TListener, TLimit>(int stop, TLimit limit, ref TListener listener)
        where TListener : struct, IPipelineListener
        where TLimit : struct, ICycleLimit
    {
        var stages = new Stages<TListener>(this, ref listener);
        ref readonly var step = ref Begin(_retire.Cycle);
        do
        {
            // Fetch turns to another place or line.
            var redirected = TListener.SeesFetch ? Fetch.Cycle : 0;
            ref readonly var before = ref step;
            step = ref EnterLine(before, stop, _retire.Cycle);
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
            while (!Fetch.EntersLine && !limit.IsReached(_retire.Cycle));
        }
        while (!IsAt(step, stop) && !limit.IsReached(_retire.Cycle));

        End(step, _retire.Cycle);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Compute<TForm, TListener>(in Step step, long frontEnd, ref TListener listener)
        where TForm : struct, IComputeForm
        where TListener : struct, IPipelineListener
    {
        ref readonly var i = ref step.Instruction;
        TForm.Execute(i, ref X);
        var dispatch = Dispatch(frontEnd, 0);
        if (!TForm.Issues)
        {
            Retire(AddressOf(step), MicroOpKind.Nothing, frontEnd, dispatch, dispatch, dispatch, ref listener);
            return;
        }

        var ready = dispatch + IssueAfterDispatch;
        if (TForm.Sources > 0)
            ready = Math.Max(ready, _ready.Value(i.Rn));
        if (TForm.Sources > 1)
            ready = Math.Max(ready, _ready.Value(i.Rm));
        var issue = _ports.Take(step.Ports, ready, dispatch);
        var complete = issue + step.Latency;
        _ready.Deliver(i.Rd, complete);
        if (TForm.SetsFlags)
            _ready.Deliver(Register.Flags, complete);
        Retire(AddressOf(step), MicroOpKind.Compute, frontEnd, dispatch, issue, complete, ref listener);
    }

    // A move gives its result the source's physical register: no port, no cycle.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Rename<TListener>(in Step step, long frontEnd, ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        MoveRegister.Execute(step.Instruction, ref X);
        var dispatch = Dispatch(frontEnd, 0);
        _ready.Rename(step.Instruction.Rd, step.Instruction.Rm);
        Retire(AddressOf(step), MicroOpKind.Move, frontEnd, dispatch, dispatch, dispatch, ref listener);
    }

    // Address, then cache and store queue at once; which one delivers is the forwarding rules' decision.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Load<TForm, TListener>(in Step step, long frontEnd, ref TListener listener)
        where TForm : struct, IMemoryForm
        where TListener : struct, IPipelineListener
    {
        ref readonly var i = ref step.Instruction;
        var address = AccessOf<TForm>(i);
        TForm.Execute(i, ref X, Memory, address);
        var dispatch = Dispatch(frontEnd, _loadsRetired.Oldest + 1);
        var ready = Math.Max(dispatch + IssueAfterDispatch, _accessFloor);
        ready = Math.Max(ready, TForm.IsIndexed ? Math.Max(_ready.Address(i.Rn) + _indexedBase, _ready.Value(i.Rm)) : _ready.Address(i.Rn));
        var (blocks, latency) = (LoadBlocks.BeyondFirst(address, TForm.Bytes), (int)step.Latency);
        var issue = _ports.Take(step.Ports, ready, dispatch);
        if ((blocks | step.MoreSlots) != 0)
        {
            TakeMore(step.Ports, Math.Max(step.MoreSlots, blocks), issue, dispatch);
            if (blocks > 0)
                latency += SplitCycles(address, TForm.IsPair ? TForm.Bytes / 2 : TForm.Bytes);
        }

        var complete = DataReady(address, TForm.Bytes, issue, latency);
        _ready.Deliver(i.Rd, complete, complete == issue + LoadLatency ? PointerGain : 0);
        _loadsDone = Math.Max(_loadsDone, complete);
        if (TForm.IsPair)
            _ready.Deliver(i.Ra, complete = Math.Max(complete, issue + latency + _pairSecond));
        Record(address);
        _loadsRetired.Push(Retire(AddressOf(step), MicroOpKind.Load, frontEnd, dispatch, issue, complete, ref listener));
    }

    // Issues when its address is known; complete when its data is, too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Store<TForm, TListener>(in Step step, long frontEnd, ref TListener listener)
        where TForm : struct, IMemoryForm
        where TListener : struct, IPipelineListener
    {
        ref readonly var i = ref step.Instruction;
        var address = AccessOf<TForm>(i);
        TForm.Execute(i, ref X, Memory, address);
        var dispatch = Dispatch(frontEnd, Stores.OldestDrain);
        var ready = Math.Max(Math.Max(dispatch + IssueAfterDispatch, _accessFloor), _ready.Value(i.Rn));
        var issue = TakeSlots(step.Ports, Math.Max(step.MoreSlots, StoreBlocks.BeyondFirst(address, TForm.Bytes)), ready, dispatch);
        var known = Math.Max(issue, _ready.Value(i.Rd));
        if (TForm.IsPair)
            known = Math.Max(known, _ready.Value(i.Ra));
        Record(address);
        var retire = Retire(AddressOf(step), MicroOpKind.Store, frontEnd, dispatch, issue, known + 1, ref listener);
        Drain.Push(address, TForm.Bytes, TForm.IsRelease, known, retire, ref Caches, ref Stores);
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
        var dispatch = Dispatch(frontEnd, 0);
        var ready = dispatch + IssueAfterDispatch;
        if (kind is MicroOpKind.Conditional or MicroOpKind.IndirectCall or MicroOpKind.Return)
            ready = Math.Max(ready, _ready.Value(tested));
        var issue = _ports.Take(step.Ports, ready, dispatch);
        var complete = issue + step.Latency;
        if (kind is MicroOpKind.Call or MicroOpKind.IndirectCall)
            _ready.Deliver(Register.Link, complete);
        Record(ExecutionResult.WordOf(target, taken));
        Retire(address, kind, frontEnd, dispatch, issue, complete, ref listener);
        Redirect(kind, address, taken, target, next, complete, IssueAfterDispatch);
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
    long Dispatch(long frontEnd, long room)
    {
        var dispatch = _dispatch.Enter(Math.Max(Math.Max(frontEnd, room), Math.Max(_retired.Oldest + 1, _dispatchFloor)));
        Fetch.Leaves(dispatch);
        return dispatch;
    }

    // The cycles since the last retirement belong to this instruction's region.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    long Retire<TListener>(
        ulong address, MicroOpKind kind, long frontEnd, long dispatch, long issue, long complete, ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        var before = _retire.Cycle;
        var retire = _retire.Enter(Math.Max(complete, dispatch + IssueAfterDispatch));
        _retired.Push(retire);
        listener.Retired(new InstructionTimes(address, kind, frontEnd, dispatch, issue, complete, before, retire));
        return retire;
    }

    readonly ref struct Stages<TListener>(OutOfOrder core, ref TListener listener) : IStages
        where TListener : struct, IPipelineListener
    {
        readonly ref TListener _listener = ref listener;

        public void Compute<TForm>(in Step step, long frontEnd)
            where TForm : struct, IComputeForm => core.Compute<TForm, TListener>(step, frontEnd, ref _listener);

        public void Arithmetic(in Step step, long frontEnd) => core.Arithmetic(step, frontEnd, ref _listener);

        public void Rename(in Step step, long frontEnd) => core.Rename(step, frontEnd, ref _listener);

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
