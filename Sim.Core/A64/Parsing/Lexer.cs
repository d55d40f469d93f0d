using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Parsing;

/// <summary>Cuts a statement into tokens.</summary>
static class Lexer
{
    // Longest first: "<<" is one token.
    static readonly string[] Symbols =
    [
        "<<", ">>", "<=", ">=", "==", "!=", "<>", "&&", "||",
        ",", "[", "]", "!", "#", ":", "(", ")", "+", "-", "*", "/", "%", "&", "|", "^", "~", "=", "<", ">", "{", "}",
    ];

    /// <summary>The tokens of <paramref name="source"/>, the end among them.</summary>
    /// <exception cref="SyntaxException">A character that means nothing, or a string without an end.</exception>
    public static Statement Read(in SourceStatement source)
    {
        var tokens = new List<Token>();
        for (var at = source.Start; at < source.End;)
        {
            if (char.IsWhiteSpace(source.LineText[at]))
                at++;
            else
                at += Read(source, at, tokens);
        }

        tokens.Add(new Token(TokenKind.End, "", source.End + 1));
        return new Statement(source.File, source.Line, source.LineText, tokens, source.Within);
    }

    // Returns the number of characters read.
    static int Read(in SourceStatement source, int at, List<Token> tokens)
    {
        var (line, end) = (source.LineText, source.End);
        var (kind, length) = line[at] switch
        {
            '"' => (TokenKind.String, StringLength(line, at, end)),
            '\'' when at + 1 < end => (TokenKind.Number, CharacterLength(line, at, end)),
            >= '0' and <= '9' => (TokenKind.Number, NameLength(line, at, end)),
            var c when IsNameCharacter(c) => (TokenKind.Name, NameLength(line, at, end)),
            _ => (TokenKind.Symbol, SymbolLength(line, at, end)),
        };
        if (length == 0)
        {
            var what = kind == TokenKind.String ? "string has no closing '\"'" : $"character '{line[at]}' has no meaning here";
            var span = new SourceSpan(source.File, source.Line, at + 1, kind == TokenKind.String ? end - at : 1);
            throw new SyntaxException(new Diagnostic("SIM210", what, span, null, line));
        }

        var text = line.Substring(at, length);
        if (kind == TokenKind.Number && length > 1 && text[^1] is 'b' or 'f' && text[..^1].All(char.IsAsciiDigit))
            kind = TokenKind.LocalLabel;
        tokens.Add(new Token(kind, text, at + 1));
        return length;
    }

    static int SymbolLength(string line, int at, int end) =>
        Symbols.FirstOrDefault(symbol => at + symbol.Length <= end && string.CompareOrdinal(line, at, symbol, 0, symbol.Length) == 0)?.Length ?? 0;

    static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '$';

    static int NameLength(string line, int at, int end)
    {
        var last = at;
        while (last < end && IsNameCharacter(line[last]))
            last++;
        return last - at;
    }

    // 'a or 'a'
    static int CharacterLength(string line, int at, int end) => at + 2 < end && line[at + 2] == '\'' ? 3 : 2;

    // 0 when the closing quote is missing.
    static int StringLength(string line, int at, int end)
    {
        for (var last = at + 1; last < end; last++)
        {
            if (line[last] == '\\')
                last++;
            else if (line[last] == '"')
                return last + 1 - at;
        }

        return 0;
    }
}
