using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Kernel.Layout;

/// <summary>What the kernel writes its own text through: the fixmap's page for it, and the page tables that say where a module's text is.</summary>
/// <remarks>
/// Text is mapped read-only; a writer maps the page a second time. Physical memory is laid out as text is virtually, so that one offset leads from
/// one to the other.
/// </remarks>
/// <source key="debian-linux-image">Addresses of 6.1; those of 6.12 are others, which changes no instruction.</source>
public static class TextMappings
{
    /// <summary>After the fixmap, and the index of its page for patching.</summary>
    public const ulong FixmapTop = 0xffff_fbff_fe00_0000;
    public const int TextPokeIndex = 0x402;

    /// <summary>After the last index of the fixmap.</summary>
    public const int FixmapEnd = 0x5cf;

    /// <summary>Virtual less physical addresses of text.</summary>
    public const ulong TextOffset = 0xffff_8000_0000_0000;

    /// <summary>Virtual less physical addresses of the linear map, where page tables are.</summary>
    public const ulong LinearOffset = 0xffff_0000_0000_0000;

    const int PageBytes = 4096;
    const int PageBits = 12;
    const int IndexBits = 9;
    const int Levels = 4;

    // Valid, and a table or a page.
    const ulong Descriptor = 3;

    /// <summary>Adds the fixmap's table and the variables that patching asks, and makes the fixmap's page one of text.</summary>
    /// <param name="memory">Where they go.</param>
    /// <param name="slab">Allocates page tables.</param>
    /// <param name="data">Takes the symbols.</param>
    public static void Add(GuestMemory memory, Slab slab, KernelData data)
    {
        var page = FixmapTop - (ulong)(TextPokeIndex << PageBits);
        var table = data.Add("bm_pte", PageBytes);
        memory.MapThroughEntry(page, table + EntryOf(page, Levels - 1), TextOffset);

        memory.Write(data.Add("kimage_voffset", 8), TextOffset, 8);
        data.Add("memstart_addr", 8);
        memory.Write(data.Add("arm64_use_ng_mappings", 1), 1, 1);

        memory.Write(data.Add("init_mm_pgd", 8), slab.Allocate(PageBytes), 8);
    }

    /// <summary>Puts the pages of <paramref name="addresses"/>, in modules' text, into the page tables.</summary>
    public static void MapModule(GuestMemory memory, Slab slab, KernelData data, IEnumerable<ulong> addresses)
    {
        var top = memory.Read(data.Symbols["init_mm_pgd"], 8);
        foreach (var page in addresses.Select(address => address & ~(ulong)(PageBytes - 1)).Distinct())
            MapPage(memory, slab, top, page);
    }

    static void MapPage(GuestMemory memory, Slab slab, ulong table, ulong page)
    {
        for (var level = 0; level < Levels - 1; level++)
        {
            var entry = table + EntryOf(page, level);
            if (memory.Read(entry, 8) == 0)
                memory.Write(entry, (slab.Allocate(PageBytes) - LinearOffset) | Descriptor, 8);
            table = (memory.Read(entry, 8) & ~(ulong)(PageBytes - 1)) + LinearOffset;
        }

        memory.Write(table + EntryOf(page, Levels - 1), (page - TextOffset) | Descriptor, 8);
    }

    // Offset of an address's entry in the table of a level, the top one being 0.
    static ulong EntryOf(ulong address, int level) =>
        ((address >> (PageBits + (IndexBits * (Levels - 1 - level)))) & ((1 << IndexBits) - 1)) * 8;
}
