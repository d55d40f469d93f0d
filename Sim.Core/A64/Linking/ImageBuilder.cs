using System.Buffers.Binary;
using System.Globalization;
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
            if (item.Instruction is { } instruction)
                _instructions[position] = Resolve(instruction, item, file, address);
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
        var resolved = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(resolved, value);
        return resolved;
    }

    Instruction Resolve(Instruction instruction, CodeItem item, ObjectFile file, ulong address)
    {
        if (item.Fixup is { } fixup)
        {
            if (AddressOf(item, file, address) is not { } target)
                return instruction;
            if (fixup.Kind == FixupKind.PageOffset)
                return WithPageOffset(instruction, target, item);
            instruction = instruction with { Immediate = (long)(fixup.Kind == FixupKind.Page ? target & ~0xfffUL : target) };
        }

        CheckReach(instruction, item, address + (ulong)item.OffsetBytes);
        return instruction;
    }

    Instruction WithPageOffset(Instruction instruction, ulong target, CodeItem item)
    {
        var offset = (long)(target & 0xfff);
        var unitBytes = Math.Max((int)instruction.AccessBytes, 1);
        if (offset % unitBytes != 0)
            Report("SIM225", $"the low 12 bits of 0x{target:x} are not a multiple of the {unitBytes} bytes accessed", item);
        return instruction with { Immediate = offset };
    }

    ulong? AddressOf(CodeItem item, ObjectFile file, ulong address)
    {
        if (item.Fixup is not { } fixup)
            return null;
        if (symbols.Find(file, address, fixup.Symbol) is { } found)
            return found + (ulong)fixup.Addend;
        var near = NearestName.Find(fixup.Symbol, file.Labels.Keys.Concat(symbols.Addresses.Keys));
        var hint = near is null ? "is '.global' missing where it is defined?" : $"did you mean '{near}'?";
        Report("SIM220", $"undefined symbol '{fixup.Symbol}'", item, hint);
        return null;
    }

    void CheckReach(in Instruction instruction, CodeItem item, ulong address)
    {
        if (Reach.Of(instruction, item.Fixup?.Kind) is not { } reach)
            return;
        var isPage = item.Fixup?.Kind == FixupKind.Page;
        var distance = instruction.Immediate - (long)(isPage ? address & ~0xfffUL : address);
        var unitBytes = isPage ? 4096 : Reach.NeedsWord(instruction) ? 4 : 1;
        if (distance % unitBytes != 0)
            Report("SIM225", $"address 0x{instruction.Immediate:x} is not a multiple of 4", item);
        if (distance < -reach.Bytes || distance > reach.Bytes - unitBytes)
        {
            var mebibytes = (distance / 1048576.0).ToString("0.##", CultureInfo.InvariantCulture);
            var target = $"0x{instruction.Immediate:x} is {distance} bytes ({mebibytes} MiB) from here";
            Report("SIM221", $"{target}; the instruction reaches ±{reach.Text}", item);
        }
    }

    // The excerpt is the statement at its own column: the rest of the line is no longer known.
    void Report(string code, string message, CodeItem item, string? hint = null) =>
        bag.Add(code, message, item.At, hint, new string(' ', item.At.Column - 1) + item.Text);
}
