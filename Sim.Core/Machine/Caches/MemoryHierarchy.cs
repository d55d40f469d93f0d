using System.Numerics;
using System.Runtime.CompilerServices;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Caches;

/// <summary>Private caches and TLBs of one core, and what is beyond them: how long an access takes, by where its line and its translation are found.</summary>
/// <remarks>
/// Updated in program order. Left out: prefetchers, write-backs and coherence with other cores
/// (docs/model.md says what error each causes).
/// </remarks>
public struct MemoryHierarchy
{
    readonly SetAssociative _l1i, _l1d, _l2, _itlb, _dtlb, _l2Tlb;
    readonly Uncore _uncore;
    readonly int _lineShiftI, _lineShiftD, _lineShift2, _pageShift;
    readonly int _loadLatency, _l2Latency, _l2TlbCycles, _walkCycles;
    CycleRing _misses;
    long _lastMiss;

    // The pages that DTLB and ITLB looked up last: looking them up again changes nothing.
    ulong _dataPage = ulong.MaxValue, _codePage = ulong.MaxValue;

    /// <param name="core">The core's parameters.</param>
    /// <param name="uncore">Where what misses in the private levels is found.</param>
    public MemoryHierarchy(CoreProfile core, Uncore uncore)
    {
        _uncore = uncore;
        var memory = core.Memory;
        (_l1i, _lineShiftI) = Build(memory.L1I);
        (_l1d, _lineShiftD) = Build(memory.L1D);
        (_l2, _lineShift2) = Build(memory.L2);
        _itlb = new SetAssociative(memory.ItlbEntries, memory.ItlbEntries);
        _dtlb = new SetAssociative(memory.DtlbEntries, memory.DtlbEntries);
        _l2Tlb = new SetAssociative(memory.L2Tlb.Entries, memory.L2Tlb.Ways);
        _pageShift = BitOperations.Log2((uint)memory.PageBytes);
        _loadLatency = memory.LoadLatency;
        _l2Latency = memory.L2.Latency;
        _l2TlbCycles = memory.L2Tlb.HitCycles;
        _walkCycles = memory.WalkCycles;
        _misses = new CycleRing(memory.OutstandingMisses);
    }

    /// <summary>Misses since the start; observation only, no access depends on them.</summary>
    public long L1IMisses { readonly get; private set; }

    /// <inheritdoc cref="L1IMisses"/>
    public long L1DMisses { readonly get; private set; }

    /// <inheritdoc cref="L1IMisses"/>
    public long L2Misses { readonly get; private set; }

    /// <inheritdoc cref="L1IMisses"/>
    public long ItlbMisses { readonly get; private set; }

    /// <inheritdoc cref="L1IMisses"/>
    public long DtlbMisses { readonly get; private set; }

    /// <summary>Tag arrays of the private levels: for keeping and comparison.</summary>
    public readonly IEnumerable<StateTable> Tables => [_l1i.State, _l1d.State, _l2.State, _itlb.State, _dtlb.State, _l2Tlb.State];

    /// <summary>Cycles that fetch waits for the line of <paramref name="address"/>; 0 when L1I and ITLB have it.</summary>
    public int Fetch(ulong address)
    {
        var cycles = 0;
        var page = address >> _pageShift;
        if (page != _codePage)
        {
            _codePage = page;
            if (!_itlb.Access(page))
            {
                ItlbMisses++;
                cycles = TranslationCycles(page);
            }
        }

        if (!_l1i.Access(address >> _lineShiftI))
        {
            L1IMisses++;
            cycles += BeyondL1(address);
        }

        return cycles;
    }

