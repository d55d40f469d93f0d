using System.Diagnostics.CodeAnalysis;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Parsing;

/// <summary>A place among the tokens of one statement, and the way to complain about what is there.</summary>
sealed class TokenCursor(Statement statement, int index)
{
    public Statement Statement => statement;

    /// <summary>Number of the token at this place; may be set to one where the cursor was before.</summary>
    public int Index
    {
        get => index;
        set => index = value;
    }

    /// <summary>Number of parentheses and signs around this place.</summary>
    public int Depth { get; set; }

    public Token Current => statement.Tokens[index];

    /// <summary>The token after <see cref="Current"/>, which is not the end.</summary>
    public Token Following => statement.Tokens[index + 1];

    public bool AtEnd => Current.Kind == TokenKind.End;

    public bool At(string symbol) => Current.Kind == TokenKind.Symbol && Current.Text == symbol;

    public Token Next()
    {
        var token = Current;
        if (token.Kind != TokenKind.End)
            index++;
        return token;
    }

    /// <summary>Steps over <paramref name="symbol"/> if it is here.</summary>
    public bool Accept(string symbol)
    {
        if (!At(symbol))
            return false;
        index++;
        return true;
    }

    public void Expect(string symbol)
    {
        if (!Accept(symbol))
            FailExpected($"'{symbol}'");
    }

    /// <summary>Nothing may follow.</summary>
    public void ExpectEnd()
    {
        if (!AtEnd)
            throw new SyntaxException(TooMuch());
    }

    /// <summary>What is here follows a complete statement.</summary>
    public Diagnostic TooMuch()
    {
        var rest = statement.Slice(Current, statement.Tokens[^1]);
        return Mistake("SIM202", $"'{rest}' is too much: the statement is complete before it", Current, statement.Tokens[^1]);
    }

    /// <summary>What is here is not <paramref name="what"/>.</summary>
    public Diagnostic NotExpected(string what) => Mistake(
        "SIM202", AtEnd ? $"the statement ends where {what} is needed" : $"{what} is needed here, not '{Current.Text}'", Current);

    /// <summary>What is here is not <paramref name="what"/>.</summary>
    [DoesNotReturn]
    public void FailExpected(string what) => throw new SyntaxException(NotExpected(what));

    /// <summary>Complains about the tokens from <paramref name="first"/> to the last one read.</summary>
    [DoesNotReturn]
    public void FailSince(Token first, string code, string message, string? hint = null) =>
        Fail(code, message, first, LastRead(first), hint);

    /// <summary>The text from <paramref name="first"/> to the last token read.</summary>
    public string TextSince(Token first) => statement.Slice(first, LastRead(first));

    [DoesNotReturn]
    public void Fail(string code, string message, Token first, Token? last = null, string? hint = null) =>
        throw new SyntaxException(Mistake(code, message, first, last, hint));

    public Diagnostic Mistake(string code, string message, Token first, Token? last = null, string? hint = null) =>
        new(code, message, statement.Span(first, last ?? first), hint, statement.LineText);

    /// <summary>A mistake in the tokens from <paramref name="first"/> to the last one read.</summary>
    public Diagnostic MistakeSince(Token first, string code, string message, string? hint = null) =>
        Mistake(code, message, first, LastRead(first), hint);

    /// <summary>The tokens from <paramref name="first"/> to the last one read, which refer to something.</summary>
    public Reference ReferenceSince(Token first) => new(statement.Span(first, LastRead(first)), statement.LineText, statement.Within);

    Token LastRead(Token first) => index > 0 && statement.Tokens[index - 1].Column >= first.Column ? statement.Tokens[index - 1] : first;
}
