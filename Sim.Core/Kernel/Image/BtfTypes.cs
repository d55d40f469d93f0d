using System.Buffers.Binary;
using System.Text;

namespace Sim.Core.Kernel.Image;

/// <summary>BTF: the types of a kernel, which it keeps in its memory for BPF. Layouts of structures are read from it by name.</summary>
/// <source key="linux-btf"/>
public sealed class BtfTypes
{
    const int HeaderBytes = 24;
    const int MostBytes = 64 << 20;
    const int MostTypes = 1 << 21;
    const int MostDepth = 5;
    const int MostFields = 4096;
    const int MostMembers = 1 << 16;
    const int MostStructBytes = 1 << 20;
    const int TypeBytes = 12;

    // Where a kernel's read-only data are, after its text.
    const ulong SearchedBytes = 96 << 20;

    const int Int = 1, Array = 3, Struct = 4, Union = 5, Enum = 6, Typedef = 8, Volatile = 9, Const = 10, Restrict = 11, Prototype = 13, Variable = 14, Section = 15,
        DeclarationTag = 17, TypeTag = 18, Enum64 = 19;

    readonly byte[] _bytes;
    readonly int _strings;
    readonly int _end;
    readonly List<int> _places = [0];
    readonly Dictionary<string, StructLayout?> _known = [];

    BtfTypes(byte[] bytes, int types, int typesEnd, int strings, int end)
    {
        (_bytes, _strings, _end) = (bytes, strings, end);
        var at = types;
        while (at + TypeBytes <= typesEnd && _places.Count < MostTypes && KindAt(at) is >= Int and <= Enum64)
        {
            _places.Add(at);
            at += TypeBytes + MoreBytes(KindAt(at), MembersAt(at));
        }

        if (at != typesEnd)
            Damage = at + TypeBytes <= typesEnd && KindAt(at) is not (>= Int and <= Enum64) ? $"type {_places.Count} is of an unknown kind, {KindAt(at)}" : "its types do not end where it says";
    }

    /// <summary>What contradicts itself in it, as far as it was read; null if nothing does. What comes before the first contradiction is used.</summary>
    public string? Damage { get; private set; }

    static ReadOnlySpan<byte> Magic => [0x9f, 0xeb, 1, 0, HeaderBytes, 0, 0, 0];

    /// <summary>The types of the kernel in <paramref name="image"/>; null if the image does not hold them.</summary>
    public static BtfTypes? Of(KernelImage image)
    {
        if ((image.Symbols.AddressOf("__start_BTF") ?? Search(image)) is not { } start)
            return null;
        var header = new byte[HeaderBytes];
        if (!image.Memory.TryRead(start, header) || !header.AsSpan().StartsWith(Magic))
            return null;
        var (types, typeBytes, strings, stringBytes) = (Word(header, 8), Word(header, 12), Word(header, 16), Word(header, 20));
        if ((ulong)types + typeBytes > MostBytes || (ulong)strings + stringBytes > MostBytes)
            return null;
        var bytes = new byte[HeaderBytes + Math.Max(types + typeBytes, strings + stringBytes)];
        return image.Memory.TryRead(start, bytes)
            ? new(bytes, (int)(HeaderBytes + types), (int)(HeaderBytes + types + typeBytes), (int)(HeaderBytes + strings), (int)(HeaderBytes + strings + stringBytes))
            : null;
    }

    /// <summary>The layout of <c>struct <paramref name="name"/></c>; null if the kernel has none of this name, or if it contradicts itself: <see cref="Damage"/> says so.</summary>
    public StructLayout? Layout(string name)
    {
        if (!_known.TryGetValue(name, out var layout))
            _known.Add(name, layout = Find(name) is { } place ? LayoutAt(place, name) : null);
        return layout;
    }

