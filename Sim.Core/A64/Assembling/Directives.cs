using System.Numerics;
using System.Text;
using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Assembling;

/// <summary>Directives that lay down data or name things; conditional assembly is in <see cref="Pass"/>.</summary>
sealed class Directives(Scope scope, ObjectBuilder builder)
{
    static readonly Dictionary<string, int> DataBytes = new()
    {
        [".quad"] = 8,
        [".xword"] = 8,
        [".word"] = 4,
        [".long"] = 4,
        [".hword"] = 2,
        [".short"] = 2,
        [".byte"] = 1,
    };

    static readonly string[] Others =
    [
        ".global", ".globl", ".region", ".set", ".ascii", ".asciz", ".string", ".align", ".p2align", ".balign", ".space", ".skip",
        ".ltorg", ".text", ".if", ".ifdef", ".ifndef", ".else", ".endif",
    ];

    const string Escapes = "ntr0\\\"";
    const string Escaped = "\n\t\r\0\\\"";

    readonly HashSet<string> _globals = [];

    public static IEnumerable<string> Names => DataBytes.Keys.Concat(Others);

    /// <summary>Names that <c>.global</c> gave.</summary>
    public IReadOnlySet<string> Globals => _globals;

    /// <summary>Carries out the directive <paramref name="directive"/>, whose operands come next.</summary>
    /// <returns>False if there is no such directive.</returns>
    public bool Run(Token directive, OperandReader operands)
    {
        var name = directive.Text.ToLowerInvariant();
        switch (name)
        {
            case ".global" or ".globl":
                do
                    Global(operands);
                while (operands.AcceptComma());
                break;
            case ".region":
                builder.Region = Name(operands, "a region name").Text;
                break;
            case ".set":
                var target = Name(operands, "a name");
                operands.Comma();
                Set(operands, target);
                break;
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
            case ".space" or ".skip":
                Space(operands, directive);
                break;
            case ".ltorg":
                LayPool(directive, operands.Cursor.Statement);
                break;
            case ".text":
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

    /// <summary>Gives <paramref name="name"/> the value of the expression that comes next.</summary>
    public void Set(OperandReader operands, Token name)
    {
        var number = operands.Constant();
        if (scope.IsGiven(name.Text))
            operands.Cursor.Fail("SIM209", $"constant '{name.Text}' is given from outside and cannot be set", name,
                hint: $"guard it with .ifndef {name.Text}");
        if (scope.IsLabel(name.Text))
            operands.Cursor.Fail("SIM209", $"'{name.Text}' is a label and cannot be a constant too", name);
        if (RegisterNames.TryFind(name.Text, out _))
            operands.Cursor.Fail("SIM209", $"'{name.Text}' is a register and cannot be a constant too", name);
        scope.Set(name.Text, number);
    }

    /// <summary>Lays down the literals of <c>ldr xN, =value</c>.</summary>
    public void LayPool(Token at, Statement statement)
    {
        var literals = scope.TakePool();
        if (literals.Count == 0)
            return;
        var span = statement.Span(at, at);
        builder.Align(8, span, "");
        foreach (var (label, value, bytes) in literals.OrderByDescending(literal => literal.Bytes))
        {
            scope.Define(label, builder.OffsetBytes);
            builder.AddNumber(value.Number, bytes, FixupOf(value, bytes), span, "");
        }
    }

    static Fixup? FixupOf(Value value, int bytes) => value.Symbol is { } symbol
        ? new Fixup(bytes == 8 ? FixupKind.Data64 : FixupKind.Data32, symbol, value.Number)
        : null;

    static Token Name(OperandReader operands, string what)
    {
        if (operands.Current.Kind != TokenKind.Name)
            operands.Cursor.FailExpected(what);
        return operands.Cursor.Next();
    }

    void Global(OperandReader operands)
    {
        var name = Name(operands, "a label");
        if (!scope.IsLayout && !scope.IsLabel(name.Text))
            operands.Cursor.Fail("SIM215", $"'.global {name.Text}': no label '{name.Text}:' stands in this text", name,
                hint: scope.Nearest(name.Text));
        _globals.Add(name.Text);
    }

    void Data(OperandReader operands, Token directive, int bytes)
    {
        var first = operands.Current;
        operands.OffsetBytes = builder.OffsetBytes;
        var value = operands.Value();
        if (!value.IsConstant && bytes < 4)
            Expression.RequireConstant(operands.Cursor, scope, first, value);
        if (bytes < 8 && value.IsConstant)
            operands.CheckRange(first, value.Number, "number", -1L << (bytes * 8 - 1), (1L << (bytes * 8)) - 1);
        var statement = operands.Cursor.Statement;
        builder.AddNumber(value.IsConstant ? value.Number : 0, bytes, FixupOf(value, bytes), statement.Span(first, first),
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

    void Align(OperandReader operands, Token directive, int bytes)
    {
        var statement = operands.Cursor.Statement;
        builder.Align(bytes, statement.Span(directive, directive), TextOf(statement, directive));
    }

    void Space(OperandReader operands, Token directive)
    {
        var count = operands.Number("number of bytes", 0, 1 << 24);
        var fill = operands.AcceptComma() ? operands.Number("fill", -128, 255) : 0;
        var statement = operands.Cursor.Statement;
        var bytes = new byte[count];
        Array.Fill(bytes, (byte)fill);
        builder.AddData(bytes, null, statement.Span(directive, directive), TextOf(statement, directive));
    }

    static string TextOf(Statement statement, Token directive) => statement.Slice(directive, statement.Tokens[^1]);
}
