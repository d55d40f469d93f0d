using System.Runtime.CompilerServices;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Pipeline;

/// <summary>Stores on their way to the L1D, and the rules by which younger loads may take their data.</summary>
/// <param name="rules">Which stores a load may take its bytes from, and when.</param>
/// <param name="entries">Stores in flight, 1 or more.</param>
/// <param name="lineBytes">Line of the L1D.</param>
/// <param name="issueToDrain">Cycles from a store's issue to its arrival in the L1D, where nothing delays it.</param>
/// <param name="atomicChain">Cycles from the data of an atomic in flight to that of the next, at most.</param>
public struct StoreQueue(StoreForwarding rules, int entries, int lineBytes, int issueToDrain, int atomicChain = 0)
{
    /// <summary>A store in flight.</summary>
    /// <param name="Address">First byte.</param>
    /// <param name="Bytes">Length.</param>
    /// <param name="Ready">Cycle in which address and data are known.</param>
    /// <param name="Drain">Cycle in which it has reached the L1D.</param>
    /// <param name="Release">True for a store-release.</param>
    /// <param name="Atomic">True for the store of an atomic, whose data is there a cycle after it is ready.</param>
    public readonly record struct Entry(ulong Address, int Bytes, long Ready, long Drain, bool Release, bool Atomic = false);

    // Only accesses of several SIMD registers, up to 64 bytes, are longer than a block. Many blocks share a place of the filter.
    const int BlockBits = 4;
    const int BlockBytes = 1 << BlockBits;
    const int FilterPlaces = 1 << 10;
    const int PairBytes = 16;

    readonly PinnedArray<Entry> _ring = PinnedArrays.Take<Entry>(entries);
    readonly ulong _lineMask = ~((ulong)lineBytes - 1);

    // When the youngest store to a block drains: stores drain in order, so none to it is in flight after that.
    readonly PinnedArray<long> _filter = PinnedArrays.Take<long>(FilterPlaces);

    // What a refused load waits after the drain, so that a store and a load in isolation take the profile's latency.
    readonly int _afterDrain = Math.Max(rules.FailLatency - issueToDrain, 0);
    readonly int _afterRelease = Math.Max(rules.ReleaseLatency - issueToDrain, 0);
    uint _next;
    long _lastDrain;

    /// <summary>Loads, or halves of them, that overlapped a store in flight.</summary>
    public long Overlaps { readonly get; private set; }

    /// <summary>Loads that overlapped a store in flight and could not be forwarded.</summary>
    public long Failures { readonly get; private set; }

    /// <summary>The last of them waited until this cycle, in which the youngest of its stores drained.</summary>
    public long RefusedUntil { readonly get; private set; }

    /// <summary>True if only a store-release was in the way of it.</summary>
    public bool RefusedByRelease { readonly get; private set; }

    /// <summary>Cycle in which the oldest entry drains: the next store needs its place.</summary>
    public readonly long OldestDrain => _ring[_next].Drain;

    /// <summary>Gives its places back. Not to be used any more.</summary>
    public readonly void GiveBack()
    {
        _ring.GiveBack();
        _filter.GiveBack();
    }

    /// <summary>Puts in a store that is younger than all others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(in Entry store)
    {
        _ring[_next] = store;
        _lastDrain = store.Drain;
        var next = _next + 1;
        _next = next == entries ? 0 : next;
        DrainOf(store.Address) = DrainOf(store.Address + (uint)store.Bytes - 1) = store.Drain;
        for (var offset = BlockBytes; offset < store.Bytes; offset += BlockBytes)
            DrainOf(store.Address + (uint)offset) = store.Drain;
    }

    /// <summary>The youngest store is that of an atomic.</summary>
    public void MarkAtomic()
    {
        ref var youngest = ref _ring[IndexOf(0)];
        youngest = youngest with { Atomic = true };
    }

    /// <summary>When the data of an atomic with release is there whose store is the youngest in flight to these bytes, and has all of them; 0 if there is none.</summary>
    public readonly long AtomicReleased(ulong address, int bytes, long issue)
    {
        for (var age = 0; age < entries && _ring[IndexOf(age)] is var store && store.Drain > issue; age++)
        {
            if (BytesOf(store, address, bytes) is var found and not 0)
                return store is { Atomic: true, Release: true } && found == BitsOf(bytes) ? store.Ready + 1 : 0;
        }

        return 0;
    }

    /// <summary>
    /// When a load that issues in <paramref name="issue"/> and would have its data from the cache in <paramref name="fromCache"/> has it,
    /// given the stores in flight.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long DataReady(ulong address, int bytes, long issue, long fromCache) =>
        _lastDrain <= issue || (DrainOf(address) <= issue && DrainOf(address + (uint)bytes - 1) <= issue
            && (bytes <= BlockBytes || IsFreeInside(address, bytes, issue)))
            ? fromCache
            : InFlight(address, bytes, issue, fromCache);

