using Sim.Core.A64;
using Sim.Core.Diagnostics;

namespace Sim.Scenarios.Reading;

/// <summary>Assembly text of the user's own that a scenario names, with what it includes from beside it.</summary>
static class OwnText
{
    /// <summary>The text at <paramref name="path"/>; null with diagnostics, those of the file as a whole where <paramref name="node"/> names it.</summary>
    /// <param name="node">The name in the scenario.</param>
    /// <param name="path">Seen from the scenario's folder.</param>
    /// <param name="folder">The scenario's.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static SourceText? Read(Node node, string path, string folder, DiagnosticBag bag)
    {
        var (located, mistakes) = (Path.Combine(Override.FolderOf(node, folder), path), new DiagnosticBag());
        if (TextFile.Read(located, TextFile.MaxYamlBytes, mistakes) is { } file)
            return Including(file);
        NamedFile.Report(node, path, located, mistakes, bag);
        return null;
    }

    static SourceText Including(TextFile text) => new(text.Path, text.Text)
    {
        Open = name => TextFile.Read(Path.Combine(Path.GetDirectoryName(text.Path) ?? "", name), TextFile.MaxYamlBytes, []) is { } included
            ? Including(included)
            : null,
    };
}
