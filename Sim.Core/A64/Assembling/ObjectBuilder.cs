using System.Buffers.Binary;
using Sim.Core.A64.Parsing;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>Lays instructions and data one after the other, section by section.</summary>
/// <param name="scope">Told of the section, which has a pool of its own.</param>
/// <param name="starts">Where sections start in the object, from the pass before.</param>
sealed class ObjectBuilder(Scope scope, IReadOnlyDictionary<string, long> starts)
{
    /// <summary>The word of NOP.</summary>
    public const uint Nop = 0xd503_201f;

    const string First = ".text";

    readonly List<Section> _sections = [new Section(First, isCode: true, isLoaded: true, 0)];
    readonly Dictionary<string, Section> _byName = [];
    readonly Stack<(Section Current, Section Previous)> _pushed = [];
    Section? _current;
    Section? _previous;

    /// <summary>Where the next item will be, from the start of the object.</summary>
    public long OffsetBytes => Current.Start + Current.SizeBytes;

    /// <summary>Region of what follows.</summary>
    public string Region { get; set; } = ObjectFile.UnnamedRegion;

    public Section Current => _current ??= _sections[0];

    /// <summary>Bytes of all sections so far.</summary>
    public long TotalBytes { get; private set; }

    public IReadOnlyList<Section> Sections => _sections;

    /// <summary>All items, in ascending offset.</summary>
    public IReadOnlyList<CodeItem> Items =>
        [.. _sections.Where(section => section.IsLoaded).OrderBy(section => section.Start).SelectMany(section => section.Items)];

    public long SizeBytes => _sections.Where(section => section.IsLoaded).Max(section => section.Start + section.SizeBytes);

    /// <summary>Bytes up to the end of the sections that are executed.</summary>
    public long CodeBytes => _sections.Where(section => section.IsLoaded && section.IsCode).Max(section => section.Start + section.SizeBytes);

    public int AlignmentBytes => Math.Max(4, _sections.Where(section => section.IsLoaded).Max(section => section.AlignmentBytes));

    /// <summary>The section of this name; null if there is none so far.</summary>
    public Section? Find(string name) => name == First ? _sections[0] : _byName.GetValueOrDefault(name);

    /// <summary>Instructions and runs of data of all sections so far.</summary>
    public int TotalItems { get; private set; }

    /// <summary>Goes on in a section, which is made if it does not exist.</summary>
    public void Enter(string name, bool isCode, bool isLoaded)
    {
        if (Find(name) is not { } section)
        {
            _sections.Add(section = new Section(name, isCode, isLoaded, starts.GetValueOrDefault(name)));
            _byName.Add(name, section);
        }

        (_previous, _current) = (Current, section);
        scope.Section = name;
    }

    /// <summary>As <see cref="Enter"/>; <see cref="Pop"/> comes back.</summary>
    public void Push(string name, bool isCode, bool isLoaded)
    {
        _pushed.Push((Current, _previous ?? Current));
        Enter(name, isCode, isLoaded);
    }

    /// <returns>False if nothing was pushed.</returns>
    public bool Pop()
    {
        if (!_pushed.TryPop(out var pushed))
            return false;
        (_current, _previous) = pushed;
        scope.Section = Current.Name;
        return true;
    }

    /// <summary>Goes back to the section before the present one.</summary>
    public void GoBack()
    {
        (_current, _previous) = (_previous ?? Current, Current);
        scope.Section = Current.Name;
    }

    /// <summary>Where sections start if they are as large as now: those that are executed first.</summary>
    public Dictionary<string, long> Layout()
    {
        var layout = new Dictionary<string, long>();
        var end = 0L;
        foreach (var section in _sections.OrderBy(section => !section.IsLoaded).ThenBy(section => !section.IsCode))
        {
            var alignment = section.IsCode ? Math.Max(4, section.AlignmentBytes) : section.AlignmentBytes;
            layout[section.Name] = (end + alignment - 1) / alignment * alignment;
            end = layout[section.Name] + section.SizeBytes;
        }

        return layout;
    }

    public void Add(uint word, Fixup? fixup, SourceSpan at, string text)
    {
        Add(new CodeItem(OffsetBytes, Region, word, null, fixup, at, text));
        Skip(4);
    }

    /// <summary>Leaves <paramref name="bytes"/> bytes to something that could not be read.</summary>
    public void Skip(long bytes)
    {
        Current.SizeBytes += bytes;
        TotalBytes += bytes;
    }

    public void AddData(byte[] bytes, Fixup? fixup, SourceSpan at, string text)
    {
        if (bytes.Length > 0)
            Add(new CodeItem(OffsetBytes, Region, null, bytes, fixup, at, text));
        Skip(bytes.Length);
    }

    /// <summary>The low <paramref name="bytes"/> bytes of <paramref name="number"/>.</summary>
    public void AddNumber(Int128 number, int bytes, Fixup? fixup, SourceSpan at, string text)
    {
        var data = new byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(data, number);
        AddData(data[..bytes], fixup, at, text);
    }

    /// <summary>Bytes from here to the next multiple of <paramref name="bytes"/>.</summary>
    public int PaddingTo(int bytes) => (int)(-OffsetBytes & (bytes - 1));

    /// <summary>Pads to a multiple of <paramref name="bytes"/>: code with NOPs, after zeros up to a multiple of 4; other sections with zeros.</summary>
    /// <param name="fill">What to repeat instead; null for that.</param>
    /// <param name="most">Bytes of padding above which there is none.</param>
    public void Align(int bytes, SourceSpan at, string text, byte[]? fill = null, long most = long.MaxValue)
    {
        Current.AlignmentBytes = Math.Max(Current.AlignmentBytes, bytes);
        var padding = PaddingTo(bytes);
        if (padding > most)
            return;
        var isCode = fill is null && Current.IsCode;
        var data = new byte[isCode ? padding % 4 : padding];
        for (var i = 0; fill is not null && i < data.Length; i++)
            data[i] = fill[i % fill.Length];
        AddData(data, null, at, text);
        for (padding -= data.Length; padding > 0; padding -= 4)
            Add(Nop, null, at, text);
    }

    void Add(CodeItem item)
    {
        Current.Items.Add(item);
        TotalItems++;
    }
}
