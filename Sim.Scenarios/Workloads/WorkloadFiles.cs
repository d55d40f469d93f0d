using Sim.Core.Diagnostics;
using Sim.Core.Results;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Workloads;

/// <summary>The profiles that a scenario names, each read once: all of its cells share it.</summary>
/// <param name="folder">The scenario's, from which paths start.</param>
sealed class WorkloadFiles(string folder)
{
    readonly SortedDictionary<string, FunctionProfile?> _profiles = new(StringComparer.Ordinal);

    /// <summary>What was read, for a scenario's hash.</summary>
    public IEnumerable<string> Texts => _profiles.Values.OfType<FunctionProfile>().Select(FunctionProfileFile.Write);

    /// <summary>The profile that <paramref name="node"/> names; null after a diagnostic, which the first of equal requests gets.</summary>
    public FunctionProfile? Profile(Node node, DiagnosticBag bag)
    {
        if (new ValueReader(bag).Text(node, "profile") is not { } text)
            return null;
        if (_profiles.TryGetValue(text, out var known))
            return known;
        var path = Path.Combine(folder, text);
        if (!File.Exists(path))
            node.Place.Report(bag, Code.Unreadable, $"there is no file {Quoted.Text(text)}", $"Looked for {path}.");
        return _profiles[text] = File.Exists(path) ? FunctionProfileFile.Read(path, bag) : null;
    }
}
