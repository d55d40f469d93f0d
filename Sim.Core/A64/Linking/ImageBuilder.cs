using System.Buffers.Binary;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Linking;

/// <summary>Makes a <see cref="CodeImage"/>, piece by piece in ascending address.</summary>
sealed class ImageBuilder(SymbolTable symbols, DiagnosticBag bag)
{
    readonly List<string> _regionNames = [];
    readonly List<(ulong Start, ushort Region)> _stretches = [];
    readonly List<(ulong Address, byte[] Bytes)> _segments = [];
    readonly List<IReadOnlyList<CodeItem>> _items = [];

    /// <summary>Appends <paramref name="file"/>.</summary>
    public void Add(ObjectFile file, ulong address)
    {
        var bytes = new byte[file.SizeBytes];
        foreach (var item in file.Items)
        {
            var at = address + (ulong)item.OffsetBytes;
            Charge(at, item);
            if (item.Word is { } word)
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((int)item.OffsetBytes), Resolve(word, item, file, address));
            else
                Resolve(item.Data!, item, file, address).CopyTo(bytes, item.OffsetBytes);
        }

        if (bytes.Length == 0)
            return;
        _segments.Add((address, bytes));
        _items.Add(file.Items);
    }

    public CodeImage Build() => new(_segments, _items, new RegionMap(_regionNames, _stretches), symbols.Addresses);

    void Charge(ulong address, CodeItem item)
    {
        var region = _regionNames.IndexOf(item.Region);
        if (region < 0)
        {
            if (_regionNames.Count == RegionMap.MaxRegions)
            {
                bag.Add(
                    "SIM226", $"region '{item.Region}' is number {RegionMap.MaxRegions + 1}: there can be at most {RegionMap.MaxRegions}", item.At, null,
                    new string(' ', item.At.Column - 1) + item.Text);
                return;
            }

            region = _regionNames.Count;
            _regionNames.Add(item.Region);
        }

        if (_stretches.Count == 0 || _stretches[^1].Region != region)
            _stretches.Add((address, (ushort)region));
    }

    byte[] Resolve(byte[] data, CodeItem item, ObjectFile file, ulong address)
    {
        if (AddressOf(item, file, address) is not { } value)
            return data;
        if (data.Length == 4 && value >> 32 != 0)
            Report("SIM225", $"0x{value:x} does not fit into 32 bits", item.Fixup!.From);
        var resolved = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(resolved, value);
        return resolved[..data.Length];
    }

    uint Resolve(uint word, CodeItem item, ObjectFile file, ulong address)
    {
        var at = address + (ulong)item.OffsetBytes;
        if (AddressOf(item, file, address) is { } target
            && Relocation.Apply(item.Fixup!.Kind, (long)target, (long)at, ref word) is var (code, message))
            Report(code, message, item.Fixup.From);
        return word;
    }

    ulong? AddressOf(CodeItem item, ObjectFile file, ulong address)
    {
        if (item.Fixup is not { } fixup)
            return null;
        if (fixup.Symbol is null)
            return (ulong)fixup.Addend;
        if (symbols.Find(file, address, fixup.Symbol) is { } found)
            return found + (ulong)fixup.Addend;
        Report("SIM220", $"undefined symbol '{fixup.Symbol}'", fixup.From, bag.IsFull(file.Name) ? null : HintFor(fixup.Symbol, file));
        return null;
    }

    string HintFor(string symbol, ObjectFile file) => NearestName.Find(symbol, file.Labels.Keys.Concat(symbols.Addresses.Keys)) is { } near
        ? $"did you mean '{near}'?"
        : "is '.global' missing where it is defined?";

    void Report(string code, string message, Reference from, string? hint = null) =>
        bag.Add(code, message, from.At, hint is not null && from.Within is not null ? $"{hint} ({from.Within})" : hint ?? from.Within, from.LineText);
}
