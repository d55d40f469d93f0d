using System.Collections.Concurrent;

namespace Sim.Core.A64;

/// <summary>Assembly text with the name under which diagnostics speak of it.</summary>
public sealed record SourceText(string Name, string Text)
{
    // Read once: every cell of a sweep names the same few.
    static readonly ConcurrentDictionary<string, SourceText?> Known = new();

    int _hash;

    // A copy with another name or text has another hash.
    SourceText(SourceText other) => (Name, Text, Open) = (other.Name, other.Text, other.Open);

    /// <summary>Finds what <c>.include</c> names, seen from this text; null if there is nothing. Without it, nothing can be included.</summary>
    public Func<string, SourceText?>? Open { get; init; }

    /// <summary>A routine that travels inside Sim.Core, by its path below the project: <c>Mechanisms/CallOps/ftrace_caller.s</c>.</summary>
    public static SourceText BuiltIn(string path) => Find(path) ?? throw new Diagnostics.SimBug($"no built-in routine '{path}'");

    /// <summary>True if name and text are the same.</summary>
    public bool Equals(SourceText? other) => ReferenceEquals(this, other) || (other is not null && Name == other.Name && Text == other.Text);

    public override int GetHashCode()
    {
        // Texts are keys, and thousands of characters long.
        if (_hash == 0)
            _hash = HashCode.Combine(Name, Text);
        return _hash;
    }

    static SourceText? Find(string path) => Known.GetOrAdd(path, Read);

    static SourceText? Read(string path)
    {
        using var stream = typeof(SourceText).Assembly.GetManifestResourceStream(path);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        var folder = path[..(path.LastIndexOf('/') + 1)];
        return new SourceText(path, reader.ReadToEnd()) { Open = name => Find(folder + name) ?? Find(name) };
    }
}
