using Sim.Core.Diagnostics;

namespace Sim.Scenarios.Reading;

/// <summary>Where a node stands, with the line that a diagnostic shows.</summary>
/// <param name="At">Position in the file.</param>
/// <param name="Excerpt">The whole line. Null where the file as a whole is meant.</param>
readonly record struct Place(SourceSpan At, string? Excerpt)
{
    const int MaxExcerpt = 240;

    /// <summary>Adds a diagnostic here.</summary>
    public void Report(DiagnosticBag bag, string code, string message, string? hint = null)
    {
        bag.Add(code, message, At, hint is null ? null : Quoted.OneLine(hint), Shown);
    }

    /// <summary>The line as a diagnostic shows it; null where it is too long.</summary>
    public string? Shown => Excerpt is { Length: <= MaxExcerpt } ? Printable(Excerpt) : null;

    // As long as it was, so that the marks below stay in place.
    static string Printable(string line) => string.Concat(line.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
