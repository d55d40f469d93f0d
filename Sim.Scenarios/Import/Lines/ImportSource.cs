using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Lines;

/// <summary>Where the text that is imported comes from.</summary>
/// <param name="Path">Path as the user gave it, or <c>&lt;stdin&gt;</c>.</param>
/// <param name="Open">Opens it for reading; throws as <see cref="File.OpenRead"/> does.</param>
public sealed record ImportSource(string Path, Func<Stream> Open)
{
    /// <summary>The file at <paramref name="path"/>.</summary>
    public static ImportSource File(string path) => new(path, () => InputFiles.Open(path));

    /// <summary>The file at <paramref name="path"/>; stdin, however large, for <c>-</c>.</summary>
    public static ImportSource Of(string path, Func<Stream> stdin) => StandardInput.Is(path) ? new(StandardInput.Path, stdin) : File(path);

    /// <summary>Name of what is made of it: the file's without its extension.</summary>
    public string Name => Path == StandardInput.Path ? "stdin" : System.IO.Path.GetFileNameWithoutExtension(Path);
}
