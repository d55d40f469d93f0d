using Sim.Core.Machine.Caches;

namespace Sim.Core.Machine.Pipeline;

/// <summary>Event counts of a core since its start: observation only, nothing depends on them.</summary>
/// <remarks>Laid out as one array so that counts subtract and scale: the cycles of a period are a difference of two readings.</remarks>
public sealed class CoreCounts(int regions)
{
    /// <summary>Kinds of marks: events that whoever runs the core counts with its own, so that they repeat with them.</summary>
    public const int Marks = 4;

    const int FirstMark = 10;
    const int Fixed = FirstMark + Marks;

    readonly long[] _counts = new long[Fixed + (2 * regions)];

    /// <summary>Counts as they were read: see <see cref="Words"/>.</summary>
    public CoreCounts(int regions, ReadOnlySpan<long> words)
        : this(regions) => words.CopyTo(_counts);

    /// <summary>All counts in one row.</summary>
    public ReadOnlySpan<long> Words => _counts;

    /// <summary>Number of regions that cycles are charged to.</summary>
    public int Regions => regions;

    /// <summary>Cycle in which the last instruction retired.</summary>
    public long Cycles { get => _counts[0]; set => _counts[0] = value; }

    public long BranchMispredicts { get => _counts[1]; set => _counts[1] = value; }

    public long L1IMisses => _counts[2];

    public long L1DMisses => _counts[3];

    public long L2Misses => _counts[4];

    public long ItlbMisses => _counts[5];

    public long DtlbMisses => _counts[6];

    public long ForwardingFailures => _counts[7];

    /// <summary>Cycles in which others had the core: charged to no region.</summary>
    public long OthersCycles { get => _counts[8]; set => _counts[8] = value; }

    /// <summary>Cycles from the retirement of what took or returned from an exception to the end of its cost: charged to no region.</summary>
    public long ExceptionCycles { get => _counts[9]; set => _counts[9] = value; }

    /// <summary>How often <see cref="Mark"/> was called for this kind.</summary>
    public long Marked(int kind) => _counts[FirstMark + kind];

    /// <summary>Counts an event of this kind, 0 to below <see cref="Marks"/>.</summary>
    public void Mark(int kind) => _counts[FirstMark + kind]++;

    /// <summary>Cycles charged to a region: those between the retirement of the instruction before and its own.</summary>
    public long RegionCycles(int region) => _counts[Fixed + (2 * region)];

    /// <summary>Instructions retired in a region.</summary>
    public long RegionInstructions(int region) => _counts[Fixed + (2 * region) + 1];

    /// <summary>Instructions retired in all regions.</summary>
    public long Instructions => Enumerable.Range(0, regions).Sum(RegionInstructions);

    /// <summary>Charges <paramref name="instructions"/> and their <paramref name="cycles"/> to <paramref name="region"/>.</summary>
    public void Charge(int region, long instructions, long cycles)
    {
        _counts[Fixed + (2 * region)] += cycles;
        _counts[Fixed + (2 * region) + 1] += instructions;
    }

    /// <summary>Charges <paramref name="cycles"/> in which nothing retired to <paramref name="region"/>.</summary>
    public void Wait(int region, long cycles) => _counts[Fixed + (2 * region)] += cycles;

    /// <summary>Takes over what caches and store queue counted.</summary>
    public void ReadMisses(in MemoryHierarchy caches, long forwardingFailures)
    {
        (_counts[2], _counts[3], _counts[4]) = (caches.L1IMisses, caches.L1DMisses, caches.L2Misses);
        (_counts[5], _counts[6], _counts[7]) = (caches.ItlbMisses, caches.DtlbMisses, forwardingFailures);
    }

    /// <summary>A copy that stays as it is.</summary>
    public CoreCounts Snapshot() => Plus(new CoreCounts(regions), 1);

    /// <summary>These counts plus <paramref name="times"/> times <paramref name="other"/>; negative to subtract.</summary>
    public CoreCounts Plus(CoreCounts other, long times)
    {
        var sum = new CoreCounts(regions);
        for (var i = 0; i < _counts.Length; i++)
            sum._counts[i] = _counts[i] + (times * other._counts[i]);
        return sum;
    }
}
