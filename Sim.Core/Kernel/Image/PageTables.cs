using System.Buffers.Binary;
using Sim.Core.Units;

namespace Sim.Core.Kernel.Image;

/// <summary>Page tables of a kernel, read from the physical memory of its image.</summary>
/// <param name="memory">Physical memory.</param>
/// <param name="format">Shape of the tables.</param>
/// <param name="root">Physical address of the first level's table.</param>
public sealed class PageTables(PhysicalMemory memory, PageTableFormat format, PhysicalAddress root)
{
    const ulong Valid = 1;
    const ulong TableOrPage = 2;

    /// <summary>Shape of the tables.</summary>
    public PageTableFormat Format => format;

    /// <summary>Physical address of the first level's table.</summary>
    public PhysicalAddress Root => root;

    /// <summary>Called with the physical address of each descriptor that a walk reads; null if that interests no one.</summary>
    public Action<PhysicalAddress>? Walked { get; set; }

    /// <summary>The physical address that maps <paramref name="virtualAddress"/>; null where nothing is mapped or the image lacks a table.</summary>
    /// <remarks>A walk ends after as many levels as the format has, whatever the tables say.</remarks>
    public PhysicalAddress? PhysicalOf(Address virtualAddress)
    {
        var address = virtualAddress.Value;
        if (address >> format.VirtualBits != ulong.MaxValue >> format.VirtualBits)
            return null;
        Span<byte> bytes = stackalloc byte[8];
        var table = root;
        for (var level = format.Levels - 1; level >= 0; level--)
        {
            var shift = format.PageShift + (level * format.LevelBits);
            var width = Math.Min(format.LevelBits, format.VirtualBits - shift);
            var entry = table + ((address >> shift & ((1UL << width) - 1)) * 8);
            if (!memory.TryRead(entry, bytes))
                return null;
            Walked?.Invoke(entry);
            var descriptor = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            if ((descriptor & Valid) == 0)
                return null;
            var isTable = (descriptor & TableOrPage) != 0;
            if (level == 0 ? !isTable : !isTable && shift > MostBlockShift)
                return null;
            table = format.AddressIn(descriptor);
            if (level == 0 || !isTable)
            {
                var offset = (1UL << shift) - 1;
                return new(table.Value & ~offset | address & offset);
            }
        }

        return null;
    }

    // The largest block of each page size: 1 GiB (512 GiB with LPA2), 32 MiB (64 GiB), 512 MiB (4 TiB).
    int MostBlockShift => format.PageShift switch
    {
        12 => format.HasLpa2 ? 39 : 30,
        14 => format.HasLpa2 ? 36 : 25,
        _ => 42,
    };
}
