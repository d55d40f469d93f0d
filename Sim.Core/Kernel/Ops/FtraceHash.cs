using System.Numerics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Layout;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Kernel.Ops;

/// <summary>A <c>struct ftrace_hash</c> in simulated memory: a set of function addresses, as filters are kept.</summary>
public static class FtraceHash
{
    // FTRACE_HASH_MAX_BITS.
    const int MaxBits = 12;

    // GOLDEN_RATIO_64 of the kernel's hash_long().
    const ulong GoldenRatio = 0x61C8_8646_80B5_83EB;

    /// <summary>Builds the hash of <paramref name="functions"/> (callsite addresses) and returns its address.</summary>
    public static ulong Build(GuestMemory memory, Slab slab, StructureLayout layout, IReadOnlyCollection<ulong> functions)
    {
        var bits = Math.Min(BitOperations.Log2((uint)(functions.Count / 2)) + (functions.Count / 2 > 0 ? 1 : 0), MaxBits);
        var hash = slab.Allocate(layout.HashBytes);
        var buckets = slab.Allocate(8 << bits);
        memory.Write(hash + (ulong)layout.HashSizeBits, (ulong)bits, 8);
        memory.Write(hash + (ulong)layout.HashBuckets, buckets, 8);
        memory.Write(hash + (ulong)layout.HashCount, (ulong)functions.Count, 8);
        foreach (var function in functions)
        {
            var entry = slab.Allocate(layout.EntryBytes);
            var bucket = buckets + (8 * BucketOf(function, bits));
            memory.Write(entry + (ulong)layout.EntryIp, function, 8);
            memory.Write(entry + (ulong)layout.EntryNext, memory.Read(bucket, 8), 8);
            memory.Write(bucket, entry, 8);
        }

        return hash;
    }

    static ulong BucketOf(ulong function, int bits) => bits == 0 ? 0 : (function * GoldenRatio) >> (64 - bits);
}
