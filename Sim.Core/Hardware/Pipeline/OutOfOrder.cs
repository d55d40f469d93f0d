using Sim.Core.A64;
using Sim.Core.Hardware.Branches;
using Sim.Core.Hardware.Caches;
using Sim.Core.Hardware.Execution;
using Sim.Core.Hardware.State;
using Sim.Core.Hardware.SteadyState;

namespace Sim.Core.Hardware.Pipeline;

/// <summary>An out-of-order core: executes instructions and gives each, in program order, the cycles of its stages.</summary>
/// <remarks>
/// One pass, no cycle loop: an instruction's times follow from those of the instructions before it (Loh's time-stamping). Caches and
/// predictors are updated in program order; wrong paths are not executed. docs/model.md derives each rule.
/// </remarks>
public sealed class OutOfOrder
{
    readonly CoreProfile _core;
    readonly CodeImage _code;
    readonly Memory _memory;
    readonly ArchitecturalState _state;
    readonly MicroOp[] _microOps;
    readonly MemoryHierarchy _caches;
    readonly BranchUnit _branches;
    readonly StoreQueue _stores;
    readonly PortCalendar _ports;

    // When a register's value is there for arithmetic, and for the address of a load (earlier after a load: pointer chasing).
    readonly long[] _ready = new long[Register.Count];
    readonly long[] _readyForAddress = new long[Register.Count];

    // Rings by instruction, or by load: dispatch cycle, retirement cycle.
    readonly CycleRing _dispatched, _retired, _loadsRetired;

    long _fetch, _dispatch, _retire, _drain;
    int _fetchedInCycle, _dispatchedInCycle, _retiredInCycle, _drainedInCycle;
    ulong _fetchLine = ulong.MaxValue;
    ulong _trace;

    public OutOfOrder(CoreProfile core, CodeImage code, Memory memory, ArchitecturalState state)
    {
        (_core, _code, _memory, _state) = (core, code, memory, state);
        var decoder = new MicroOpDecoder(core.BackEnd);
        _microOps = [.. code.Instructions.Select(instruction => decoder.Decode(instruction))];
        _caches = new MemoryHierarchy(core);
        _branches = new BranchUnit(core.Branches);
        _stores = new StoreQueue(core.Forwarding, core.BackEnd.StoreQueueEntries, core.Memory.L1D.LineBytes, core.BackEnd.DrainCycles);
        _ports = new PortCalendar();
        _dispatched = new CycleRing(core.FrontEnd.BufferEntries);
        _retired = new CycleRing(core.BackEnd.ReorderBufferEntries);
        _loadsRetired = new CycleRing(core.BackEnd.LoadQueueEntries);
        Counts = new CoreCounts(code.RegionNames.Length);
    }

    /// <summary>What was counted since the start.</summary>
    public CoreCounts Counts { get; }

    /// <summary>Hash of the instructions that the last <see cref="RunUntil"/> executed, in order, with the addresses that they accessed.</summary>
    public ulong Trace => _trace;

    /// <summary>Executes at least one instruction, and then until the next one is at position <paramref name="stop"/>.</summary>
    /// <exception cref="GuestFault">The program did what it must not.</exception>
    public void RunUntil(int stop)
    {
        var position = _state.Position;
        _trace = 0;
        do
        {
            ref readonly var op = ref _microOps[position];
            var outcome = Interpreter.Execute(in _code.Instructions[position], position, _code, _state, _memory);
            _trace = StateHash.Append(_trace, (long)outcome.Address ^ outcome.Next);

            Fetch(position);
            var dispatch = Dispatch(op.Kind);
            var complete = op.Kind switch
            {
                MicroOpKind.Nothing => dispatch,
                MicroOpKind.Move => Rename(op, dispatch),
                MicroOpKind.Load => Load(op, dispatch, outcome.Address),
                MicroOpKind.Store or MicroOpKind.StoreRelease => Store(op, dispatch),
                _ => Compute(op, dispatch),
            };
            Retire(op, complete, dispatch, position);
            if (op.Kind is MicroOpKind.Store or MicroOpKind.StoreRelease)
                Drain(op, complete, outcome.Address);
            if (op.Kind >= MicroOpKind.Jump)
                Redirect(op.Kind, position, outcome, complete);
            position = outcome.Next;
        }
        while (position != stop);

        _state.Position = position;
        Counts.Cycles = _retire;
        Counts.ReadMisses(_caches, _stores);
    }

