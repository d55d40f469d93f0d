using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Parsing;

/// <summary>What is between line ends or semicolons: labels, then at most one directive or instruction.</summary>
/// <param name="Tokens">In order; the last one is <see cref="TokenKind.End"/>.</param>
/// <param name="Within">The expansion that it comes from, in words; null if it is in the text itself.</param>
sealed record Statement(string File, int Line, string LineText, IReadOnlyList<Token> Tokens, string? Within)
{
    /// <summary>The columns from one token to the end of another.</summary>
    public SourceSpan Span(Token first, Token last) =>
        new(File, Line, first.Column, Math.Max(1, last.EndColumn - first.Column));

    /// <summary>The text from token number <paramref name="first"/> to the end.</summary>
    public string TextFrom(int first) => Slice(Tokens[first], Tokens[^1]);

    /// <summary>The text from one token to the end of another.</summary>
    public string Slice(Token first, Token last) => LineText[(first.Column - 1)..(last.EndColumn - 1)];
}
