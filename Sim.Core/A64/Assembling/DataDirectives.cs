using System.Globalization;
using System.Numerics;
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
        [".dc"] = 2,
        [".dc.a"] = 8,
        [".dc.b"] = 1,
        [".dc.w"] = 2,
        [".dc.l"] = 4,
    };

    // Bytes of what .dcb repeats and .ds leaves room for.
    static readonly Dictionary<string, int> RepeatedBytes = new()
    {
        [".dcb"] = 2,
        [".dcb.b"] = 1,
        [".dcb.w"] = 2,
        [".dcb.l"] = 4,
        [".ds"] = 2,
        [".ds.b"] = 1,
        [".ds.w"] = 2,
        [".ds.l"] = 4,
        [".ds.s"] = 4,
        [".ds.d"] = 8,
        [".ds.p"] = 12,
        [".ds.x"] = 12,
    };

    static readonly string[] Others =
    [
        ".ascii", ".asciz", ".string", ".string8", ".string16", ".string32", ".string64", ".space", ".skip", ".zero", ".fill", ".org", ".inst", ".nop", ".uleb128",
        ".sleb128", ".comm", ".lcomm",
    ];

    readonly PaddingDirectives _padding = new(builder);

    public static IEnumerable<string> Names => [.. DataBytes.Keys, .. RepeatedBytes.Keys, .. Others, .. PaddingDirectives.Names];

    /// <summary>Carries out the directive <paramref name="directive"/>, whose operands come next.</summary>
    /// <returns>False if there is no such directive.</returns>
    public bool Run(Token directive, OperandReader operands)
    {
        var name = directive.Text.ToLowerInvariant();
        switch (name)
        {
            case ".ascii":
                Strings(operands, directive, isTerminated: false, 1);
                break;
            case ".asciz" or ".string" or ".string8":
                Strings(operands, directive, isTerminated: true, 1);
                break;
            case ".string16" or ".string32" or ".string64":
                Strings(operands, directive, isTerminated: true, int.Parse(name[^2..], CultureInfo.InvariantCulture) / 8);
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
                Words(operands, directive);
                break;
            case ".uleb128" or ".sleb128":
                Variable(operands, directive, isSigned: name == ".sleb128");
                break;
            case ".comm" or ".lcomm":
                Common(operands, directive);
                break;
            case ".nop":
                builder.Align(4, operands.Cursor.Statement.Span(directive, directive), directive.Text);
                builder.Add(ObjectBuilder.Nop, null, operands.Cursor.Statement.Span(directive, directive), directive.Text);
                break;
            case var _ when RepeatedBytes.TryGetValue(name, out var size):
                Repeat(operands, directive, size, isRoom: name.StartsWith(".ds", StringComparison.Ordinal));
                break;
            case var _ when _padding.Run(directive, operands):
                break;
            default:
                if (!DataBytes.TryGetValue(name, out var bytes))
                    return false;
                new DataRun(builder, scope, directive, operands, bytes).Read();
                break;
        }

        return true;
    }

    void Words(OperandReader operands, Token directive)
    {
        var statement = operands.Cursor.Statement;
        var text = TextOf(statement, directive);
        do
        {
            var word = operands.Number("word", 0, uint.MaxValue);
            if (builder.OffsetBytes % 4 != 0)
                operands.Cursor.Fail("SIM212", $"'.inst' is at offset {builder.OffsetBytes}, which is not a multiple of 4", directive);
            builder.Add((uint)word, null, statement.Span(directive, directive), text);
        }
        while (operands.AcceptComma());
    }

    // Characters of so many bytes each.
    void Strings(OperandReader operands, Token directive, bool isTerminated, int size)
    {
        var statement = operands.Cursor.Statement;
        var bytes = new List<byte>();
        do
        {
            if (operands.Current.Kind != TokenKind.String)
                operands.Cursor.FailExpected("a string in double quotes");
            StringBytes.Append(operands.Cursor, operands.Cursor.Next(), bytes);
            if (isTerminated)
                bytes.Add(0);
        }
        while (operands.AcceptComma());
        var wide = new byte[bytes.Count * size];
        for (var i = 0; i < bytes.Count; i++)
            wide[i * size] = bytes[i];
        builder.AddData(wide, null, statement.Span(directive, directive), TextOf(statement, directive));
    }

    // Seven bits a byte, the low ones first; all but the last have the top bit.
    void Variable(OperandReader operands, Token directive, bool isSigned)
    {
        var statement = operands.Cursor.Statement;
        var bytes = new List<byte>();
        do
        {
            var number = operands.Constant();
            bool isMore;
            do
            {
                var low = (byte)(number & 0x7f);
                number = isSigned ? number >> 7 : (long)((ulong)number >> 7);
                isMore = !(number == 0 && (!isSigned || (low & 0x40) == 0)) && !(isSigned && number == -1 && (low & 0x40) != 0);
                bytes.Add((byte)(isMore ? low | 0x80 : low));
            }
            while (isMore);
        }
        while (operands.AcceptComma());
        builder.AddData([.. bytes], null, statement.Span(directive, directive), TextOf(statement, directive));
    }

    // Room of that name among the data that begin as zeros.
    void Common(OperandReader operands, Token directive)
    {
        if (operands.Current.Kind != TokenKind.Name)
            operands.Cursor.FailExpected("a label");
        var label = operands.Cursor.Next();
        operands.Comma();
        var bytes = operands.Number("number of bytes", 0, 1 << 24);
        var alignment = operands.AcceptComma() ? operands.Number("alignment", 1, 65536) : 8;
        builder.Push(".bss", isCode: false, isLoaded: true);
        builder.Align((int)BitOperations.RoundUpToPowerOf2((ulong)alignment), operands.Cursor.Statement.Span(directive, directive), TextOf(operands.Cursor.Statement, directive));
        var isNew = scope.Define(label.Text, builder.OffsetBytes);
        Bytes(operands, directive, bytes, 0);
        builder.Pop();
        if (!isNew)
            operands.Cursor.Fail("SIM208", $"label '{label.Text}' is defined twice", label);
    }

    void Space(OperandReader operands, Token directive)
    {
        var count = operands.Number("number of bytes", 0, 1 << 24);
        var fill = operands.AcceptComma() ? operands.Number("fill", -128, 255) : 0;
        Bytes(operands, directive, count, fill);
    }

    // A number of values of so many bytes each; of a value, GNU as takes 32 bits and zeros above.
    void Fill(OperandReader operands, Token directive)
    {
        var count = operands.Number("number of values", 0, 1 << 24);
        var size = operands.AcceptComma() ? operands.Number("bytes of a value", 0, 8) : 1;
        var value = operands.AcceptComma() ? operands.Number("value", -1L << (size is 0 or > 4 ? 31 : (int)size * 8 - 1), (1L << (size is 0 or > 4 ? 32 : (int)size * 8)) - 1) : 0;
        if (count * size > 1 << 24)
            operands.FailNumber(directive, "number of bytes", count * size, $"is not from 0 to {1 << 24}");
        var statement = operands.Cursor.Statement;
        var one = BitConverter.GetBytes(value & uint.MaxValue).AsSpan(0, (int)size);
        var all = new byte[count * size];
        for (var at = 0; at < all.Length; at += one.Length)
            one.CopyTo(all.AsSpan(at));
        builder.AddData(all, null, statement.Span(directive, directive), TextOf(statement, directive));
    }

    // A number of values of so many bytes each: .dcb takes the value, .ds the byte that fills the room.
    void Repeat(OperandReader operands, Token directive, int size, bool isRoom)
    {
        var count = operands.Number("number of values", 0, (1 << 24) / size);
        var unit = isRoom ? 1 : size;
        var value = operands.AcceptComma() ? operands.Number("value", -1L << unit * 8 - 1, (1L << unit * 8) - 1) : 0;
        var one = BitConverter.GetBytes(value);
        var all = new byte[count * size];
        for (var at = 0; at < all.Length; at++)
            all[at] = one[at % unit];
        var statement = operands.Cursor.Statement;
        builder.AddData(all, null, statement.Span(directive, directive), TextOf(statement, directive));
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
}
