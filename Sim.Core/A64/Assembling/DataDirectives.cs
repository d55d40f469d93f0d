using System.Globalization;
using System.Numerics;
using System.Text;
using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Assembling;

/// <summary>Directives that lay down data, or leave room.</summary>
sealed class DataDirectives(Scope scope, ObjectBuilder builder)
{
    static readonly Dictionary<string, int> DataBytes = new()
    {
        [".octa"] = 16,
        [".quad"] = 8,
        [".dword"] = 8,
        [".8byte"] = 8,
        [".xword"] = 8,
        [".word"] = 4,
        [".long"] = 4,
        [".int"] = 4,
        [".4byte"] = 4,
        [".hword"] = 2,
        [".short"] = 2,
        [".2byte"] = 2,
        [".byte"] = 1,
    };

    static readonly string[] Others =
    [
        ".ascii", ".asciz", ".string", ".align", ".p2align", ".balign", ".space", ".skip", ".zero", ".fill", ".org", ".inst",
    ];

    const string Escapes = "ntr0\\\"";
    const string Escaped = "\n\t\r\0\\\"";

    public static IEnumerable<string> Names => DataBytes.Keys.Concat(Others);

    /// <summary>Carries out the directive <paramref name="directive"/>, whose operands come next.</summary>
    /// <returns>False if there is no such directive.</returns>
    public bool Run(Token directive, OperandReader operands)
    {
        var name = directive.Text.ToLowerInvariant();
        switch (name)
        {
            case ".ascii":
                Strings(operands, directive, terminator: "");
                break;
            case ".asciz" or ".string":
                Strings(operands, directive, terminator: "\0");
                break;
            case ".align" or ".p2align":
                Align(operands, directive, 1 << (int)operands.Number("power of two", 0, 16));
                break;
            case ".balign":
                Balign(operands, directive);
                break;
            case ".space" or ".skip" or ".zero":
                Space(operands, directive);
                break;
            case ".fill":
                Fill(operands, directive);
                break;
            case ".org":
                Advance(operands, directive);
                break;
            case ".inst":
                do
                    Word(operands, directive);
                while (operands.AcceptComma());
                break;
            default:
                if (!DataBytes.TryGetValue(name, out var bytes))
                    return false;
                do
                    Data(operands, directive, bytes);
                while (operands.AcceptComma());
                break;
        }

        return true;
    }

    void Word(OperandReader operands, Token directive)
    {
        var word = operands.Number("word", 0, uint.MaxValue);
        var statement = operands.Cursor.Statement;
        if (builder.OffsetBytes % 4 != 0)
            operands.Cursor.Fail("SIM212", $"'.inst' is at offset {builder.OffsetBytes}, which is not a multiple of 4", directive);
        builder.Add((uint)word, null, statement.Span(directive, directive), TextOf(statement, directive));
    }

    void Data(OperandReader operands, Token directive, int bytes)
    {
        var first = operands.Current;
        operands.OffsetBytes = builder.OffsetBytes;
        if (bytes == 16 && first.Kind == TokenKind.Number && Wide(first.Text) is { } wide)
        {
            operands.Cursor.Next();
            builder.AddNumber(wide, 16, null, operands.Cursor.Statement.Span(first, first), TextOf(operands.Cursor.Statement, directive));
            return;
        }

        var value = operands.Value();
        if (!value.IsConstant && bytes < 4)
            Expression.RequireConstant(operands.Cursor, scope, first, value);
        if (bytes < 8 && value.IsConstant)
            operands.CheckRange(first, value.Number, "number", -1L << (bytes * 8 - 1), (1L << (bytes * 8)) - 1);
        var statement = operands.Cursor.Statement;
        builder.AddNumber(value.IsConstant ? value.Number : 0, bytes, Directives.FixupOf(value, bytes), statement.Span(first, first),
            TextOf(statement, directive));
    }

