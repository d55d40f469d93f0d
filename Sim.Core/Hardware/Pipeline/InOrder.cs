using Sim.Core.A64;
using Sim.Core.Hardware.Execution;
using Sim.Core.Hardware.State;
using Sim.Core.Hardware.SteadyState;

namespace Sim.Core.Hardware.Pipeline;

/// <summary>In-order execution: every instruction issues in program order, and the first that must wait makes all others wait.</summary>
public sealed class InOrder : Pipeline
{
    // When a register's value is there for arithmetic, and for the address of a load (earlier after a load: pointer chasing).
    readonly long[] _ready = new long[Register.Count];
    readonly long[] _readyForAddress = new long[Register.Count];

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
        AppendAfter(now, _ready, state);
        AppendAfter(now, _readyForAddress, state);
        AppendAfter(now, [_loadsDone, _done, _accessFloor, _issueFloor, _dividerFree], state);
        state.Add(_portsTaken);
    }

    protected override void Skip(long cycle) => _issue.Skip(cycle);

    protected override void Execute(int stop, long cycleLimit)
    {
        var position = State.Position;
        var trace = Trace;
        do
        {
            ref readonly var op = ref MicroOps[position];
            var outcome = Interpreter.Execute(in Code.Instructions[position], position, Code, State, Memory);
            trace = StateHash.Append(trace, (long)outcome.Address ^ outcome.Next);

            var before = _issue.Cycle;
            var issue = Issue(op, Fetch.Next(Code.Addresses[position]));
            var complete = op.Kind is MicroOpKind.Load or MicroOpKind.Atomic ? Load(op, issue, outcome.Address) : issue + op.Latency;
            Deliver(op, issue, complete);
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
                case MicroOpKind.Store or MicroOpKind.Atomic:
                    Drain.Push(op, outcome.Address, issue, issue);
                    break;
                case >= MicroOpKind.Jump:
                    Redirect(op.Kind, position, outcome.Next, outcome.Taken, complete, 0);
                    break;
            }

            _done = Math.Max(_done, complete);
            Counts.Retire(Code.Regions[position], issue - before);
            position = outcome.Next;
        }
        while (position != stop && _issue.Cycle < cycleLimit);

        State.Position = position;
        Trace = trace;
    }

    // Issue. In order, when fetched, when the operands are there, and in one cycle with others only on ports that they leave free.
    long Issue(in MicroOp op, long fetched)
    {
        var cycle = Math.Max(Math.Max(fetched, _issueFloor), WaitsFor(op));
        var before = _issue.Cycle;
        if (cycle <= before && op.Ports != 0 && (op.Ports & ~_portsTaken) == 0)
            cycle = before + 1;
        cycle = _issue.Enter(cycle);
        if (cycle != before)
            _portsTaken = 0;
        var free = op.Ports & ~_portsTaken;
        _portsTaken |= free & (uint)-(int)free;
        Fetch.Leaves(cycle);
        return cycle;
    }

    long WaitsFor(in MicroOp op)
    {
        var operands = Math.Max(_ready[op.Source1], Math.Max(_ready[op.Source2], _ready[op.Source3]));
        switch (op.Kind)
        {
            case MicroOpKind.Load or MicroOpKind.Atomic or MicroOpKind.Store:
                var address = op.Kind == MicroOpKind.Store ? _ready[op.Source0] : _readyForAddress[op.Source0];
                operands = Math.Max(Math.Max(operands, address), _accessFloor);
                return op.Kind == MicroOpKind.Load ? operands : Math.Max(operands, Stores.OldestDrain);
            case MicroOpKind.Divide:
                return Math.Max(Math.Max(operands, _ready[op.Source0]), _dividerFree);
            case MicroOpKind.AccessBarrier:
                return Math.Max(_loadsDone, Drain.Last);
            case MicroOpKind.CompletionBarrier:
                return Math.Max(_done, Drain.Last);
            default:
                return Math.Max(operands, _ready[op.Source0]);
        }
    }

    // Load. Cache and store buffer at once; an acquire holds younger accesses until it is done.
    long Load(in MicroOp op, long issue, ulong address)
    {
        var complete = DataReady(op, address, issue);
        if ((op.Ordering & Ordering.Acquire) != 0)
            _accessFloor = complete;
        _loadsDone = Math.Max(_loadsDone, complete);
        return complete;
    }

    void Deliver(in MicroOp op, long issue, long complete)
    {
        _ready[op.Base] = _readyForAddress[op.Base] = issue + 1;
        _ready[op.Result0] = _readyForAddress[op.Result0] = complete;
        _ready[op.Result1] = _readyForAddress[op.Result1] = complete;
        if (op.Kind == MicroOpKind.Load && complete == issue + Core.Memory.LoadLatency)
            _readyForAddress[op.Result0] = issue + Core.Memory.PointerLatency;
    }
}
