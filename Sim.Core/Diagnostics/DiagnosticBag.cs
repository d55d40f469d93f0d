using System.Collections;

namespace Sim.Core.Diagnostics;

/// <summary>Collects mistakes so that a user sees all of them at once, in the order in which they were found.</summary>
public sealed class DiagnosticBag : IReadOnlyCollection<Diagnostic>
{
    readonly List<Diagnostic> _diagnostics = [];

    public int Count => _diagnostics.Count;

    /// <summary>True once anything was reported: what was read must not be used then.</summary>
    public bool HasErrors => _diagnostics.Count > 0;

    public void Add(Diagnostic diagnostic) => _diagnostics.Add(diagnostic);

    public void Add(string code, string message, SourceSpan at, string? hint = null, string? excerpt = null) =>
        Add(new Diagnostic(code, message, at, hint, excerpt));

    public IEnumerator<Diagnostic> GetEnumerator() => _diagnostics.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
