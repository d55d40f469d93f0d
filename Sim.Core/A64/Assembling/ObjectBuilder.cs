using System.Buffers.Binary;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>Lays instructions and data one behind the other.</summary>
sealed class ObjectBuilder
{
    const uint Nop = 0xd503_201f;

    readonly List<CodeItem> _items = [];

    public IReadOnlyList<CodeItem> Items => _items;

    /// <summary>Where the next item will stand.</summary>
    public long OffsetBytes { get; set; }

    public int AlignmentBytes { get; private set; } = 4;

    /// <summary>Region of what follows.</summary>
    public string Region { get; set; } = "code";

    public void Add(uint word, Fixup? fixup, SourceSpan at, string text)
    {
        _items.Add(new CodeItem(OffsetBytes, Region, word, null, fixup, at, text));
        OffsetBytes += 4;
    }

    public void AddData(byte[] bytes, Fixup? fixup, SourceSpan at, string text)
    {
        if (bytes.Length > 0)
            _items.Add(new CodeItem(OffsetBytes, Region, null, bytes, fixup, at, text));
        OffsetBytes += bytes.Length;
    }

    /// <summary>The low <paramref name="bytes"/> bytes of <paramref name="number"/>.</summary>
    public void AddNumber(long number, int bytes, Fixup? fixup, SourceSpan at, string text)
    {
        var data = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(data, number);
        AddData(data[..bytes], fixup, at, text);
    }

    /// <summary>Pads to a multiple of <paramref name="bytes"/>: with NOPs behind an instruction, with zeros elsewhere.</summary>
    public void Align(int bytes, SourceSpan at, string text)
    {
        AlignmentBytes = Math.Max(AlignmentBytes, bytes);
        var padding = (int)(-OffsetBytes & (bytes - 1));
        if (_items.Count > 0 && _items[^1].Word is not null)
        {
            for (; padding >= 4; padding -= 4)
                Add(Nop, null, at, text);
        }

        AddData(new byte[padding], null, at, text);
    }
}
