using System.Buffers.Binary;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Linking;

/// <summary>Fills the arrays of a <see cref="CodeImage"/>, piece by piece.</summary>
sealed class ImageBuilder(SymbolTable symbols, DiagnosticBag bag)
{
    const int MostRegions = 256;

    readonly List<Instruction> _instructions = [];
    readonly List<ulong> _addresses = [];
    readonly List<byte> _regions = [];
    readonly List<string> _texts = [];
    readonly List<string> _regionNames = [];
    readonly List<CodeImage.Piece> _pieces = [];
    readonly List<(ulong Address, byte[] Bytes)> _data = [];

    /// <summary>Appends <paramref name="file"/>, and one position that marks its end.</summary>
    public void Add(ObjectFile file, ulong address)
    {
        var first = _instructions.Count;
        var words = (file.SizeBytes + 3) / 4;
        for (var i = 0; i <= words; i++)
        {
            _instructions.Add(new Instruction { Opcode = Opcode.EndOfCode });
            _addresses.Add(address + 4 * (ulong)i);
            _regions.Add(0);
            _texts.Add("");
        }

        _pieces.Add(new CodeImage.Piece(address, file.SizeBytes, first));
        foreach (var item in file.Items)
        {
            var position = first + (int)(item.OffsetBytes / 4);
            _texts[position] = item.Text;
            _regions[position] = RegionOf(item);
            if (item.Word is { } word)
                _instructions[position] = Resolve(word, item, file, address);
            else
                _data.Add((address + (ulong)item.OffsetBytes, Resolve(item.Data!, item, file, address)));
        }
    }

    public CodeImage Build()
    {
        var targets = new int[_instructions.Count];
        var image = new CodeImage(
            [.. _instructions], [.. _addresses], targets, [.. _regions], [.. _texts], [.. _regionNames], _pieces, symbols.Addresses, _data);
        for (var i = 0; i < targets.Length; i++)
            targets[i] = CodeImage.IsDirectBranch(_instructions[i].Opcode) ? image.PositionOf((ulong)_instructions[i].Immediate) : -1;
        return image;
    }

    byte RegionOf(CodeItem item)
    {
        var index = _regionNames.IndexOf(item.Region);
        if (index >= 0)
            return (byte)index;
        if (_regionNames.Count == MostRegions)
        {
            Report("SIM226", $"region '{item.Region}' is number {MostRegions + 1}: there can be at most {MostRegions}", item);
            return 0;
        }

        _regionNames.Add(item.Region);
        return (byte)(_regionNames.Count - 1);
    }

    byte[] Resolve(byte[] data, CodeItem item, ObjectFile file, ulong address)
    {
        if (AddressOf(item, file, address) is not { } value)
            return data;
        if (data.Length == 4 && value >> 32 != 0)
            Report("SIM225", $"0x{value:x} does not fit into 32 bits", item);
        var resolved = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(resolved, value);
        return resolved[..data.Length];
    }

    Instruction Resolve(uint word, CodeItem item, ObjectFile file, ulong address)
    {
        var at = address + (ulong)item.OffsetBytes;
        if (AddressOf(item, file, address) is { } target
            && Relocation.Apply(item.Fixup!.Kind, (long)target, (long)at, ref word) is var (code, message))
            Report(code, message, item);
        return Decoder.Decode(word, at);
    }

    ulong? AddressOf(CodeItem item, ObjectFile file, ulong address)
    {
        if (item.Fixup is not { } fixup)
            return null;
        if (fixup.Symbol is null)
            return (ulong)fixup.Addend;
        if (symbols.Find(file, address, fixup.Symbol) is { } found)
            return found + (ulong)fixup.Addend;
        var near = NearestName.Find(fixup.Symbol, file.Labels.Keys.Concat(symbols.Addresses.Keys));
        var hint = near is null ? "is '.global' missing where it is defined?" : $"did you mean '{near}'?";
        Report("SIM220", $"undefined symbol '{fixup.Symbol}'", item, hint);
        return null;
    }

    // The excerpt is the statement at its own column: the rest of the line is no longer known.
    void Report(string code, string message, CodeItem item, string? hint = null) =>
        bag.Add(code, message, item.At, hint, new string(' ', item.At.Column - 1) + item.Text);
}
