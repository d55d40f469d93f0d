using Sim.Core.Diagnostics;

namespace Sim.Scenarios.Reading;

/// <summary>Where a node is, with the line that a diagnostic shows.</summary>
/// <param name="At">Position in the file.</param>
/// <param name="Excerpt">The whole line. Null where the file as a whole is meant.</param>
readonly record struct Place(SourceSpan At, string? Excerpt)
{
    /// <summary>Adds a diagnostic here.</summary>
    public void Report(DiagnosticBag bag, string code, string message, string? hint = null) =>
        bag.Add(code, message, At, hint is null ? null : Quoted.OneLine(hint), Excerpt);
}
