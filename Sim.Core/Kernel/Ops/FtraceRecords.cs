using System.Numerics;
using Sim.Core.Kernel.Layout;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Kernel.Ops;

/// <summary>A <c>struct dyn_ftrace</c> per traceable function, in simulated memory: groups of pages, in the order in which all are walked.</summary>
/// <remarks>The image's functions come first, sorted by address, then those of each module in the order of loading.</remarks>
/// <source key="debian-linux-image">Layout of both structures; how pages are requested by general kernel knowledge: as many as a power of two allows.</source>
public static class FtraceRecords
{
    public const int RecordBytes = 16;
    public const int RecordShift = 4;
    public const int RecordIp = 0;
    public const int RecordFlags = 8;

    /// <summary><c>struct ftrace_page</c>, which leads a group.</summary>
    public const int GroupBytes = 24;
    public const int GroupNext = 0;
    public const int GroupRecords = 8;
    public const int GroupIndex = 16;

    const int PageBytes = 4096;
    const int RecordsPerPage = PageBytes / RecordBytes;

    /// <summary>Names for these in routines.</summary>
    public static IReadOnlyDictionary<string, long> Constants { get; } = new Dictionary<string, long>
    {
        ["REC_SHIFT"] = RecordShift,
        ["REC_IP"] = RecordIp,
        ["REC_FLAGS"] = RecordFlags,
        ["PG_NEXT"] = GroupNext,
        ["PG_RECORDS"] = GroupRecords,
        ["PG_INDEX"] = GroupIndex,
    };

    /// <summary>Allocates and fills the records, without users, and returns the address of the first group.</summary>
    /// <param name="memory">Where they go.</param>
    /// <param name="slab">What allocates them.</param>
    /// <param name="objects">Callsite addresses by object, ascending in each: those of the image, then those of each module.</param>
    public static ulong Build(GuestMemory memory, Slab slab, IReadOnlyList<IReadOnlyList<ulong>> objects)
    {
        var (first, last) = (0ul, 0ul);
        foreach (var callsites in objects)
        {
            for (var done = 0; done < callsites.Count;)
            {
                var left = callsites.Count - done;
                var order = BitOperations.Log2((uint)((left + RecordsPerPage - 1) / RecordsPerPage));
                var count = Math.Min(left, RecordsPerPage << order);
                var group = NewGroup(memory, slab, order, callsites, done, count);
                if (last == 0)
                    first = group;
                else
                    memory.Write(last + GroupNext, group, 8);
                (last, done) = (group, done + count);
            }
        }

        return first;
    }

    static ulong NewGroup(GuestMemory memory, Slab slab, int order, IReadOnlyList<ulong> callsites, int from, int count)
    {
        var group = slab.Allocate(GroupBytes);
        var records = slab.Allocate(PageBytes << order);
        memory.Write(group + GroupRecords, records, 8);
        memory.Write(group + GroupIndex, (ulong)count, 4);
        for (var index = 0; index < count; index++)
            memory.Write(records + (ulong)(index * RecordBytes) + RecordIp, callsites[from + index], 8);
        return group;
    }
}
