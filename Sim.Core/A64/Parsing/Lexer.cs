using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Parsing;

/// <summary>Cuts a text into statements of tokens, and drops comments.</summary>
sealed class Lexer(SourceText source, DiagnosticBag bag)
{
    // Longest first: "<<" is one token.
    static readonly string[] Symbols =
    [
        "<<", ">>", "<=", ">=", "==", "!=", "&&", "||",
        ",", "[", "]", "!", "#", ":", "(", ")", "+", "-", "*", "/", "%", "&", "|", "^", "~", "=", "<", ">", "{", "}",
    ];

    readonly List<Statement> _statements = [];
    readonly List<Token> _tokens = [];
    SourceSpan? _openComment;
    string _openCommentLine = "";

    public IReadOnlyList<Statement> Split()
    {
        var lines = source.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
            SplitLine(lines[i].TrimEnd('\r'), i + 1);
        if (_openComment is { } open)
            bag.Add("SIM210", "comment '/*' is never closed by '*/'", open, null, _openCommentLine);
        return _statements;
    }

    void SplitLine(string line, int number)
    {
        var at = 0;
        while (at < line.Length)
        {
            if (_openComment is not null)
            {
                var close = line.IndexOf("*/", at, StringComparison.Ordinal);
                if (close < 0)
                    break;
                _openComment = null;
                at = close + 2;
            }
            else if (StartsAt(line, at, "//"))
            {
                break;
            }
            else if (StartsAt(line, at, "/*"))
            {
                (_openComment, _openCommentLine) = (new SourceSpan(source.Name, number, at + 1, 2), line);
                at += 2;
            }
            else if (line[at] == ';')
            {
                EndStatement(line, number);
                at++;
            }
            else if (char.IsWhiteSpace(line[at]))
            {
                at++;
            }
            else
            {
                at += ReadToken(line, at, number);
            }
        }

        EndStatement(line, number);
    }

    void EndStatement(string line, int number)
    {
        if (_tokens.Count == 0)
            return;
        _tokens.Add(new Token(TokenKind.End, "", _tokens[^1].EndColumn));
        _statements.Add(new Statement(source.Name, number, line, [.. _tokens]));
        _tokens.Clear();
    }

    // Returns the number of characters read.
    int ReadToken(string line, int at, int number)
    {
        var (kind, length) = line[at] switch
        {
            '"' => (TokenKind.String, StringLength(line, at)),
            >= '0' and <= '9' => (TokenKind.Number, NameLength(line, at)),
            var c when IsNameCharacter(c) => (TokenKind.Name, NameLength(line, at)),
            _ => (TokenKind.Symbol, Symbols.FirstOrDefault(symbol => StartsAt(line, at, symbol))?.Length ?? 0),
        };
        if (length == 0)
        {
            var what = kind == TokenKind.String ? "string has no closing '\"'" : $"character '{line[at]}' has no meaning here";
            var span = new SourceSpan(source.Name, number, at + 1, kind == TokenKind.String ? line.Length - at : 1);
            bag.Add("SIM210", what, span, null, line);
            return span.Length;
        }

        var text = line.Substring(at, length);
        if (kind == TokenKind.Number && length > 1 && text[^1] is 'b' or 'f' && text[..^1].All(char.IsAsciiDigit))
            kind = TokenKind.LocalLabel;
        _tokens.Add(new Token(kind, text, at + 1));
        return length;
    }

    static bool StartsAt(string line, int at, string text) => string.CompareOrdinal(line, at, text, 0, text.Length) == 0;

    static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '$';

    static int NameLength(string line, int at)
    {
        var end = at;
        while (end < line.Length && IsNameCharacter(line[end]))
            end++;
        return end - at;
    }

    // 0 when the closing quote is missing.
    static int StringLength(string line, int at)
    {
        for (var end = at + 1; end < line.Length; end++)
        {
            if (line[end] == '\\')
                end++;
            else if (line[end] == '"')
                return end + 1 - at;
        }

        return 0;
    }
}
