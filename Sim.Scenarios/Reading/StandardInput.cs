namespace Sim.Scenarios.Reading;

/// <summary>What <c>-</c> means where the user names a file: stdin, read once and kept, so that it can be looked at more than once.</summary>
public static class StandardInput
{
    /// <summary>The word that means stdin on a command line.</summary>
    public const string Word = "-";

    /// <summary>The path that it has from then on.</summary>
    public const string Path = "<stdin>";

    static readonly AsyncLocal<Lazy<byte[]>?> Current = new();

    /// <summary>Says what opens it, for this command.</summary>
    public static void Open(Func<Stream> stdin) => Current.Value = new(() => Read(stdin));

    /// <summary>Whether <paramref name="given"/> means it: <see cref="Word"/>, or the system's own path to it.</summary>
    public static bool Is(string given) => given is Word or "/dev/stdin" or "/dev/fd/0" or "/proc/self/fd/0";

    /// <summary>The path that <paramref name="given"/> means.</summary>
    public static string PathOf(string given) => Is(given) ? Path : given;

    /// <summary>Its bytes; throws <see cref="IOException"/> where there is none.</summary>
    internal static byte[] Bytes => Current.Value?.Value ?? throw new IOException("there is no stdin");

    // No reader takes more than a log may have.
    static byte[] Read(Func<Stream> open)
    {
        using var stream = open();
        using var kept = new MemoryStream();
        var block = new byte[1 << 16];
        while (kept.Length <= TextFile.MaxLogBytes && stream.Read(block) is > 0 and var length)
            kept.Write(block, 0, length);
        return kept.ToArray();
    }
}