    void Strings(OperandReader operands, Token directive, string terminator)
    {
        do
        {
            if (operands.Current.Kind != TokenKind.String)
                operands.Cursor.FailExpected("a string in double quotes");
            var token = operands.Cursor.Next();
            var statement = operands.Cursor.Statement;
            var bytes = Encoding.UTF8.GetBytes(Unescape(operands, token) + terminator);
            builder.AddData(bytes, null, statement.Span(token, token), TextOf(statement, directive));
        }
        while (operands.AcceptComma());
    }

    static string Unescape(OperandReader operands, Token token)
    {
        var text = new StringBuilder();
        var body = token.Text[1..^1];
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] != '\\')
            {
                text.Append(body[i]);
                continue;
            }

            i++;
            var known = Escapes.IndexOf(body[i], StringComparison.Ordinal);
            if (known < 0)
                operands.Cursor.Fail("SIM202", $"escape '\\{body[i]}' has no meaning; known are \\n, \\t, \\r, \\0, \\\\ and \\\"", token);
            text.Append(Escaped[known]);
        }

        return text.ToString();
    }

    void Balign(OperandReader operands, Token directive)
    {
        var first = operands.Current;
        var bytes = operands.Number("alignment", 1, 65536);
        if (!BitOperations.IsPow2(bytes))
        {
            var next = BitOperations.RoundUpToPowerOf2((ulong)bytes);
            operands.FailNumber(first, "alignment", bytes, "is not a power of two", $"the next one is {next}");
        }


        Align(operands, directive, (int)bytes);
    }

    // The alignment may be followed by what to pad with, and by how many bytes of padding there may be.
    void Align(OperandReader operands, Token directive, int bytes)
    {
        byte? fill = null;
        var most = long.MaxValue;
        if (operands.AcceptComma())
        {
            if (!operands.Cursor.At(","))
                fill = (byte)operands.Number("fill", -128, 255);
            if (operands.AcceptComma())
                most = operands.Number("most bytes of padding", 0, 65536);
        }

        var statement = operands.Cursor.Statement;
        builder.Align(bytes, statement.Span(directive, directive), TextOf(statement, directive), fill, most);
    }

    void Space(OperandReader operands, Token directive)
    {
        var count = operands.Number("number of bytes", 0, 1 << 24);
        var fill = operands.AcceptComma() ? operands.Number("fill", -128, 255) : 0;
        Bytes(operands, directive, count, fill);
    }

    // A number of values of so many bytes each.
    void Fill(OperandReader operands, Token directive)
    {
        var count = operands.Number("number of values", 0, 1 << 24);
        var size = operands.AcceptComma() ? operands.Number("bytes of a value", 0, 8) : 1;
        var value = operands.AcceptComma() ? operands.Constant() : 0;
        if (count * size > 1 << 24)
            operands.FailNumber(directive, "number of bytes", count * size, $"is not from 0 to {1 << 24}");
        var statement = operands.Cursor.Statement;
        for (var i = 0L; i < count; i++)
            builder.AddNumber(value, (int)size, null, statement.Span(directive, directive), TextOf(statement, directive));
    }

    void Advance(OperandReader operands, Token directive)
    {
        var first = operands.Current;
        var value = operands.Value();
        var target = value.IsConstant ? builder.Current.Start + value.Number : scope.OffsetOf(value.Symbol) + value.Number;
        if (target is not { } offset)
        {
            Expression.RequireConstant(operands.Cursor, scope, first, value);
            return;
        }

        var count = offset - builder.OffsetBytes;
        if (count is < 0 or > 1 << 24)
            operands.FailNumber(first, "offset", offset, $"is before {builder.OffsetBytes}, where this is, or far after it");
        Bytes(operands, directive, count, operands.AcceptComma() ? operands.Number("fill", -128, 255) : 0);
    }

    void Bytes(OperandReader operands, Token directive, long count, long fill)
    {
        var statement = operands.Cursor.Statement;
        var bytes = new byte[count];
        Array.Fill(bytes, (byte)fill);
        builder.AddData(bytes, null, statement.Span(directive, directive), TextOf(statement, directive));
    }

    static string TextOf(Statement statement, Token directive) => statement.Slice(directive, statement.Tokens[^1]);

    // A number of up to 128 bits that is alone.
    static Int128? Wide(string text) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        && UInt128.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? (Int128)number : null;
}
