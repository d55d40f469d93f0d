using System.Collections;

namespace Sim.Core.Diagnostics;

/// <summary>Collects mistakes so that a user sees all of them at once, in the order in which they were found; of a file with very many, the first.</summary>
public sealed class DiagnosticBag : IReadOnlyCollection<Diagnostic>
{
    /// <summary>Most mistakes kept of one file; after these comes one that says how many more there are.</summary>
    public const int MostPerFile = 20;

    const string More = "SIM109";

    readonly List<Diagnostic> _diagnostics = [];
    readonly Dictionary<string, int> _perFile = [];

    /// <summary>Mistakes reported, those that are only counted included.</summary>
    public int Count { get; private set; }

    /// <summary>True once anything was reported: what was read must not be used then.</summary>
    public bool HasErrors => Count > 0;

    /// <summary>True if further mistakes of <paramref name="file"/> are only counted.</summary>
    public bool IsFull(string file) => _perFile.GetValueOrDefault(file) >= MostPerFile;

    public void Add(Diagnostic diagnostic)
    {
        var file = diagnostic.At.File;
        if (!IsFull(file) && diagnostic.NotShown == 0)
            _diagnostics.Add(diagnostic);
        var count = Math.Max(1, diagnostic.NotShown);
        _perFile[file] = _perFile.GetValueOrDefault(file) + count;
        Count += count;
    }

    public void Add(string code, string message, SourceSpan at, string? hint = null, string? excerpt = null) =>
        Add(new Diagnostic(code, message, at, hint, excerpt));

    public IEnumerator<Diagnostic> GetEnumerator()
    {
        foreach (var diagnostic in _diagnostics)
            yield return diagnostic;
        foreach (var (file, count) in _perFile.Where(file => file.Value > MostPerFile))
        {
            var others = count - MostPerFile;
            yield return new(More, FormattableString.Invariant($"{others:N0} more mistake{(others == 1 ? " is" : "s are")} not shown"), new(file)) { NotShown = others };
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
