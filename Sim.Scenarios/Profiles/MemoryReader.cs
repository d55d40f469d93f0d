using System.Numerics;
using Sim.Core.Machine;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>Reads caches, TLBs and main memory of a core file.</summary>
sealed class MemoryReader(ProfileValues values)
{
    public MemoryLevels Read()
    {
        var load = values.Integer("memory.load_latency", 1, 10);
        var pointer = values.Integer("memory.pointer_latency", 1, 10);
        values.Require(pointer <= load || load == 0, "memory.pointer_latency", "must not be above memory.load_latency");
        var page = (int)values.Measured("memory.page", Quantity.Sizes, 4_096, 65_536);
        values.Require(page is 0 or 4_096 or 16_384 or 65_536, "memory.page", "must be 4 KiB, 16 KiB or 64 KiB");

        return new MemoryLevels(
            load,
            pointer,
            Cache("memory.l1i", latency: 0),
            Cache("memory.l1d", load),
            Cache("memory.l2", latency: null),
            values.Has("memory.l3") ? Cache("memory.l3", latency: null) : null,
            values.Integer("memory.outstanding_misses", 1, 256),
            values.Measured("memory.dram", Quantity.Durations, 1, 1_000),
            values.Integer("memory.itlb_entries", 1, 1_024),
            values.Integer("memory.dtlb_entries", 1, 1_024),
            Tlb(),
            values.Integer("memory.walk_cycles", 1, 500),
            page);
    }

    // First-level latencies are not the cache's own: the front end's depth, and the load latency.
    CacheLevel Cache(string path, int? latency)
    {
        var level = new CacheLevel(
            (long)values.Measured($"{path}.size", Quantity.Sizes, 256, 1L << 34),
            values.Integer($"{path}.ways", 1, 64),
            (int)values.Measured($"{path}.line", Quantity.Sizes, 16, 256),
            latency ?? values.Integer($"{path}.latency", 1, 1_000));
        if (level.LineBytes > 0)
            values.Require(BitOperations.IsPow2(level.LineBytes), $"{path}.line", "must be a power of two");
        if (level.LineBytes > 0)
            values.RequireSets($"{path}.size", level.SizeBytes / level.LineBytes, level.Ways);
        return level;
    }

    TlbLevel Tlb()
    {
        var tlb = new TlbLevel(
            values.Integer("memory.l2_tlb.entries", 1, 1 << 16),
            values.Integer("memory.l2_tlb.ways", 1, 64),
            values.Integer("memory.l2_tlb.hit_cycles", 0, 100));
        values.RequireSets("memory.l2_tlb.entries", tlb.Entries, tlb.Ways);
        return tlb;
    }
}
