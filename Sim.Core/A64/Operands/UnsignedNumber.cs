namespace Sim.Core.A64.Operands;

/// <summary>A number that is in the word as it is.</summary>
/// <param name="name">What it is.</param>
/// <param name="low">Its lowest bit.</param>
/// <param name="width">Its bits.</param>
sealed class UnsignedNumber(string name, int low, int width) : Operand(new Field(low, width).Bits)
{
    readonly Field _field = new(low, width);

    /// <summary>True if the decoded instruction has it as Amount, false if as Immediate.</summary>
    public bool IsAmount { get; init; }

    /// <summary>True if it must be less than the width of the registers; such are written in decimal.</summary>
    public bool IsBitNumber { get; init; }

    /// <summary>True if it is written in decimal all the same.</summary>
    public bool IsDecimal { get; init; }

    /// <summary>True if execution and timing do not need it: then decoded instructions do not have it.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>Its value if it is not written; null if it must be.</summary>
    public uint? Otherwise { get; init; }

    public override bool IsOptional => Otherwise is not null;

    public override string Syntax => IsOptional ? $"{{#{name}}}" : $"#{name}";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var value = _field.Get(word);
        if (IsBitNumber && value >= 32 && !i.Is64)
            return false;
        if (!IsIgnored)
            i = IsAmount ? i with { Amount = (byte)value } : i with { Immediate = value };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) =>
        _field.TrySet(ref word, IsIgnored ? Otherwise ?? 0 : IsAmount ? i.Amount : (ulong)i.Immediate);

    public override bool Parse(Draft draft)
    {
        if (Otherwise is { } value && draft.Cursor.AtEnd)
            return _field.TrySet(ref draft.Word, value);
        return draft.TryNumber(_field, name, 0, IsBitNumber ? draft.Bits - 1 : (1L << width) - 1);
    }

    public override string? Print(in Shown shown)
    {
        var value = _field.Get(shown.Word);
        return value == Otherwise ? null : IsBitNumber || IsDecimal ? Shown.Decimal(value) : Shown.Hex(value);
    }
}