    /// <summary>Appends number and contents of the entries that have not drained by <paramref name="now"/>, youngest first.</summary>
    /// <remarks>
    /// No load searches before <paramref name="now"/>, and none looks at what has drained by then; a store waits for a place in the queue only until
    /// that drains. Data is forwarded some cycles after it was ready, the more stores it comes from the later: only a ready time so long ago that even
    /// then the load's own time is later does not matter. The filter and its shortcut follow from the entries in flight.
    /// </remarks>
    public readonly void AppendState(long now, List<long> state)
    {
        var longestForward = Math.Max(rules.Latency + rules.ExtraPair + rules.ExtraCrossing + ((entries - 1) * rules.ExtraPerStore), atomicChain + 1);
        var count = state.Count;
        state.Add(0);
        for (var age = 0; age < entries && _ring[IndexOf(age)] is var store && store.Drain > now; age++)
        {
            state.AddRange([(long)store.Address, store.Bytes, Math.Max(store.Ready - now, -longestForward), store.Drain - now, (store.Release ? 1 : 0) + (store.Atomic ? 2 : 0)]);
            state[count]++;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    long InFlight(ulong address, int bytes, long issue, long fromCache) => bytes != PairBytes ? Search(address, bytes, issue, fromCache, 0)
        : rules.PairHalves ? SearchHalves(address, issue, fromCache)
        : Search(address, bytes, issue, fromCache, rules.ExtraPair);

    // The later half counts, also for why it was late.
    long SearchHalves(ulong address, long issue, long fromCache)
    {
        var before = Failures;
        var first = Search(address, PairBytes / 2, issue, fromCache, rules.ExtraPair);
        var (refused, why) = (Failures > before, (RefusedUntil, RefusedByRelease));
        var second = Search(address + (PairBytes / 2), PairBytes / 2, issue, fromCache, rules.ExtraPair);
        if (refused && first >= second)
            (RefusedUntil, RefusedByRelease) = why;
        Failures = Math.Min(Failures, before + 1);
        return Math.Max(first, second);
    }

    long Search(ulong address, int bytes, long issue, long fromCache, int extra)
    {
        var missing = BitsOf(bytes);
        var (stores, ready, drain, release, halves) = (0, 0L, 0L, false, true);

        // Youngest first: for each byte the youngest store to it counts. Stores drain in order, so the first drained one ends the search.
        for (var age = 0; age < entries && missing != 0; age++)
        {
            ref readonly var store = ref _ring[IndexOf(age)];
            if (store.Drain <= issue)
                break;
            var found = BytesOf(store, address, bytes) & missing;
            if (found == 0)
                continue;
            missing &= ~found;
            stores++;
            ready = Math.Max(ready, store.Ready);
            drain = Math.Max(drain, store.Drain);
            release |= store.Release;
            halves &= store.Bytes * 2 == bytes && (store.Address == address || store.Address == address + (uint)store.Bytes);
        }

        if (stores == 0)
            return fromCache;
        Overlaps++;
        var crossesLine = ((address ^ (address + (uint)bytes - 1)) & _lineMask) != 0;
        var combines = MayCombine(stores, missing != 0, halves, crossesLine);
        var crossing = crossesLine ? rules.ExtraCrossing : 0;
        if (combines && (rules.FromRelease || !release))
            return Math.Max(fromCache, ready + rules.Latency + ((stores - 1) * rules.ExtraPerStore) + extra + crossing);
        Failures++;
        (RefusedUntil, RefusedByRelease) = (drain, combines);
        return Math.Max(fromCache, drain + (combines ? _afterRelease : _afterDrain) + crossing);
    }

    readonly bool MayCombine(int stores, bool partial, bool halves, bool crossesLine)
    {
        if ((partial && !rules.Partial) || (crossesLine && rules.RefusesCrossing))
            return false;
        if (stores == 1)
            return true;
        if (crossesLine && !rules.AcrossLines)
            return false;
        return rules.MultipleStores == MultipleStores.Any || (rules.MultipleStores == MultipleStores.ExactHalves && halves && stores == 2);
    }

    // No store to a block between the first and the last one is in flight.
    [MethodImpl(MethodImplOptions.NoInlining)]
    readonly bool IsFreeInside(ulong address, int bytes, long issue)
    {
        for (var offset = BlockBytes; offset < bytes; offset += BlockBytes)
        {
            if (DrainOf(address + (uint)offset) > issue)
                return false;
        }

        return true;
    }

    // A bit for each byte of an access of 1 to 64.
    static ulong BitsOf(int bytes) => ulong.MaxValue >> (64 - bytes);

    // Bit n: byte n of the load is in the store.
    static ulong BytesOf(in Entry store, ulong address, int bytes)
    {
        var from = (long)(store.Address - address);
        if (from <= -store.Bytes || from >= bytes)
            return 0;
        var stored = BitsOf(store.Bytes);
        return from >= 0 ? stored << (int)from : stored >> (int)-from;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly ref long DrainOf(ulong address) =>
        ref _filter[(nuint)((address >> BlockBits) & (FilterPlaces - 1))];

    readonly uint IndexOf(int age) => (_next + (2 * (uint)entries) - 1 - (uint)age) % (uint)entries;
}
