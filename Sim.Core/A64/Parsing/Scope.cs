using System.Globalization;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Parsing;

/// <summary>What names mean at the present place of a pass.</summary>
/// <param name="constants">Given from outside.</param>
/// <param name="allLabels">Every label of the text with its offset, from the layout pass; null during that pass.</param>
sealed class Scope(IReadOnlyDictionary<string, long> constants, IReadOnlyDictionary<string, long>? allLabels)
{
    readonly Dictionary<string, long> _set = [];
    readonly Dictionary<string, long> _labels = [];
    readonly Dictionary<string, int> _numericLabels = [];
    readonly Dictionary<string, string> _registers = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, List<Literal>> _pools = [];
    int _poolCount;

    /// <summary>Labels seen so far, with their offset in bytes.</summary>
    public IReadOnlyDictionary<string, long> Labels => _labels;

    /// <summary>True while only offsets are being found out: a label that is not known yet counts as offset 0.</summary>
    public bool IsLayout => allLabels is null;

    /// <summary>The section at this place, which has literals of its own.</summary>
    public string Section { get; set; } = ".text";

    public IEnumerable<string> ConstantNames => constants.Keys.Concat(_set.Keys);

    public bool IsConstant(string name) => constants.ContainsKey(name) || _set.ContainsKey(name);

    /// <summary>True for a constant, and for a label that is before this place.</summary>
    public bool IsDefined(string name) => IsConstant(name) || _labels.ContainsKey(name);

    /// <summary>True for a constant given from outside, which a text must not change.</summary>
    public bool IsGiven(string name) => constants.ContainsKey(name);

    public bool IsLabel(string name) => (allLabels ?? _labels).ContainsKey(name);

    public IEnumerable<string> LabelNames => (allLabels ?? _labels).Keys;

    public void Set(string name, long value) => _set[name] = value;

    /// <summary>False if the label exists already.</summary>
    public bool Define(string label, long offset) => _labels.TryAdd(label, offset);

    /// <summary>Defines a label once more.</summary>
    public void Redefine(string label, long offset) => _labels[label] = offset;

    /// <summary>Defines numeric label <paramref name="number"/> once more.</summary>
    public void DefineNumeric(string number, long offset)
    {
        var times = _numericLabels.GetValueOrDefault(number) + 1;
        _numericLabels[number] = times;
        _labels[NumericName(number, times)] = offset;
    }

    /// <summary>The label that <c>1b</c> or <c>1f</c> means here; null if there is none.</summary>
    public string? FindNumeric(string reference)
    {
        var number = reference[..^1];
        var name = NumericName(number, _numericLabels.GetValueOrDefault(number) + (reference[^1] == 'f' ? 1 : 0));
        return IsLayout || IsLabel(name) ? name : null;
    }

    /// <summary>A label for <paramref name="offset"/> that no text can name.</summary>
    public string Here(long offset)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $".+{offset}");
        _labels[name] = offset;
        return name;
    }

    /// <summary>Puts <paramref name="value"/> among the literals that the next <c>.ltorg</c> or the end of the text lays down.</summary>
    /// <returns>The label that it will have.</returns>
    public string Pool(Value value, int bytes, Reference from)
    {
        var label = string.Create(CultureInfo.InvariantCulture, $"=#{_poolCount++}");
        if (!_pools.TryGetValue(Section, out var pool))
            _pools[Section] = pool = [];
        pool.Add(new Literal(label, value, bytes, from));
        return label;
    }

    /// <summary>The literals of the section, to lay down now.</summary>
    public IReadOnlyList<Literal> TakePool() => _pools.Remove(Section, out var pool) ? pool : [];

    /// <summary>Gives a register another name; null takes the name away.</summary>
    public void NameRegister(string name, string? register)
    {
        if (register is null)
            _registers.Remove(name);
        else
            _registers[name] = register;
    }

    /// <summary>The register that <paramref name="name"/> was given to by <c>.req</c>; null if it was not.</summary>
    public string? FindRegister(string name) => _registers.GetValueOrDefault(name);

    /// <summary>Value of a constant, or the symbol itself.</summary>
    public Value Find(string name) =>
        constants.TryGetValue(name, out var number) || _set.TryGetValue(name, out number) ? new Value(null, number) : new Value(name, 0);

    /// <summary>Offset of a label, wherever it is; null for a symbol that is no label of this text.</summary>
    public long? OffsetOf(string? label)
    {
        if (label is null)
            return null;
        if (_labels.TryGetValue(label, out var offset) || (allLabels?.TryGetValue(label, out offset) ?? false))
            return offset;
        return IsLayout ? 0 : null;
    }

    /// <summary>Hint for a name that is neither constant nor label; none in the layout pass, which does not know all.</summary>
    public string? Nearest(string name) =>
        !IsLayout && NearestName.Find(name, ConstantNames.Concat(LabelNames)) is { } near ? $"did you mean '{near}'?" : null;

    // '#' cannot be part of a name in a text.
    static string NumericName(string number, int times) => string.Create(CultureInfo.InvariantCulture, $"{number}#{times}");
}