    // Fetch. Up to its width a cycle; waits for the line, and for room between itself and dispatch.
    void Fetch(int position)
    {
        if (_fetchedInCycle == _core.FrontEnd.FetchWidth)
            (_fetch, _fetchedInCycle) = (_fetch + 1, 0);

        var address = _code.Addresses[position];
        if (_caches.InstructionLine(address) is var line && line != _fetchLine)
        {
            _fetchLine = line;
            if (_caches.Fetch(address) is var wait && wait > 0)
                (_fetch, _fetchedInCycle) = (_fetch + wait, 0);
        }

        if (_dispatched.Oldest > _fetch)
            (_fetch, _fetchedInCycle) = (_dispatched.Oldest, 0);
        _fetchedInCycle++;
    }

    // Dispatch. In order, up to its width a cycle, when reorder buffer, load queue and store queue have room.
    long Dispatch(MicroOpKind kind)
    {
        var cycle = Math.Max(_fetch + _core.FrontEnd.Depth, _retired.Oldest + 1);
        if (kind == MicroOpKind.Load)
            cycle = Math.Max(cycle, _loadsRetired.Oldest + 1);
        else if (kind is MicroOpKind.Store or MicroOpKind.StoreRelease)
            cycle = Math.Max(cycle, _stores.OldestDrain);

        InOrder(ref _dispatch, ref _dispatchedInCycle, cycle, _core.BackEnd.DispatchWidth);
        _dispatched.Push(_dispatch);
        return _dispatch;
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
        var operands = Math.Max(Math.Max(_ready[op.Source0], _ready[op.Source1]), _ready[op.Source2]);
        var complete = _ports.Take(op.Ports, Math.Max(dispatch + 1, operands)) + op.Latency;
        Deliver(op.Result0, complete);
        Deliver(op.Result1, complete);
        return complete;
    }

    // Load. Address, then cache and store queue at once; which one delivers is the forwarding rules' decision.
    long Load(in MicroOp op, long dispatch, ulong address)
    {
        var operands = Math.Max(
            Math.Max(_readyForAddress[op.Source0], _ready[op.Source1]),
            Math.Max(_ready[op.Source2], _ready[op.Source3]));
        var issue = _ports.Take(op.Ports, Math.Max(dispatch + 1, operands));
        WriteBackBase(op, issue);
        var fromCache = issue + _caches.Access(address, op.Bytes, _core.Memory.LoadLatency);
        var complete = _stores.DataReady(address, op.Bytes, issue, fromCache);
        Deliver(op.Result0, complete);
        Deliver(op.Result1, complete);

        // Data from the L1D reaches the address of another load earlier than the arithmetic units.
        if (complete == issue + _core.Memory.LoadLatency)
            _readyForAddress[op.Result0] = issue + _core.Memory.PointerLatency;
        return complete;
    }

    // Store. Issues when its address is known; complete when its data is, too.
    long Store(in MicroOp op, long dispatch)
    {
        var issue = _ports.Take(op.Ports, Math.Max(dispatch + 1, Math.Max(_ready[op.Source0], _ready[op.Source1])));
        WriteBackBase(op, issue);
        var complete = Math.Max(issue, Math.Max(_ready[op.Source2], _ready[op.Source3])) + 1;
        Deliver(op.Result0, complete);
        return complete;
    }

    // Retire. In order, up to its width a cycle. The cycles since the last retirement are charged to this instruction's region.
    void Retire(in MicroOp op, long complete, long dispatch, int position)
    {
        var before = _retire;
        InOrder(ref _retire, ref _retiredInCycle, Math.Max(complete, dispatch + 1), _core.BackEnd.RetireWidth);
        _retired.Push(_retire);
        if (op.Kind == MicroOpKind.Load)
            _loadsRetired.Push(_retire);
        Counts.Retire(_code.Regions[position], _retire - before);
    }

