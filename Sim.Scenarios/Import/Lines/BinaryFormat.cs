namespace Sim.Scenarios.Import.Lines;

/// <summary>Files of the trade that are no text, known by how they begin.</summary>
/// <param name="What">What the file is.</param>
/// <param name="Use">How to get text out of it.</param>
sealed record BinaryFormat(string Begin, string What, string Use)
{
    // Bytes that are no UTF-8 arrive as U+FFFF.
    static readonly BinaryFormat[] All =
    [
        new("PERFILE2", "a recording of perf (perf.data)", "'perf script -i FILE > calls.txt' and import that"),
        new("\u0017\u0008Dtracing", "a recording of trace-cmd (trace.dat)", "'trace-cmd report FILE > calls.txt' and import that"),
        new("\u001F\uFFFF\u0008", "a file compressed by gzip", "'zcat FILE | sim import ... -'"),
        new("(\uFFFF/\uFFFF", "a file compressed by zstd", "'zstdcat FILE | sim import ... -'"),
        new("\uFFFF7zXZ", "a file compressed by xz", "'xzcat FILE | sim import ... -'"),
        new("\u007FELF", "an ELF file", "'nm FILE > symbols.txt' for the functions of a kernel, and import that"),
    ];

    /// <summary>The format of a file that begins with <paramref name="text"/>; null for text.</summary>
    public static BinaryFormat? Find(ReadOnlySpan<char> text)
    {
        foreach (var format in All)
        {
            if (text.StartsWith(format.Begin))
                return format;
        }

        return null;
    }
}
