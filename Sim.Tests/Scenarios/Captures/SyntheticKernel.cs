using System.Buffers.Binary;
using System.Text;
using Sim.Core.Kernel.Image;

namespace Sim.Tests.Scenarios.Captures;

/// <summary>Memory of a machine with a kernel that a test makes up: page tables, VMCOREINFO, symbols, text and data at their virtual addresses.</summary>
sealed class SyntheticKernel
{
    /// <summary>Where physical memory begins.</summary>
    public const ulong FirstPhysical = 0x4000_0000;

    /// <summary>Where the kernel begins without KASLR; in the kernel half of 36 bits and more.</summary>
    public const ulong Linked = 0xffff_ffff_8000_0000;

    readonly SortedDictionary<ulong, byte[]> _pages = [];
    readonly PageTableFormat _format;
    readonly ulong _root;
    readonly Dictionary<ulong, ulong> _physical = [];
    readonly List<(ulong Address, char Kind, string Name)> _symbols = [];
    ulong _nextPhysical;
    ulong _nextVirtual;

    public SyntheticKernel(int pageBytes = 4096, int builtBits = 48, int? usedBits = null, ulong kaslr = 0)
    {
        (PageBytes, BuiltBits, UsedBits, Kaslr) = (pageBytes, builtBits, usedBits ?? builtBits, kaslr);
        _format = PageTableFormat.Of((ulong)pageBytes, UsedBits);
        _nextPhysical = FirstPhysical + 0x20_0000;
        _root = NewPage();
        _nextVirtual = Start = Linked + kaslr;
        // The root table is part of the kernel, too: mapped one to one after its start.
        Offset = Start - _root;
        MapPage(Start, _root);
        _nextVirtual += (ulong)PageBytes;
    }

    public int PageBytes { get; }

    public int BuiltBits { get; }

    public int UsedBits { get; }

    public ulong Kaslr { get; }

    public ulong Start { get; }

    /// <summary>kimage_voffset.</summary>
    public ulong Offset { get; }

    public bool PlaceRelative { get; init; }

    public IReadOnlyDictionary<ulong, byte[]> Pages => _pages;

    /// <summary>Physical address of the root table.</summary>
    public ulong Root => _root;

    public IReadOnlyList<(ulong Address, char Kind, string Name)> Symbols => _symbols;

    /// <summary>Puts <paramref name="bytes"/> on new pages and returns their virtual address.</summary>
    public ulong Add(ReadOnlySpan<byte> bytes, string? name = null, char kind = 'T')
    {
        var address = _nextVirtual;
        if (name is not null)
            _symbols.Add((address, kind, name));
        for (var done = 0; done < bytes.Length || done == 0; done += PageBytes)
        {
            var page = NewPage();
            bytes.Slice(done, Math.Min(PageBytes, bytes.Length - done)).CopyTo(_pages[page]);
            MapPage(_nextVirtual, page);
            _nextVirtual += (ulong)PageBytes;
        }

        return address;
    }

    /// <summary>Physical address of a mapped virtual one.</summary>
    public ulong PhysicalOf(ulong address) => _physical[address & ~((ulong)PageBytes - 1)] + (address % (ulong)PageBytes);

    /// <summary>Writes <paramref name="bytes"/> within a page that was mapped.</summary>
    public void Write(ulong address, ReadOnlySpan<byte> bytes) =>
        bytes.CopyTo(_pages[_physical[address & ~((ulong)PageBytes - 1)]].AsSpan((int)(address % (ulong)PageBytes)));

    public void Symbol(ulong address, char kind, string name) => _symbols.Add((address, kind, name));

    /// <summary>A virtual address of a user's choice for a page that exists.</summary>
    public void MapPage(ulong address, ulong physical)
    {
        _physical[address] = physical;
        var table = _root + (_format.PageShift == 16 && BuiltBits == 52 && UsedBits == 48 ? (1024UL - 64) * 8 : 0);
        for (var level = _format.Levels - 1; level >= 0; level--)
        {
            var shift = _format.PageShift + (level * _format.LevelBits);
            var width = Math.Min(_format.LevelBits, _format.VirtualBits - shift);
            var entry = table + ((address >> shift & ((1UL << width) - 1)) * 8);
            if (level == 0)
            {
                Write64(entry, Descriptor(physical));
                return;
            }

            if (Read64(entry) == 0)
                Write64(entry, Descriptor(NewPage()));
            table = _format.AddressIn(Read64(entry)).Value;
        }
    }

    public void Write64(ulong physical, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(_pages[physical & ~((ulong)PageBytes - 1)].AsSpan((int)(physical % (ulong)PageBytes)), value);

    public ulong Read64(ulong physical) =>
        BinaryPrimitives.ReadUInt64LittleEndian(_pages[physical & ~((ulong)PageBytes - 1)].AsSpan((int)(physical % (ulong)PageBytes)));

    /// <summary>Adds the tables of kallsyms and returns VMCOREINFO with their places.</summary>
    public string Finish()
    {
        var tables = KallsymsTables.Of(_symbols);
        var names = Add(tables.Names);
        var count = Add(BitConverter.GetBytes(_symbols.Count));
        var tokens = Add(tables.Tokens);
        var index = Add(tables.TokenIndex);
        var (start, offsets) = (Start, 0UL);
        offsets = Add(tables.Offsets(PlaceRelative ? null : start, _nextVirtual));
        var places = PlaceRelative ? "" : $"SYMBOL(kallsyms_relative_base)={Add(BitConverter.GetBytes(start)):x}\n";
        var information =
            $"OSRELEASE=6.12.0-synthetic\nPAGESIZE={PageBytes}\nSYMBOL(swapper_pg_dir)={Start:x}\nSYMBOL(_stext)={_symbols.First(symbol => symbol.Name == "_stext").Address:x}\n"
            + $"SYMBOL(kallsyms_names)={names:x}\nSYMBOL(kallsyms_num_syms)={count:x}\nSYMBOL(kallsyms_token_table)={tokens:x}\n"
            + $"SYMBOL(kallsyms_token_index)={index:x}\nSYMBOL(kallsyms_offsets)={offsets:x}\n{places}"
            + $"NUMBER(VA_BITS)={BuiltBits}\nNUMBER(kimage_voffset)=0x{Offset:x}\nNUMBER(PHYS_OFFSET)=0x{FirstPhysical:x}\nNUMBER(TCR_EL1_T1SZ)=0x{64 - UsedBits:x}\nKERNELOFFSET={Kaslr:x}\n";
        Add(Encoding.Latin1.GetBytes(information));
        return information;
    }

    static ulong Descriptor(ulong physical) => physical | 3;

    ulong NewPage()
    {
        var page = _nextPhysical;
        _pages.Add(page, new byte[PageBytes]);
        // Every second page: neighbours in virtual memory are none in physical memory.
        _nextPhysical += 2 * (ulong)PageBytes;
        return page;
    }
}
