using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine.Oracle;

/// <summary>Which stores in flight have the bytes of a load (docs/model.md, "Store-to-load forwarding").</summary>
sealed class StoresInFlight(CoreProfile core)
{
    const int PairBytes = 16;

    /// <summary>Who supplies a load or atomic that issues now; of a pair on some cores each half by itself.</summary>
    /// <param name="load">The load.</param>
    /// <param name="older">Everything before it in program order.</param>
    public IReadOnlyList<Supply> Of(Flight load, IReadOnlyList<Flight> older) => ChainedTo(load, older) is { } atomic
        ? [new Supply([atomic], SupplyOutcome.Chained)]
        : IsTwo(load.Access!)
        ? [Of(Part(load.Access!, 0), older), Of(Part(load.Access!, PairBytes / 2), older)]
        : [Of(load.Access!, older)];

    // The atomic with release from whose store, the youngest, an atomic with acquire has all its bytes.
    Flight? ChainedTo(Flight load, IReadOnlyList<Flight> older)
    {
        if (core.Ordering.AtomicChainCycles == 0 || load.Kind != MicroOpKind.Atomic || !load.IsAcquire)
            return null;
        var (first, last) = (load.Access!.First, load.Access.Last);
        var youngest = older.LastOrDefault(store => store.IsStore && store.Drained is null && store.Access!.First <= last && first <= store.Access.Last);
        return youngest is { Kind: MicroOpKind.Atomic, IsRelease: true } && youngest.Access!.First <= first && last <= youngest.Access.Last ? youngest : null;
    }

    static Access Part(Access pair, int offset) => new(pair.First + (ulong)offset, PairBytes / 2, 0, 0);

    bool IsTwo(Access load) => core.Forwarding.PairHalves && load.Bytes == PairBytes;

    Supply Of(Access access, IReadOnlyList<Flight> older)
    {
        var missing = new HashSet<ulong>();
        for (var at = access.First; at <= access.Last; at++)
            missing.Add(at);

        var suppliers = new List<Flight>();
        foreach (var store in older.Reverse().Where(flight => flight.IsStore && flight.Drained is null))
        {
            var found = missing.Where(at => store.Access!.First <= at && at <= store.Access.Last).ToList();
            if (found.Count == 0)
                continue;
            suppliers.Add(store);
            missing.ExceptWith(found);
        }

        if (suppliers.Count == 0)
            return new Supply(suppliers, SupplyOutcome.Cache);
        if (!CanCombine(access, suppliers, missing.Count))
            return new Supply(suppliers, SupplyOutcome.Blocked);
        return suppliers.Any(store => store.IsRelease) && !core.Forwarding.FromRelease
            ? new Supply(suppliers, SupplyOutcome.ReleaseInTheWay)
            : new Supply(suppliers, SupplyOutcome.Forwarded);
    }

    /// <summary>When the stores let the load have its data; null if not known yet, 0 if they have no say.</summary>
    /// <param name="load">A load with what <see cref="Of(Flight, IReadOnlyList{Flight})"/> found.</param>
    /// <param name="knownAt">The cycle in which a store has address and data.</param>
    public long? DataAt(Flight load, Func<Flight, long?> knownAt)
    {
        var parts = load.Supplies.Select((supply, half) => DataAt(supply, load.Access!.Bytes == PairBytes ? core.Forwarding.ExtraPair : 0, Crossing(load, half), knownAt)).ToList();
        return parts.Contains(null) ? null : parts.Max();
    }

    // Of a pair on some cores each half by itself.
    int Crossing(Flight load, int half)
    {
        var access = load.Supplies.Count == 2 ? Part(load.Access!, half * PairBytes / 2) : load.Access!;
        return Crosses(access) ? core.Forwarding.ExtraCrossing : 0;
    }

    bool Crosses(Access load) => load.First / (ulong)core.Memory.L1D.LineBytes != load.Last / (ulong)core.Memory.L1D.LineBytes;

    long? DataAt(Supply supply, int extra, int crossing, Func<Flight, long?> knownAt) => supply.Outcome switch
    {
        SupplyOutcome.Cache => 0,
        SupplyOutcome.Chained => supply.Stores[0].DataAt + core.Ordering.AtomicChainCycles,
        SupplyOutcome.Forwarded => Latest(supply.Stores, knownAt)
            + core.Forwarding.Latency + (core.Forwarding.ExtraPerStore * (supply.Stores.Count - 1)) + extra + crossing,
        SupplyOutcome.ReleaseInTheWay => Latest(supply.Stores, store => store.Drained) + AfterDrain(core.Forwarding.ReleaseLatency) + crossing,
        _ => Latest(supply.Stores, store => store.Drained) + AfterDrain(core.Forwarding.FailLatency) + crossing,
    };

    bool CanCombine(Access load, List<Flight> suppliers, int missingBytes)
    {
        if (missingBytes > 0 && !core.Forwarding.Partial)
            return false;
        var crosses = Crosses(load);
        if (crosses && core.Forwarding.RefusesCrossing)
            return false;
        if (suppliers.Count == 1)
            return true;
        if (crosses && !core.Forwarding.AcrossLines)
            return false;
        return core.Forwarding.MultipleStores switch
        {
            MultipleStores.Any => true,
            MultipleStores.ExactHalves => suppliers.Count == 2 && suppliers.All(store => IsHalf(store.Access!, load)),
            _ => false,
        };
    }

    // In order, drain counts from issue; out of order, from retirement one cycle later.
    long AfterDrain(int latency) => Math.Max(0, latency - (core.BackEnd.Window is null ? 0 : 1) - core.BackEnd.DrainCycles);

    static bool IsHalf(Access store, Access load) =>
        store.Bytes * 2 == load.Bytes && (store.First == load.First || store.First == load.First + (ulong)store.Bytes);

    static long? Latest(IReadOnlyList<Flight> stores, Func<Flight, long?> cycle) =>
        stores.Any(store => cycle(store) is null) ? null : stores.Max(store => cycle(store)!.Value);
}
