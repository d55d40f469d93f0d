using Sim.Core.Diagnostics;

namespace Sim.Core.A64;

/// <summary>Linked code: bytes for memory, and what is known about them. Execution knows the bytes alone.</summary>
public sealed class CodeImage
{
    readonly RegionMap _regions;
    readonly IReadOnlyDictionary<ulong, (string Text, SourceSpan At)> _texts;

    internal CodeImage(
        IReadOnlyList<(ulong Address, byte[] Bytes)> segments, RegionMap regions, IReadOnlyDictionary<ulong, (string Text, SourceSpan At)> texts,
        IReadOnlyDictionary<string, ulong> symbols)
    {
        (Segments, _regions, _texts, Symbols) = (segments, regions, texts, symbols);
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
    public bool Contains(ulong address)
    {
        // The last segment that starts at or before the address.
        var (low, high) = (0, Segments.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Segments[middle].Address <= address)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return high >= 0 && (address & 3) == 0 && address - Segments[high].Address < (ulong)Segments[high].Bytes.Length;
    }

    /// <summary>The source line at <paramref name="address"/> as it was linked, for messages and listings; empty where none is.</summary>
    public string TextAt(ulong address) => _texts.TryGetValue(address, out var line) ? line.Text : "";

    /// <summary>File and number of that line, such as <c>ftrace_caller.s:12</c>; empty where none is.</summary>
    public string LineAt(ulong address) => _texts.TryGetValue(address, out var line) ? FormattableString.Invariant($"{Path.GetFileName(line.At.File)}:{line.At.Line}") : "";
}
