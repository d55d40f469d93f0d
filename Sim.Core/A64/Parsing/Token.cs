namespace Sim.Core.A64.Parsing;

enum TokenKind
{
    /// <summary>Mnemonic, directive, register, label or constant.</summary>
    Name,

    Number,

    /// <summary>Reference to a numeric label: <c>1b</c>, <c>1f</c>.</summary>
    LocalLabel,

    /// <summary>Quoted string, quotes included.</summary>
    String,

    Symbol,

    /// <summary>After the last token of a statement.</summary>
    End,
}

/// <param name="Column">From 1.</param>
readonly record struct Token(TokenKind Kind, string Text, int Column)
{
    /// <summary>First column after it.</summary>
    public int EndColumn => Column + Text.Length;
}
