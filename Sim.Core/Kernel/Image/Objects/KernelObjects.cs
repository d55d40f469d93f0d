namespace Sim.Core.Kernel.Image.Objects;

/// <summary>Objects of a kernel in an image, by the layouts of that kernel. What cannot be read ends a list; nothing here fails.</summary>
public sealed class KernelObjects(KernelImage image, BtfTypes types)
{
    /// <summary>Most elements of a list: one that does not end is damaged.</summary>
    public const int MostElements = 1 << 16;

    /// <summary>Most elements of all lists together: lists of lists that do not end are damaged, too.</summary>
    public const int MostTogether = 1 << 23;

    const int MostNameBytes = 128;

    int _left = MostTogether;

    public KernelImage Image => image;

    public BtfTypes Types => types;

    public SymbolTable Symbols => image.Symbols;

    /// <summary>True if <see cref="MostTogether"/> elements were read: what comes after them is not known.</summary>
    public bool IsExhausted => _left <= 0;

    /// <summary>The layout of a structure; null if this kernel has none of that name.</summary>
    public StructLayout? Layout(string name) => types.Layout(name);

    /// <summary>Offset of a field; null if this kernel does not have it.</summary>
    public ulong? Offset(string name, string field) => types.Layout(name) is { } layout && layout.Offsets.TryGetValue(field, out var offset) ? (ulong)offset : null;

    /// <summary>The 64-bit field of the object at <paramref name="address"/>; null if it cannot be read.</summary>
    public ulong? Read(ulong address, string name, string field) => Offset(name, field) is { } offset ? image.Memory.TryRead64(address + offset) : null;

    /// <summary>The 32-bit field of the object at <paramref name="address"/>; null if it cannot be read.</summary>
    public uint? Read32(ulong address, string name, string field)
    {
        var bytes = new byte[4];
        return Offset(name, field) is { } offset && image.Memory.TryRead(address + offset, bytes) ? BitConverter.ToUInt32(bytes) : null;
    }

    /// <summary>The text that is a field of the object at <paramref name="address"/>.</summary>
    public string? Text(ulong address, string name, string field) => Offset(name, field) is { } offset ? Printable(image.Memory.TryReadText(address + offset, MostNameBytes)) : null;

    /// <summary>The text that a field of the object at <paramref name="address"/> points to.</summary>
    public string? TextOf(ulong address, string name, string field) =>
        Read(address, name, field) is { } text and not 0 ? Printable(image.Memory.TryReadText(text, MostNameBytes)) : null;

    /// <summary>Objects on the list whose <c>struct list_head</c> is at <paramref name="head"/>, by the field that links them.</summary>
    public IEnumerable<ulong> List(ulong head, string name, string field) =>
        Offset(name, field) is { } offset ? Chain(image.Memory.TryRead64(head), head).Select(link => link - offset) : [];

    /// <summary>Objects on the list whose <c>struct hlist_head</c> is at <paramref name="head"/>.</summary>
    public IEnumerable<ulong> HashList(ulong head, string name, string field) =>
        Offset(name, field) is { } offset ? Chain(image.Memory.TryRead64(head), 0).Select(link => link - offset) : [];

    IEnumerable<ulong> Chain(ulong? first, ulong end)
    {
        var at = first;
        _left--;
        for (var element = 0; element < MostElements && _left > 0 && at is { } link and not 0 && link != end; element++)
        {
            _left--;
            yield return link;
            at = image.Memory.TryRead64(link);
        }
    }

    static string? Printable(string? text) => string.IsNullOrEmpty(text) || text.Any(letter => letter is < ' ' or > '~') ? null : text;
}
