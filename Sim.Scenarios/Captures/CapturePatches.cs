using System.Globalization;
using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.A64.Linking;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Image;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Captures;

/// <summary>The key <c>patch</c> of a scenario: other words, or another routine, in the place of what a capture has.</summary>
/// <param name="folder">The scenario's, from which paths start.</param>
/// <param name="bag">Receives the mistakes.</param>
sealed class CapturePatches(string folder, DiagnosticBag bag)
{
    /// <summary>Most words of an entry.</summary>
    public const int MostWords = 1024;

    const int WordBytes = 4;

    readonly ValueReader _values = new(bag);
    readonly List<string> _texts = [];

    /// <summary>What was read, for a scenario's hash.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The capture with the changes of <paramref name="node"/>, a list; null with diagnostics.</summary>
    public Capture? Apply(Capture capture, Node node, GroupForm form)
    {
        var before = bag.Count;
        var patched = capture;
        var all = new List<(ulong Address, byte[] Bytes)>();
        foreach (var entry in _values.Items(node, "patch") ?? [])
        {
            if (Fields.Of(entry, form, bag) is not { } fields)
                continue;
            var (at, words, function, file) = (fields.Node("at"), fields.Node("words"), fields.Node("function"), fields.Node("file"));
            fields.RejectUnknown();
            var changes = (at, words, function, file) switch
            {
                ({ } place, { } list, null, null) => Words(capture, place, list),
                (null, null, { } name, { } path) => Routine(capture, name, path),
                _ => Neither(entry),
            };
            if (changes is null)
                continue;
            if (changes.FirstOrDefault(change => all.Exists(other => Overlap(change, other))) is { Item2: not null } again)
                entry.Place.Report(bag, Code.DuplicateCell, $"two entries of patch change {capture.Symbols.Describe(again.Item1)}");
            all.AddRange(changes);
            patched = patched.With(changes);
        }

        return bag.Count == before ? patched : null;
    }

    static bool Overlap((ulong Address, byte[] Bytes) one, (ulong Address, byte[] Bytes) other) =>
        one.Address < other.Address + (ulong)other.Bytes.Length && other.Address < one.Address + (ulong)one.Bytes.Length;

    List<(ulong, byte[])>? Neither(Node entry)
    {
        entry.Place.Report(bag, Code.Inconsistent, "an entry of patch has at and words, or function and file", "Write { at: my_function+0x10, words: [0xd503201f] } or { function: my_function, file: my_function.s }.");
        return null;
    }

    List<(ulong, byte[])>? Words(Capture capture, Node place, Node list)
    {
        var bytes = new List<byte>();
        foreach (var item in _values.Items(list, "words") ?? [])
        {
            if (_values.Text(item, "words") is not { } text)
                return null;
            if (!text.StartsWith("0x", StringComparison.Ordinal) || !uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var word))
            {
                item.Place.Report(bag, Code.NotANumber, $"word {Quoted.Text(text)} is not from 0x0 to 0xffffffff");
                return null;
            }

            bytes.AddRange(BitConverter.GetBytes(word));
        }

        if (bytes.Count == 0 || bytes.Count > MostWords * WordBytes)
        {
            list.Place.Report(bag, Code.OutOfRange, $"{bytes.Count / WordBytes} words are not from 1 to {MostWords}");
            return null;
        }

        if (_values.Text(place, "at") is not { } name || AddressOf(capture, place, name) is not { } address)
            return null;
        if (capture.Symbols.EndOf(address) is { } end && end - address < (ulong)bytes.Count)
        {
            list.Place.Report(bag, Code.OutOfRange, $"{bytes.Count / WordBytes} words are longer than the rest of {capture.Symbols.Describe(address)}, {(end - address) / WordBytes} words");
            return null;
        }

