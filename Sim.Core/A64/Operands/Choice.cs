using System.Globalization;

namespace Sim.Core.A64.Operands;

/// <summary>One of several words, each with a number; a number without a word may be written as such.</summary>
/// <param name="what">What it is.</param>
/// <param name="low">Its lowest bit.</param>
/// <param name="width">Its bits.</param>
/// <param name="names">Words with their numbers; the first of several is the one that is printed.</param>
sealed class Choice(string what, int low, int width, params (string Name, uint Value)[] names)
    : Operand(new Field(low, width).Bits)
{
    readonly Field _field = new(low, width);
    readonly Dictionary<string, uint> _values = names.ToDictionary(name => name.Name, name => name.Value);

    /// <summary>True if the number may be written.</summary>
    public bool AllowsNumber { get; init; } = true;

    /// <summary>Its value if it is not written; null if it must be.</summary>
    public uint? Otherwise { get; init; }

    /// <summary>True if execution and timing do not need it: then decoded instructions do not have it.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>How a number without a word is printed.</summary>
    public string NumberFormat { get; init; } = "#0x{0:x}";

    public override bool IsOptional => Otherwise is not null;

    public override string Syntax => IsOptional ? $"{{{what}}}" : what;

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        if (!IsIgnored)
            i = i with { Immediate = _field.Get(word) };
        return AllowsNumber || NameOf(word) is not null;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) =>
        _field.TrySet(ref word, IsIgnored ? Otherwise ?? 0 : (ulong)i.Immediate);

    public override bool Parse(Draft draft)
    {
        if (Otherwise is { } value && draft.Cursor.AtEnd)
            return _field.TrySet(ref draft.Word, value);
        if (AllowsNumber && draft.Text.Current.Kind != Parsing.TokenKind.Name)
            return draft.TryNumber(_field, what, 0, (1L << width) - 1);
        return draft.TryWord(what, _values, out var number) && _field.TrySet(ref draft.Word, number);
    }

    public override string? Print(in Shown shown)
    {
        var value = _field.Get(shown.Word);
        return value == Otherwise ? null
            : NameOf(shown.Word) ?? string.Format(CultureInfo.InvariantCulture, NumberFormat, value);
    }

    string? NameOf(uint word)
    {
        var value = _field.Get(word);
        return names.FirstOrDefault(name => name.Value == value).Name;
    }
}
