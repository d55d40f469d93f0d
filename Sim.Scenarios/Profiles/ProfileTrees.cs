using System.Collections.Concurrent;
using Sim.Core.Diagnostics;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>Trees of profile files: a scenario, its measurements and heirs name the same few, and each is parsed once.</summary>
static class ProfileTrees
{
    static readonly ConcurrentDictionary<string, (string Text, Node Root)> Parsed = new();

    /// <summary>As <see cref="YamlTree.Read"/>; what had mistakes is parsed again, to report them again.</summary>
    public static Node? Read(TextFile file, DiagnosticBag bag)
    {
        if (Parsed.TryGetValue(file.Path, out var known) && known.Text == file.Text)
            return known.Root;
        var before = bag.Count;
        var root = YamlTree.Read(file, bag);
        if (root is not null && bag.Count == before)
            Parsed[file.Path] = (file.Text, root);
        return root;
    }
}
