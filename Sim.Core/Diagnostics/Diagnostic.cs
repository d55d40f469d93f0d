namespace Sim.Core.Diagnostics;

/// <summary>One mistake in what a user gave to Sim.</summary>
/// <param name="Code">Stable, such as <c>SIM102</c>; listed in docs/diagnostics.md.</param>
/// <param name="Message">One lower-case clause: what is wrong, with the offending text in quotes and what is allowed.</param>
/// <param name="At">Where it is.</param>
/// <param name="Hint">What to type instead. Null if there is nothing better to say than the message.</param>
/// <param name="Excerpt">The whole offending line, for the caret display. Null where there is none to show.</param>
public sealed record Diagnostic(string Code, string Message, SourceSpan At, string? Hint = null, string? Excerpt = null)
{
    const int MaxExcerpt = 120;
    const int MaxMessage = 400;

    // Lists what is known; it may also quote a word that fills the file.
    const int MaxHint = 2000;
    const string Ellipsis = "...";

    /// <summary>How many mistakes of the file are not shown; 0 for all but the one that says so.</summary>
    public int NotShown { get; init; }

    /// <summary>The form that every verb prints: position, code, message, excerpt with carets, hint; no trailing newline.</summary>
    public override string ToString()
    {
        var text = new System.Text.StringBuilder($"{Printable(At.ToString())}: error {Code}: {Short(Message, MaxMessage)}");
        if (Excerpt is not null && At.Line > 0)
        {
            var (shown, column) = Around(Printable(Excerpt), At.Column);
            var gutter = FormattableString.Invariant($" {At.Line} | ");
            text.Append('\n').Append(gutter).Append(shown);
            if (At.Column > 0)
            {
                text.Append('\n').Append(' ', gutter.Length - 2).Append("| ");
                text.Append(' ', column - 1).Append('^', Math.Clamp(At.Length, 1, Math.Max(1, shown.Length - column + 1)));
            }
        }

        if (Hint is not null)
            text.Append("\n hint: ").Append(Short(Hint, MaxHint));
        return text.ToString();
    }

    /// <inheritdoc/>
    /// <remarks>Without the line: it may be long, and many mistakes share it.</remarks>
    public override int GetHashCode() => HashCode.Combine(Code, Message, At);

    // A message may quote a word that fills the file: its middle says nothing.
    static string Short(string text, int most) =>
        text.Length <= most ? text : string.Concat(text.AsSpan(0, most / 2), Ellipsis, text.AsSpan(text.Length - (most / 2)));

    // As long as it was, so that the marks below stay in place.
    static string Printable(string line) => string.Concat(line.Select(letter => char.IsControl(letter) ? ' ' : letter));

    // The part of a long line where the column is.
    static (string Shown, int Column) Around(string line, int column)
    {
        if (line.Length <= MaxExcerpt)
            return (line, column);
        var start = Math.Clamp(column - (MaxExcerpt / 2), 0, line.Length - MaxExcerpt);
        var before = start > 0 ? Ellipsis : "";
        var after = start + MaxExcerpt < line.Length ? Ellipsis : "";
        return (string.Concat(before, line.AsSpan(start, MaxExcerpt), after), column - start + before.Length);
    }
}
