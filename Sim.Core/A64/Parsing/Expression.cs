using System.Globalization;

namespace Sim.Core.A64.Parsing;

/// <summary>Expressions over numbers, constants and labels.</summary>
/// <remarks>Precedence is that of GNU as, not of C: <c>* / % &lt;&lt; &gt;&gt;</c> before <c>&amp; | ^</c> before <c>+ -</c>.</remarks>
static class Expression
{
    // Comparisons give -1 for true, as GNU as does.
    static readonly string[][] Levels =
    [
        ["||"], ["&&"], ["==", "!=", "<>", "<", ">", "<=", ">="], ["+", "-"], ["&", "|", "^"], ["*", "/", "%", "<<", ">>"],
    ];

    // Parentheses and signs nest by recursion: 200 of them are some 1,500 frames, a small part of a thread's stack.
    const int MostNested = 200;

    public static Value Parse(TokenCursor cursor, Scope scope, long offset) => Parse(cursor, scope, offset, 0);

    static Value Parse(TokenCursor cursor, Scope scope, long offset, int level)
    {
        if (level == Levels.Length)
            return Unary(cursor, scope, offset);
        var first = cursor.Current;
        var left = Parse(cursor, scope, offset, level + 1);
        while (cursor.Current is { Kind: TokenKind.Symbol, Text: var symbol } && Levels[level].Contains(symbol))
        {
            cursor.Next();
            var right = Parse(cursor, scope, offset, level + 1);
            left = Combine(cursor, scope, first, left, symbol, right);
        }

        return left;
    }

    static Value Unary(TokenCursor cursor, Scope scope, long offset)
    {
        var first = cursor.Current;
        if (first.Kind != TokenKind.Symbol || first.Text is not ("-" or "+" or "~" or "!"))
            return Primary(cursor, scope, offset);
        Enter(cursor, first);
        cursor.Next();
        var operand = Unary(cursor, scope, offset);
        cursor.Depth--;
        if (first.Text == "+")
            return operand;
        RequireConstant(cursor, scope, first, operand);
        return new Value(null, first.Text switch { "-" => -operand.Number, "~" => ~operand.Number, _ => Logical(operand.Number == 0) });
    }

    static Value Primary(TokenCursor cursor, Scope scope, long offset)
    {
        var token = cursor.Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                cursor.Next();
                return new Value(null, Number(cursor, token));
            case TokenKind.LocalLabel:
                cursor.Next();
                if (scope.FindNumeric(token.Text) is { } label)
                    return new Value(label, 0);
                var where = token.Text[^1] == 'b' ? "before" : "after";
                cursor.Fail("SIM206", $"'{token.Text}': there is no label '{token.Text[..^1]}:' {where} this line", token);
                break;
            case TokenKind.Name when token.Text == ".":
                cursor.Next();
                return new Value(scope.Here(offset), 0);
            case TokenKind.Name when !RegisterNames.TryFind(token.Text, out _):
                cursor.Next();
                return scope.Find(token.Text);
            case TokenKind.Symbol when cursor.At("("):
                Enter(cursor, token);
                cursor.Next();
                var inner = Parse(cursor, scope, offset);
                cursor.Expect(")");
                cursor.Depth--;
                return inner;
        }

        cursor.FailExpected("a number, constant or label");
        return default;
    }

    static void Enter(TokenCursor cursor, Token token)
    {
        if (++cursor.Depth > MostNested)
            cursor.Fail("SIM218", $"parentheses and signs are nested more than {MostNested} deep", token);
    }

    static long Number(TokenCursor cursor, Token token)
    {
        if (token.Text[0] == '\'')
            return token.Text[1];
        var text = token.Text.ToLowerInvariant();
        var (digits, style) = text switch
        {
            ['0', 'x', .. var hex] => (hex, NumberStyles.AllowHexSpecifier),
            ['0', 'b', .. var binary] => (binary, NumberStyles.AllowBinarySpecifier),
            _ => (text, NumberStyles.None),
        };
        if (text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1]))
            cursor.Fail("SIM202", $"number '{token.Text}' starts with 0: octal is not read here", token,
                hint: "write it in decimal, or as 0x...");
        if (!ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out var number))
            cursor.Fail("SIM202", $"'{token.Text}' is not a number of at most 64 bits (decimal, 0x..., 0b...)", token);
        return (long)number;
    }

    static Value Combine(TokenCursor cursor, Scope scope, Token first, Value left, string symbol, Value right)
    {
        switch (symbol)
        {
            case "+" when left.IsConstant || right.IsConstant:
                return new Value(left.Symbol ?? right.Symbol, left.Number + right.Number);
            case "-" when right.IsConstant:
                return left with { Number = left.Number - right.Number };
            case "-" when scope.OffsetOf(left.Symbol) is { } end && scope.OffsetOf(right.Symbol) is { } start:
                return new Value(null, end + left.Number - start - right.Number);
        }

        RequireConstant(cursor, scope, first, left);
        RequireConstant(cursor, scope, first, right);
        if (symbol is "/" or "%" && right.Number == 0)
            cursor.FailSince(first, "SIM207", $"'{cursor.TextSince(first)}' divides by 0");
        if (symbol is "<<" or ">>" && right.Number is < 0 or > 63)
            cursor.FailSince(first, "SIM204", $"'{cursor.TextSince(first)}' shifts by {right.Number}, which is not from 0 to 63");
        var result = Compute(left.Number, symbol, right.Number);
        if (IsCut(left.Number, symbol, right.Number, result))
            cursor.FailSince(first, "SIM204", $"'{cursor.TextSince(first)}' does not fit into 64 bits");
        return new Value(null, result);
    }

    // Numbers are signed or not, as it suits: bits are lost where the result is wrong either way.
    static bool IsCut(long left, string symbol, long right, long result) => symbol switch
    {
        "<<" => result >> (int)right != left && (long)((ulong)result >> (int)right) != left,
        "*" => (Int128)left * right != result && (UInt128)(ulong)left * (ulong)right != (ulong)result,
        _ => false,
    };

    static long Compute(long left, string symbol, long right) => symbol switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => right == -1 ? -left : left / right,
        "%" => right == -1 ? 0 : left % right,
        "<<" => left << (int)right,
        ">>" => (long)((ulong)left >> (int)right),
        "&" => left & right,
        "|" => left | right,
        "^" => left ^ right,
        "==" => Truth(left == right),
        "!=" or "<>" => Truth(left != right),
        "<" => Truth(left < right),
        ">" => Truth(left > right),
        "<=" => Truth(left <= right),
        ">=" => Truth(left >= right),
        "&&" => Logical(left != 0 && right != 0),
        _ => Logical(left != 0 || right != 0),
    };

    // As in GNU as: a comparison that holds has all bits set, a logical operator gives 1.
    static long Truth(bool claim) => claim ? -1 : 0;

    static long Logical(bool claim) => claim ? 1 : 0;

    public static void RequireConstant(TokenCursor cursor, Scope scope, Token first, Value value)
    {
        if (value.Symbol is not { } symbol)
            return;
        if (scope.IsLabel(symbol))
            cursor.FailSince(first, "SIM207", $"'{cursor.TextSince(first)}' depends on an address, where a number must be known now",
                "the difference of two labels is a number");
        cursor.FailSince(first, "SIM206", $"unknown constant '{symbol}'", scope.Nearest(symbol));
    }
}
