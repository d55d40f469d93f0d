using System.Numerics;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Probes;

/// <summary>Circles of pointers in memory, one to a line: a load that follows them waits for the load before it.</summary>
static class PointerChain
{
    const ulong Seed = 2023;

    /// <summary>Links <paramref name="addresses"/> to a circle in their order.</summary>
    public static void Link(GuestMemory memory, IReadOnlyList<ulong> addresses)
    {
        for (var i = 0; i < addresses.Count; i++)
        {
            memory.Map(addresses[i], 8);
            memory.Write(addresses[i], addresses[i + 1 < addresses.Count ? i + 1 : 0], 8);
        }
    }

    /// <summary>
    /// Every line of <paramref name="bytes"/> bytes: the pages in a random order, and the lines of each in a random order before the next page,
    /// so that a translation serves as many lines as it can.
    /// </summary>
    /// <param name="bytes">How much to go through.</param>
    /// <param name="memory">Lines and pages.</param>
    /// <param name="color">Which parts of memory to use. Null: one piece.</param>
    public static List<ulong> PageByPage(long bytes, MemoryLevels memory, PageColor? color = null)
    {
        var random = new Permutation(Seed);
        var (lineBytes, pageBytes) = (LineBytes(memory), memory.PageBytes);
        var (lines, linesPerPage) = ((int)(bytes / lineBytes), pageBytes / lineBytes);
        List<ulong> addresses = new(lines);
        foreach (var page in random.Of((lines + linesPerPage - 1) / linesPerPage))
        {
            var first = page * linesPerPage;
            foreach (var line in random.Of(Math.Min(linesPerPage, lines - first)))
            {
                var offset = (long)(first + line) * lineBytes;
                addresses.Add(Bench.Data + (ulong)(color?.Place(offset) ?? offset));
            }
        }

        return addresses;
    }

    /// <summary>One line in each of so many pages, in a random order; the lines use the sets of all caches as evenly as dense ones do.</summary>
    public static List<ulong> LinePerPage(int pages, MemoryLevels memory)
    {
        var (lineBytes, pageBytes) = (LineBytes(memory), memory.PageBytes);
        var linesPerPage = pageBytes / lineBytes;
        var pagesPerWay = Math.Max(1, (int)(memory.L1D.SizeBytes / memory.L1D.Ways / pageBytes));

        // Line by line until each set of the L1D has one; then again, but a line further, for caches with more sets.
        return [.. new Permutation(Seed).Of(pages).Select(page => Bench.Data + ((ulong)page * (ulong)pageBytes)
            + (ulong)((page / pagesPerWay) + (page / pagesPerWay / linesPerPage)) % (ulong)linesPerPage * (ulong)lineBytes)];
    }

    /// <summary>
    /// Lines of one set in every cache, more of them than any has ways: a circle of them misses everywhere, small as it is. Their number is a
    /// power of two, their distance <see cref="SetStride"/>.
    /// </summary>
    public static List<ulong> Evicting(MemoryLevels memory, ulong offset)
    {
        var lines = (int)BitOperations.RoundUpToPowerOf2((uint)CachesOf(memory).Max(cache => cache.Ways) + 1);
        return [.. Enumerable.Range(0, lines).Select(line => Bench.Data + offset + ((ulong)line * SetStride(memory)))];
    }

    /// <summary>The longest line of all data caches: a second access to it would hit.</summary>
    public static int LineBytes(MemoryLevels memory) => CachesOf(memory).Max(cache => cache.LineBytes);

    /// <summary>Distance of lines that share their set in every cache.</summary>
    public static ulong SetStride(MemoryLevels memory) =>
        (ulong)CachesOf(memory).Max(cache => cache.SizeBytes / cache.Ways);

    static IEnumerable<CacheLevel> CachesOf(MemoryLevels memory) => [memory.L1D, memory.L2, memory.L3 ?? memory.L2];
}
