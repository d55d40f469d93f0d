using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Parsing;

/// <summary>A statement before it is cut into tokens: what is between line ends or semicolons, without comments.</summary>
/// <param name="File">Name of the text.</param>
/// <param name="Line">Line number from 1.</param>
/// <param name="LineText">The whole line; comments are blanks.</param>
/// <param name="Start">Where in the line it starts, from 0.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Within">The expansion that it comes from, in words; null if it is in the text itself.</param>
readonly record struct SourceStatement(string File, int Line, string LineText, int Start, int End, string? Within)
{
    public string Text => LineText[Start..End];

    /// <summary>The directive of it, in lower case; "" if it has none.</summary>
    public string Directive
    {
        get
        {
            var text = Text.AsSpan().Trim();
            while (LabelLength(text) is > 0 and var length)
                text = text[length..].TrimStart();
            if (text.Length == 0 || text[0] != '.')
                return "";
            var end = 1;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.'))
                end++;
            return text[..end].ToString().ToLowerInvariant();
        }
    }

    /// <summary>Its directive, or what it begins with: the name of a macro or instruction.</summary>
    public string FirstWord => Directive is { Length: > 0 } directive ? directive : Text.Split((char[]?)null, 2)[0];

    public SourceSpan Span => new(File, Line, Start + 1, Math.Max(1, End - Start));

    /// <summary>Where <paramref name="word"/> is in it.</summary>
    public SourceSpan SpanOf(string word)
    {
        var at = LineText.IndexOf(word, Start, End - Start, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? Span : new SourceSpan(File, Line, at + 1, word.Length);
    }

    /// <summary>What follows the directive.</summary>
    public string Operands
    {
        get
        {
            var directive = Directive;
            var at = LineText.IndexOf(directive, Start, End - Start, StringComparison.OrdinalIgnoreCase);
            return LineText[(at + directive.Length)..End].Trim();
        }
    }

    // Up to after the colon.
    static int LabelLength(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.' or '$' or '\\' or '@'))
            end++;
        return end > 0 && end < text.Length && text[end] == ':' ? end + 1 : 0;
    }
}
