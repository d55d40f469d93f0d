using System.Buffers.Binary;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64;

/// <summary>Linked code: bytes for memory, and what is known about them. Execution knows the bytes alone.</summary>
public sealed class CodeImage
{
    readonly RegionMap _regions;
    readonly IReadOnlyList<IReadOnlyList<CodeItem>> _items;

    /// <param name="segments">As <see cref="Segments"/>.</param>
    /// <param name="items">What each segment was made of, in ascending offset.</param>
    /// <param name="regions">Whom cycles are charged to.</param>
    /// <param name="symbols">As <see cref="Symbols"/>.</param>
    internal CodeImage(
        IReadOnlyList<(ulong Address, byte[] Bytes)> segments, IReadOnlyList<IReadOnlyList<CodeItem>> items, RegionMap regions,
        IReadOnlyDictionary<string, ulong> symbols)
    {
        (Segments, _items, _regions, Symbols) = (segments, items, regions, symbols);
        SizeBytes = segments.Sum(segment => (long)segment.Bytes.Length);
    }

    /// <summary>Code and data at their addresses, ascending, not overlapping: to be copied to memory before a run.</summary>
    public IReadOnlyList<(ulong Address, byte[] Bytes)> Segments { get; }

    /// <summary>Bytes of all segments.</summary>
    public long SizeBytes { get; }

    /// <summary>Whom cycles are charged to, by address.</summary>
    public RegionMap Regions => _regions;

    /// <summary>Names that <c>.region</c> directives gave, in order of address.</summary>
    public IReadOnlyList<string> RegionNames => _regions.Names;

    /// <summary>Address of every global label, and of the symbols supplied to the linker.</summary>
    public IReadOnlyDictionary<string, ulong> Symbols { get; }

    /// <summary>True if a word of a segment is at <paramref name="address"/>, a multiple of 4.</summary>
    public bool Contains(ulong address) => (address & 3) == 0 && SegmentAt(address) >= 0;

    /// <summary>The source line at <paramref name="address"/> as it was linked, for messages and listings; empty where none is.</summary>
    public string TextAt(ulong address) => ItemAt(address)?.Text ?? "";

    /// <summary>File and number of that line, such as <c>ftrace_caller.s:12</c>; empty where none is.</summary>
    public string LineAt(ulong address) =>
        ItemAt(address) is { At: var line } ? FormattableString.Invariant($"{Path.GetFileName(line.File)}:{line.Line}") : "";

    // The segment that has a byte there, or -1.
    int SegmentAt(ulong address)
    {
        var index = Last(Segments.Count, segment => Segments[segment].Address <= address);
        return index >= 0 && address - Segments[index].Address < (ulong)Segments[index].Bytes.Length ? index : -1;
    }

    // What begins there.
    CodeItem? ItemAt(ulong address)
    {
        if (SegmentAt(address) is not (>= 0 and var segment))
            return null;
        var (items, offset) = (_items[segment], (long)(address - Segments[segment].Address));
        var index = Last(items.Count, item => items[item].OffsetBytes <= offset);
        return index >= 0 && items[index].OffsetBytes == offset ? items[index] : null;
    }

    // The last of so many that is not after what is sought, or -1.
    static int Last(int count, Func<int, bool> isNotAfter)
    {
        var (low, high) = (0, count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (isNotAfter(middle))
                low = middle + 1;
            else
                high = middle - 1;
        }

        return high;
    }

    /// <summary>The word at <paramref name="address"/>, where <see cref="Contains"/> says that one is, as it was linked.</summary>
    public uint WordAt(ulong address)
    {
        var (start, bytes) = Segments.Last(segment => segment.Address <= address);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan((int)(address - start)));
    }
}
