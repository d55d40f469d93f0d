using Sim.Core.Machine;
using Sim.Core.Machine.Caches;

namespace Sim.Tests.Machine.Oracle;

/// <summary>What caches and TLBs answer, asked in program order (docs/model.md, "Fetch" and "Accesses").</summary>
sealed class CacheOutcomes(CoreProfile core)
{
    readonly MemoryLevels _memory = core.Memory;
    readonly SetAssociative _l1i = Tags(core.Memory.L1I);
    readonly SetAssociative _l1d = Tags(core.Memory.L1D);
    readonly SetAssociative _l2 = Tags(core.Memory.L2);
    readonly SetAssociative? _l3 = core.Memory.L3 is { } l3 ? Tags(l3) : null;
    readonly SetAssociative _itlb = new(core.Memory.ItlbEntries, core.Memory.ItlbEntries);
    readonly SetAssociative _dtlb = new(core.Memory.DtlbEntries, core.Memory.DtlbEntries);
    readonly SetAssociative _l2Tlb = new(core.Memory.L2Tlb.Entries, core.Memory.L2Tlb.Ways);
    ulong? _fetchLine;

    /// <summary>Whether the instruction at <paramref name="address"/> is in another line than the one fetched last.</summary>
    public bool BeginsLine(ulong address) => address / (ulong)_memory.L1I.LineBytes != _fetchLine;

    /// <summary>Cycles by which fetching the instruction at <paramref name="address"/> is delayed.</summary>
    public int Fetch(ulong address)
    {
        var line = address / (ulong)_memory.L1I.LineBytes;
        if (line == _fetchLine)
            return 0;
        _fetchLine = line;
        var translation = Translate(_itlb, address);
        return translation + (_l1i.Access(line) ? 0 : BehindL1(address));
    }

    /// <summary>Cycles that an access takes.</summary>
    public int Data(ulong first, int bytes, int hitCycles)
    {
        var last = first + (ulong)bytes - 1;
        var cycles = Byte(first, hitCycles, asksTlb: true);
        var (line, page) = ((ulong)_memory.L1D.LineBytes, (ulong)_memory.PageBytes);
        if (first / line != last / line)
            cycles = Math.Max(cycles, Byte(last, hitCycles, asksTlb: first / page != last / page));
        return cycles;
    }

    int Byte(ulong address, int hitCycles, bool asksTlb)
    {
        var translation = asksTlb ? Translate(_dtlb, address) : 0;
        return translation + (_l1d.Access(address / (ulong)_memory.L1D.LineBytes)
            ? hitCycles
            : BehindL1(address) + Math.Max(hitCycles - _memory.LoadLatency, 0));
    }

    int BehindL1(ulong address)
    {
        if (_l2.Access(address / (ulong)_memory.L2.LineBytes))
            return _memory.L2.Latency;
        if (_l3 is { } l3 && l3.Access(address / (ulong)_memory.L3!.LineBytes))
            return _memory.L3.Latency;
        return (int)Math.Round(_memory.DramNs * core.Clock.Hertz / 1e9);
    }

    int Translate(SetAssociative first, ulong address)
    {
        var page = address / (ulong)_memory.PageBytes;
        if (first.Access(page))
            return 0;
        return _l2Tlb.Access(page) ? _memory.L2Tlb.HitCycles : _memory.WalkCycles;
    }

    static SetAssociative Tags(CacheLevel level) => new(level.SizeBytes / level.LineBytes, level.Ways);
}