    /// <summary>
    /// When a data access of <paramref name="bytes"/> bytes is done that starts in <paramref name="cycle"/> and would take
    /// <paramref name="hitCycles"/> in the L1D. An access across a line boundary takes as long as the slower of its halves. One that misses
    /// takes the latency of the level that has the line, and what its hit takes beyond a load's; it starts only when fewer misses than the core can have are in flight; their ends count as if they came in program order.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Access(long cycle, ulong address, int bytes, int hitCycles)
    {
        // Most accesses are to the line of their set and the page used last, and change nothing.
        var last = address + (uint)bytes - 1;
        if (!_l1d.IsFront(address >> _lineShiftD) || (address ^ last) >> _lineShiftD != 0)
            return LookUp(cycle, address, last, hitCycles);
        var page = address >> _pageShift;
        return page == _dataPage ? cycle + hitCycles : ChangePage(cycle, page, hitCycles);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    long ChangePage(long cycle, ulong page, int hitCycles)
    {
        var translation = Translate(page);
        return translation == 0 ? cycle + hitCycles : Wait(cycle, hitCycles + translation);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    long LookUp(long cycle, ulong address, ulong last, int hitCycles)
    {
        var cycles = AccessLine(address, hitCycles);
        if (address >> _lineShiftD != last >> _lineShiftD)
            cycles = Math.Max(cycles, AccessLine(last, hitCycles));
        return cycles == hitCycles ? cycle + cycles : Wait(cycle, cycles);
    }

    // A miss starts when fewer than the core can have are in flight.
    [MethodImpl(MethodImplOptions.NoInlining)]
    long Wait(long cycle, int cycles)
    {
        var done = Math.Max(cycle, _misses.Oldest) + cycles;
        _lastMiss = Math.Max(_lastMiss, done);
        _misses.Push(_lastMiss);
        return done;
    }

    // Cycles beyond those of a DTLB hit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int Translate(ulong page)
    {
        _dataPage = page;
        return _dtlb.Access(page) ? 0 : MissDtlb(page);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    int MissDtlb(ulong page)
    {
        DtlbMisses++;
        return TranslationCycles(page);
    }

    /// <summary>Empties <paramref name="parts"/>.</summary>
    public void Flush(ColdParts parts)
    {
        Clear(ColdParts.L1, _l1i, _l1d);
        Clear(ColdParts.L2, _l2);
        if ((parts & ColdParts.L3) != 0)
            _uncore.Clear();
        Clear(ColdParts.Tlbs, _itlb, _dtlb, _l2Tlb);
        (_dataPage, _codePage) = (ulong.MaxValue, ulong.MaxValue);

        void Clear(ColdParts part, params ReadOnlySpan<SetAssociative> structures)
        {
            foreach (var structure in (parts & part) != 0 ? structures : [])
                structure.Clear();
        }
    }

    /// <summary>Gives back what is not in <see cref="Tables"/>. Not to be used any more.</summary>
    public readonly void GiveBack()
    {
        _misses.GiveBack();
        foreach (var structure in (ReadOnlySpan<SetAssociative>)[_l1i, _l1d, _l2, _itlb, _dtlb, _l2Tlb])
            structure.GiveBack();
    }

    /// <summary>Other work reads <paramref name="lines"/> lines from <paramref name="data"/> and executes as many from <paramref name="code"/>; uncounted.</summary>
    public void Pollute(int lines, ulong data, ulong code)
    {
        var counts = (L1IMisses, L1DMisses, L2Misses, ItlbMisses, DtlbMisses);
        for (var line = 0ul; line < (ulong)lines; line++)
        {
            AccessLine(data + (line << _lineShiftD), 0);
            Fetch(code + (line << _lineShiftI));
        }

        (L1IMisses, L1DMisses, L2Misses, ItlbMisses, DtlbMisses) = counts;
    }

    /// <summary>Appends the misses in flight after <paramref name="now"/>.</summary>
    /// <remarks>
    /// A miss waits for the oldest one's end from its own start on, and no access starts before <paramref name="now"/>. The pages asked for last are the
    /// first ones of their TLBs, which the tables have.
    /// </remarks>
    public readonly void AppendState(long now, List<long> state) => _misses.AppendAfter(now, state);

    int AccessLine(ulong address, int hitCycles)
    {
        var cycles = hitCycles;
        if (!_l1d.Access(address >> _lineShiftD))
        {
            L1DMisses++;
            cycles = BeyondL1(address) + Math.Max(hitCycles - _loadLatency, 0);
        }

        return cycles + Translate(address >> _pageShift);
    }

    int BeyondL1(ulong address)
    {
        if (_l2.Access(address >> _lineShift2))
            return _l2Latency;
        L2Misses++;
        return _uncore.Access(address);
    }

    readonly int TranslationCycles(ulong page) => _l2Tlb.Access(page) ? _l2TlbCycles : _walkCycles;

    static (SetAssociative Tags, int LineShift) Build(CacheLevel level) =>
        (new SetAssociative(level.SizeBytes / level.LineBytes, level.Ways), BitOperations.Log2((uint)level.LineBytes));
}