    // Drain. Retired stores reach the L1D in order; a store-release begins only when all older stores are there.
    void Drain(in MicroOp op, long complete, ulong address)
    {
        var start = _retire + _core.BackEnd.DrainCycles;
        if (op.Kind == MicroOpKind.StoreRelease)
            start = Math.Max(start, _drain + 1);
        InOrder(ref _drain, ref _drainedInCycle, start + _caches.Access(address, op.Bytes, 0), _core.BackEnd.DrainWidth);
        _stores.Push(new StoreQueue.Entry(address, op.Bytes, complete - 1, _drain, op.Kind == MicroOpKind.StoreRelease));
    }

    // Redirect. A taken branch ends the fetch cycle; a wrong prediction restarts fetch once the branch has resolved.
    void Redirect(MicroOpKind kind, int position, in Outcome outcome, long resolved)
    {
        var prediction = _branches.Resolve(kind, _code.Addresses[position], outcome.Taken, _code.Addresses[outcome.Next]);
        if (prediction == Prediction.Wrong)
        {
            Counts.BranchMispredicts++;
            var restart = resolved + _core.Branches.MispredictCycles - 1 - _core.FrontEnd.Depth;
            (_fetch, _fetchedInCycle) = (Math.Max(_fetch + 1, restart), 0);
        }
        else if (outcome.Taken)
        {
            var bubble = _core.FrontEnd.TakenBranchBubble + (prediction == Prediction.RightButLate ? _core.Branches.BtbMissBubble : 0);
            (_fetch, _fetchedInCycle) = (_fetch + 1 + bubble, 0);
        }
    }

    void WriteBackBase(in MicroOp op, long issue) => Deliver(op.Base, issue + 1);

    void Deliver(byte register, long cycle) => _ready[register] = _readyForAddress[register] = cycle;

    // The next cycle of an in-order stage: not before the last one, and the one after it when that is full.
    static void InOrder(ref long last, ref int inCycle, long cycle, int width)
    {
        if (cycle > last)
            (last, inCycle) = (cycle, 1);
        else if (inCycle < width)
            inCycle++;
        else
            (last, inCycle) = (last + 1, 1);
    }

    /// <summary>All big tables whose contents influence the future.</summary>
    public IEnumerable<ulong[]> Tables => [.. _caches.Parts.Select(part => part.State), .. _branches.Tables];

    /// <summary>Hash of <see cref="Tables"/>, kept up to date.</summary>
    public ulong TablesHash => _caches.Parts.Aggregate(_branches.Hash, (hash, part) => StateHash.Append(hash, (long)part.Hash));

    /// <summary>
    /// Appends everything else that influences the future, with times relative to the last dispatch: nothing younger can happen before it,
    /// so that earlier times count as equal. The trace of the last <see cref="RunUntil"/> stands for the architectural state.
    /// </summary>
    public void AppendState(List<long> state)
    {
        var now = _dispatch;
        long After(long cycle) => Math.Max(cycle - now, 0);

        state.AddRange([(long)_trace, _fetch - now, _fetchedInCycle, _dispatchedInCycle, (long)_fetchLine]);
        state.AddRange([After(_retire), _retire > now ? _retiredInCycle : 0, After(_drain), _drain > now ? _drainedInCycle : 0]);
        foreach (var register in _ready)
            state.Add(After(register));
        foreach (var register in _readyForAddress)
            state.Add(After(register));
        _dispatched.AppendAfter(_fetch, state);
        _retired.AppendAfter(now - 1, state);
        _loadsRetired.AppendAfter(now - 1, state);
        for (var age = 0; age < _core.BackEnd.StoreQueueEntries && _stores.Youngest(age) is var store && store.Drain > now; age++)
            state.AddRange([(long)store.Address, store.Bytes, After(store.Ready), store.Drain - now, store.Release ? 1 : 0]);
        for (var cycle = now + 1; cycle <= _ports.Last; cycle++)
            state.Add(_ports.Taken(cycle));
        _branches.AppendState(state);
    }
}
