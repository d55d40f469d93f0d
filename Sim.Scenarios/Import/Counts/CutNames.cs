using Sim.Core.Runs;

namespace Sim.Scenarios.Import.Counts;

/// <summary>Names that <c>trace_stat</c> may have cut (<c>%-30.30s</c>), so that two functions share one.</summary>
/// <remarks>
/// Functions of one CPU that share a name are kept apart by their order; the first of each CPU are taken for the same function, and so are the second.
/// The profiler sorts by hits, so that this is likely, and no more.
/// </remarks>
sealed class CutNames
{
    readonly Dictionary<string, int> _inSection = [];
    readonly HashSet<string> _cut = [];
    readonly HashSet<string> _shared = [];
    int _sections;

    /// <summary>A new CPU begins.</summary>
    public void Section()
    {
        _inSection.Clear();
        _sections++;
    }

    /// <summary>The name under which a line's hits are added up.</summary>
    public string KeyOf(string name)
    {
        if (name.Length != FunctionProfile.CutLength)
            return name;
        _cut.Add(name);
        var number = _inSection[name] = _inSection.GetValueOrDefault(name) + 1;
        if (number == 1)
            return name;
        _shared.Add(name);
        return FormattableString.Invariant($"{name}{FunctionProfile.CutMark}{number}");
    }

    public IEnumerable<string> Remarks()
    {
        if (_cut.Count > 0)
        {
            yield return FormattableString.Invariant(
                $"names of {FunctionProfile.CutLength} characters, where trace_stat cuts them: {_cut.Count} ({_cut.Order(StringComparer.Ordinal).First()}{(_cut.Count > 1 ? ", ..." : "")}); a filter with the full name matches");
        }

        if (_shared.Count > 0)
        {
            var across = _sections > 1 ? "; on several CPUs they are told apart by their order" : "";
            yield return $"cut names that several functions share, kept apart as NAME{FunctionProfile.CutMark}2: {string.Join(", ", _shared.Order(StringComparer.Ordinal).Take(3))}{across}";
        }
    }
}
