using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine.Oracle;

/// <summary>Docs/model.md, "In order".</summary>
sealed class InOrderCore(CoreProfile core, List<Flight> program) : CycleByCycle(core, program)
{
    int _nextToIssue;

    protected override int End => _nextToIssue;

    protected override int IssueAfterFetch => CoreProfile.FrontEnd.Depth;

    protected override long? LeavesBuffer(Flight flight) => flight.Issued;

    protected override long? DrainCountsFrom(Flight store) => store.Issued;

    protected override long? Finished(Flight flight) => flight.Issued;

    protected override long? KnownAt(Flight store) => store.Issued;

    protected override void StepBackEnd()
    {
        for (var issued = 0; issued < CoreProfile.BackEnd.Width && _nextToIssue < Program.Count; issued++)
        {
            var flight = Program[_nextToIssue];
            if (!CanIssue(flight) || !TryIssue(flight))
                return;
            _nextToIssue++;
            if (flight.Ports != PortKinds.None)
                Ports.Keep(flight.Slots - 1);
            EndAtIssue(flight);

            // What this made possible may matter to the next one in the same cycle.
            Settle();
        }
    }

    protected override bool StepCompletion() => false;

    bool CanIssue(Flight flight)
    {
        if (!(flight.Fetched + CoreProfile.FrontEnd.Depth <= Cycle) || !AddressIsReady(flight) || !IsReady(flight.Operands, false))
            return false;
        if (WaitsForDsb(flight, Cycle) || IsHeld(flight) || DividerIsBusy(flight) || IsBehindHeldLoad(flight))
            return false;
        var older = Older(flight);
        return flight.Kind switch
        {
            MicroOpKind.Store or MicroOpKind.Atomic => HasStoreQueueEntry(flight),
            MicroOpKind.AccessBarrier => older.All(IsPastDmb),
            MicroOpKind.ExceptionEntry or MicroOpKind.ExceptionReturn => older.All(other => other.CompleteAt <= Cycle),
            MicroOpKind.CompletionBarrier => older.All(other => other.CompleteAt <= Cycle && IsPastDmb(other)),
            _ => true,
        };
    }

    protected override bool AddressIsReady(Flight flight) => flight.Base.Concat(flight.Index).All(value => value.AddressAt(CoreProfile) <= Cycle);

    // Where it holds issue, a load of bytes of stores in flight lets nothing younger past.
    bool IsBehindHeldLoad(Flight flight) => CoreProfile.Forwarding.HoldsIssue && Older(flight).Any(older =>
        older.IsLoad && !(older.DataAt <= Cycle) && older.Supplies.Any(supply => supply.Outcome != SupplyOutcome.Cache));

    bool HasStoreQueueEntry(Flight flight) =>
        Before(flight, CoreProfile.BackEnd.StoreQueueEntries, Stores) is not { } store || store.Drained <= Cycle;

    bool IsPastDmb(Flight older) => (!older.IsLoad || older.DataAt <= Cycle) && (!older.IsStore || older.Drained <= Cycle);

    void EndAtIssue(Flight flight) => flight.CompleteAt = flight.Kind switch
    {
        MicroOpKind.AccessBarrier => Cycle + CoreProfile.Ordering.DmbCycles,
        MicroOpKind.CompletionBarrier => Cycle + CoreProfile.Ordering.DsbCycles,
        MicroOpKind.Nothing or MicroOpKind.Move or MicroOpKind.Resynchronise or MicroOpKind.ExceptionEntry or MicroOpKind.ExceptionReturn => Cycle,
        _ => flight.CompleteAt,
    };
}
