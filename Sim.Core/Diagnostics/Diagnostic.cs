namespace Sim.Core.Diagnostics;

/// <summary>One mistake in what a user gave to Sim.</summary>
/// <param name="Code">Stable, such as <c>SIM102</c>; listed in docs/diagnostics.md.</param>
/// <param name="Message">One lower-case clause: what is wrong, with the offending text in quotes and what is allowed.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Hint">What to type instead. Null if there is nothing better to say than the message.</param>
/// <param name="Excerpt">The whole offending line, for the caret display. Null where there is none to show.</param>
public sealed record Diagnostic(string Code, string Message, SourceSpan At, string? Hint = null, string? Excerpt = null)
{
    /// <summary>The form that every verb prints: position, code, message, excerpt with carets, hint; no trailing newline.</summary>
    public override string ToString()
    {
        var text = new System.Text.StringBuilder($"{At}: error {Code}: {Message}");
        if (Excerpt is not null && At.Line > 0)
        {
            var gutter = FormattableString.Invariant($" {At.Line} | ");
            text.Append('\n').Append(gutter).Append(Excerpt.Replace('\t', ' '));
            if (At.Column > 0)
            {
                text.Append('\n').Append(' ', gutter.Length - 2).Append("| ");
                text.Append(' ', At.Column - 1).Append('^', Math.Max(1, At.Length));
            }
        }

        if (Hint is not null)
            text.Append("\n hint: ").Append(Hint);
        return text.ToString();
    }
}