        return Held(capture, place, address, [.. bytes]);
    }

    List<(ulong, byte[])>? Routine(Capture capture, Node name, Node path)
    {
        if (_values.Text(name, "function") is not { } function || _values.Text(path, "file") is not { } relative || AddressOf(capture, name, function) is not { } address)
            return null;
        if (TextFile.Read(Path.Combine(Override.FolderOf(path, folder), relative), TextFile.MaxYamlBytes, bag) is not { } text)
            return null;
        _texts.Add(text.Text);
        if (Assembler.Assemble(new(text.Path, text.Text), new Dictionary<string, long>(), bag) is not { } routine)
            return null;
        var room = (long)((capture.Symbols.EndOf(address) ?? address) - address);
        if (routine.Items.FirstOrDefault(item => item.OffsetBytes + (item.Data?.Length ?? WordBytes) > room) is { } beyond)
        {
            bag.Add(Code.OutOfRange, $"the routine is too long: {routine.SizeBytes} bytes, where {capture.Symbols.Describe(address)} has {room}", beyond.At);
            return null;
        }

        if (routine.AlignmentBytes > 1 && address % (ulong)routine.AlignmentBytes != 0)
        {
            bag.Add(Code.Inconsistent, $"the routine wants to be at a multiple of {routine.AlignmentBytes}, and {capture.Symbols.Describe(address)} is at 0x{address:x}", new(text.Path));
            return null;
        }

        if (Linker.Link([(routine, address)], SymbolsOf(capture, routine), bag) is not { } code)
            return null;
        var changes = new List<(ulong, byte[])>();
        foreach (var (start, bytes) in code.Segments)
        {
            if (Held(capture, name, start, [.. bytes]) is not { } held)
                return null;
            changes.AddRange(held);
        }

        return changes;
    }

    // The routine's own labels stand for themselves.
    static Dictionary<string, ulong> SymbolsOf(Capture capture, ObjectFile routine)
    {
        var symbols = new Dictionary<string, ulong>();
        foreach (var symbol in capture.Symbols.All)
        {
            if (!routine.Labels.ContainsKey(symbol.Name))
                symbols.TryAdd(symbol.Name, symbol.Address);
        }

        return symbols;
    }

    List<(ulong, byte[])>? Held(Capture capture, Node node, ulong address, byte[] bytes)
    {
        if (capture.Holds(address, bytes.Length))
            return [(address, bytes)];
        node.Place.Report(bag, Code.OutOfRange, $"the capture does not hold {capture.Symbols.Describe(address)}: its calls do not come there", "sim capture --show lists the functions that they execute.");
        return null;
    }

    // A symbol, perhaps with an offset: my_function+0x10.
    ulong? AddressOf(Capture capture, Node node, string text)
    {
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        var name = plus < 0 ? text : text[..plus];
        ulong offset = 0;
        if (plus >= 0 && (!text.AsSpan(plus + 1).StartsWith("0x") || !ulong.TryParse(text.AsSpan(plus + 3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out offset) || offset % WordBytes != 0))
        {
            node.Place.Report(bag, Code.NotANumber, $"offset {Quoted.Text(text[(plus + 1)..])} is not a multiple of 4 such as 0x10");
            return null;
        }

        var places = capture.Symbols.Named(name).Where(symbol => symbol.Kind is 'T' or 't' or 'W' or 'w').Select(symbol => symbol.Address).Distinct().ToList();
        if (places.Count != 1)
        {
            node.Place.Report(bag, Code.UnknownName, places.Count == 0 ? $"the capture has no function {Quoted.Text(name)}" : $"the capture has {places.Count} functions {Quoted.Text(name)}",
                NearestName.Find(name, capture.Symbols.Names) is { } near && places.Count == 0 ? $"did you mean '{near}'?" : "sim capture --show lists the functions that its calls execute.");
            return null;
        }

        var address = places[0] + offset;
        if (capture.Symbols.EndOf(places[0]) is { } end && address >= end)
        {
            node.Place.Report(bag, Code.OutOfRange, $"{Quoted.Text(text)} is after the end of {name}, which has {end - places[0]} bytes");
            return null;
        }

        return address;
    }
}
