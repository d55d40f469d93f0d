using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine.Oracle;

/// <summary>Docs/model.md, "Out of order", with a scheduler that picks among the ready instructions in every cycle.</summary>
sealed class OutOfOrderCore(CoreProfile core, List<Flight> program, Scheduler scheduler) : CycleByCycle(core, program)
{
    readonly Window _window = core.BackEnd.Window!;
    int _nextToDispatch;
    int _nextToRetire;
    long _retiringIn;
    int _retiredInCycle;

    protected override int End => _nextToDispatch;

    protected override int IssueAfterFetch => CoreProfile.FrontEnd.Depth + 1;

    protected override long? LeavesBuffer(Flight flight) => flight.Dispatched;

    protected override long? DrainCountsFrom(Flight store) => store.Retired;

    protected override long? Finished(Flight flight) => flight.Retired;

    protected override long? KnownAt(Flight store)
    {
        // As any store, an atomic is complete one cycle after it could be forwarded.
        if (store.Kind == MicroOpKind.Atomic)
            return store.CompleteAt - 1;
        return store.Issued is { } issued && LatestOperand(store) is { } data ? Math.Max(issued, data) : null;
    }

    protected override void StepBackEnd()
    {
        // Issue. What was dispatched in this cycle has to wait for the next.
        var ready = new List<Flight>();
        for (var index = _nextToRetire; index < _nextToDispatch; index++)
        {
            if (Program[index] is { Issued: null, CompleteAt: null } flight && CanIssue(flight))
                ready.Add(flight);
        }

        // Older ones may have slots to take after they have retired: they go first.
        ready.InsertRange(0, Program.Take(_nextToDispatch).Where(flight => flight.Issued is not null && flight.TakenSlots < flight.Slots + flight.BaseSlots));
        ready.Sort((one, other) => one.Place - other.Place);

        foreach (var flight in scheduler.Order(ready, Cycle))
        {
            if (flight.Issued is not null || TryIssue(flight))
                TakeSlots(flight);
        }

        // Dispatch.
        for (var dispatched = 0; dispatched < CoreProfile.BackEnd.Width && _nextToDispatch < Program.Count; dispatched++)
        {
            var flight = Program[_nextToDispatch];
            if (!CanDispatch(flight))
                return;
            flight.Dispatched = Cycle;
            if (flight.Kind is MicroOpKind.Nothing or MicroOpKind.Move)
                flight.CompleteAt = Cycle;
            _nextToDispatch++;
        }
    }

    // As many further slots as there are free ports.
    void TakeSlots(Flight flight)
    {
        while (flight.TakenSlots < flight.Slots + flight.BaseSlots
            && Ports.TryTake(flight.TakenSlots < flight.Slots ? flight.Ports : PortKinds.Alu))
        {
            flight.TakenSlots++;
            flight.LastSlot = Cycle;
        }
    }

    protected override bool StepCompletion()
    {
        var moves = false;
        for (var index = _nextToRetire; index < _nextToDispatch; index++)
            moves |= Program[index].CompleteAt is null && EndBarrier(Program[index]);
        return Retire() || moves;
    }

    bool CanDispatch(Flight flight)
    {
        if (!(flight.Fetched + CoreProfile.FrontEnd.Depth <= Cycle) || WaitsForDsb(flight, Cycle + 1))
            return false;
        if (flight.Place >= _window.ReorderBufferEntries && !(Program[flight.Place - _window.ReorderBufferEntries].Retired + 1 <= Cycle))
            return false;
        if (flight.IsLoad && Before(flight, _window.LoadQueueEntries, Loads) is { } load && !(load.Retired + 1 <= Cycle))
            return false;
        return !flight.IsStore
            || Before(flight, CoreProfile.BackEnd.StoreQueueEntries, Stores) is not { } store || store.Drained <= Cycle;
    }

    bool CanIssue(Flight flight)
    {
        if (flight.Ports == PortKinds.None || !(flight.Dispatched + 1 <= Cycle) || !AddressIsReady(flight))
            return false;
        return (flight.Kind == MicroOpKind.Store || IsReady(flight.Operands, false)) && !IsHeld(flight) && !DividerIsBusy(flight);
    }

    bool EndBarrier(Flight flight)
    {
        if (flight.Ports != PortKinds.None || !(flight.Dispatched + 1 <= Cycle))
            return false;
        var older = Older(flight);
        switch (flight.Kind)
        {
            case MicroOpKind.AccessBarrier when older.All(IsPastDmb):
                flight.CompleteAt = Cycle + CoreProfile.Ordering.DmbCycles;
                return true;
            case MicroOpKind.CompletionBarrier
                when older.All(other => other.Retired <= Cycle && (!other.IsStore || other.Drained <= Cycle)):
                flight.CompleteAt = Cycle + CoreProfile.Ordering.DsbCycles;
                return true;
            case MicroOpKind.Resynchronise or MicroOpKind.ExceptionEntry or MicroOpKind.ExceptionReturn when older.All(other => other.Retired <= Cycle):
                flight.CompleteAt = Cycle;
                return true;
            default:
                return false;
        }
    }

    bool IsPastDmb(Flight older) => (!older.IsLoad || older.DataAt <= Cycle) && (!older.IsStore || older.Drained <= Cycle)
        && (older.Kind != MicroOpKind.AccessBarrier || older.CompleteAt <= Cycle);

    bool Retire()
    {
        if (_retiringIn != Cycle)
            (_retiringIn, _retiredInCycle) = (Cycle, 0);
        var before = _nextToRetire;
        while (_nextToRetire < _nextToDispatch && _retiredInCycle < _window.RetireWidth
            && Program[_nextToRetire] is var flight && flight.CompleteAt <= Cycle && flight.Dispatched + 1 <= Cycle)
        {
            flight.Retired = Cycle;
            _nextToRetire++;
            _retiredInCycle++;
        }

        return _nextToRetire > before;
    }
}
