using System.Collections.Concurrent;

namespace Sim.Scenarios.Reading;

/// <summary>The files that this command has read, so that it does not write over one of them.</summary>
public static class FilesRead
{
    static readonly AsyncLocal<ConcurrentDictionary<string, bool>?> Current = new();

    /// <summary>Their paths, as they were opened.</summary>
    public static IEnumerable<string> Paths => Current.Value?.Keys ?? [];

    /// <summary>A command begins: it has read none.</summary>
    public static void Begin() => Current.Value = new();

    internal static void Add(string path) => Current.Value?.TryAdd(path, true);
}