    StructLayout? LayoutAt(int place, string name)
    {
        var offsets = new Dictionary<string, int>();
        var (bytes, left) = (Number(place + 8), MostMembers);
        if (bytes is < 0 or > MostStructBytes)
            return Contradiction($"struct {name} has {Word(_bytes, place + 8):N0} bytes");
        if (!AddFields(offsets, place, "", 0, 0, ref left))
            return Contradiction($"struct {name} has more than {MostMembers:N0} members, or they go past the end");
        var outside = offsets.FirstOrDefault(field => field.Value < 0 || field.Value > bytes);
        return outside.Key is null ? new(bytes, offsets) : Contradiction($"struct {name} has {bytes:N0} bytes and its field '{outside.Key}' at {outside.Value:N0}");
    }

    StructLayout? Contradiction(FormattableString what)
    {
        Damage ??= FormattableString.Invariant(what);
        return null;
    }

    int? Find(string name)
    {
        var wanted = Encoding.ASCII.GetBytes(name);
        for (var id = 1; id < _places.Count; id++)
        {
            if (KindAt(_places[id]) == Struct && NameAt(_places[id]).SequenceEqual(wanted))
                return _places[id];
        }

        return null;
    }

    // False if they do not end, or not in the file.
    bool AddFields(Dictionary<string, int> offsets, int place, string before, long start, int depth, ref int left)
    {
        const int BitsMask = 0xffffff;
        var sized = (Word(_bytes, place + 4) & 0x8000_0000) != 0;
        var members = MembersAt(place);
        for (var member = 0; member < members && offsets.Count < MostFields; member++)
        {
            var at = place + TypeBytes + (member * 12);
            if (at + 12 > _bytes.Length || left-- == 0)
                return false;
            var bits = Word(_bytes, at + 8);
            var offset = start + ((sized ? bits & BitsMask : bits) / 8);
            var name = Encoding.Latin1.GetString(NameAt(at));
            if (name.Length > 0)
                offsets.TryAdd(before + name, (int)Math.Min(offset, int.MaxValue));
            if (depth < MostDepth && Resolve(Number(at + 4)) is { } type && KindAt(type) is Struct or Union
                && !AddFields(offsets, type, name.Length > 0 ? $"{before}{name}." : before, offset, depth + 1, ref left))
                return false;
        }

        return true;
    }

    int? Resolve(int id)
    {
        for (var step = 0; step < 16 && id > 0 && id < _places.Count; step++)
        {
            var place = _places[id];
            if (KindAt(place) is not (Typedef or Volatile or Const or TypeTag or Restrict))
                return place;
            id = Number(place + 8);
        }

        return null;
    }

    ReadOnlySpan<byte> NameAt(int place)
    {
        var at = (long)_strings + Word(_bytes, place);
        if (at >= _end)
            return [];
        var text = _bytes.AsSpan((int)at, _end - (int)at);
        var end = text.IndexOf((byte)0);
        return end < 0 ? [] : text[..end];
    }

    int KindAt(int place) => (int)(Word(_bytes, place + 4) >> 24) & 31;

    int MembersAt(int place) => (int)Word(_bytes, place + 4) & 0xffff;

    int Number(int place) => (int)Word(_bytes, place);

    static int MoreBytes(int kind, int members) => kind switch
    {
        Int or Variable or DeclarationTag => 4,
        Array => 12,
        Struct or Union or Section or Enum64 => 12 * members,
        Enum or Prototype => 8 * members,
        _ => 0,
    };

    static uint Word(byte[] bytes, int place) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(place));

    // A kernel without symbols of data: BTF begins with its header, at a multiple of 4.
    static ulong? Search(KernelImage image)
    {
        if ((image.Information.Symbol("_stext") ?? image.Symbols.AddressOf("_stext")) is not { } text)
            return null;
        var page = new byte[ImageMemory.PieceBytes];
        for (var at = text & ~(ulong)(ImageMemory.PieceBytes - 1); at < text + SearchedBytes; at += ImageMemory.PieceBytes)
        {
            if (image.Memory.TryRead(at, page) && page.AsSpan().IndexOf(Magic) is >= 0 and var found && found % 4 == 0)
                return at + (ulong)found;
        }

        return null;
    }
}
