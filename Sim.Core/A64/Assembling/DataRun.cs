using System.Buffers.Binary;
using System.Globalization;
using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Assembling;

/// <summary>The values of one data directive: one run of bytes, but for those that linking completes.</summary>
/// <param name="builder">Takes the data.</param>
/// <param name="scope">What names mean.</param>
/// <param name="directive">The directive.</param>
/// <param name="operands">What follows it.</param>
/// <param name="size">Bytes of a value.</param>
sealed class DataRun(ObjectBuilder builder, Scope scope, Token directive, OperandReader operands, int size)
{
    readonly Statement _statement = operands.Cursor.Statement;
    readonly string _text = operands.Cursor.Statement.Slice(directive, operands.Cursor.Statement.Tokens[^1]);
    readonly List<byte> _bytes = [];

    /// <summary>Reads the values, which commas part.</summary>
    public void Read()
    {
        do
            Next();
        while (operands.AcceptComma());
        Flush();
    }

    void Next()
    {
        var first = operands.Current;
        operands.OffsetBytes = builder.OffsetBytes + _bytes.Count;
        if (size == 16 && first.Kind == TokenKind.Number && Wide(first.Text) is { } wide)
        {
            operands.Cursor.Next();
            Add(wide);
            return;
        }

        var value = operands.Value();
        if (!value.IsConstant && size < 4)
            Expression.RequireConstant(operands.Cursor, scope, first, value);
        if (size < 8 && value.IsConstant)
            operands.CheckRange(first, value.Number, "number", -1L << (size * 8 - 1), (1L << (size * 8)) - 1);
        if (value.IsConstant)
        {
            Add(value.Number);
            return;
        }

        Flush();
        var from = operands.Cursor.ReferenceSince(first);
        builder.AddNumber(0, size, Directives.FixupOf(value, size, from), from.At, _text);
    }

    void Add(Int128 number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(bytes, number);
        _bytes.AddRange(bytes[..size]);
    }

    void Flush()
    {
        builder.AddData([.. _bytes], null, _statement.Span(directive, directive), _text);
        _bytes.Clear();
    }

    // A number of up to 128 bits that is alone.
    static Int128? Wide(string text) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        && UInt128.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? (Int128)number : null;
}
