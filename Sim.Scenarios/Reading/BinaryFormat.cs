using System.Text;
using Sim.Core.Diagnostics;

namespace Sim.Scenarios.Reading;

/// <summary>Files of the trade that are no text, known by how they begin.</summary>
/// <param name="What">What the file is.</param>
/// <param name="Use">How to get text out of it.</param>
sealed record BinaryFormat(string Begin, string What, string Use)
{
    const int LongestBegin = 16;

    // Bytes that are no UTF-8 arrive as U+FFFD.
    static readonly BinaryFormat[] All =
    [
        new("PERFILE2", "a recording of perf (perf.data)", "'perf script -i FILE > calls.txt' and import that"),
        new("\u0017\u0008Dtracing", "a recording of trace-cmd (trace.dat)", "'trace-cmd report FILE > calls.txt' and import that"),
        new("\u001F\uFFFD\u0008", "a file compressed by gzip", "'zcat FILE | sim ... -'"),
        new("(\uFFFD/\uFFFD", "a file compressed by zstd", "'zstdcat FILE | sim ... -'"),
        new("\uFFFD7zXZ", "a file compressed by xz", "'xzcat FILE | sim ... -'"),
        new("BZh", "a file compressed by bzip2", "'bzcat FILE | sim ... -'"),
        new("\u0004\"M\u0018", "a file compressed by lz4", "'lz4cat FILE | sim ... -'"),
        new("PK\u0003\u0004", "a zip archive", "'unzip -p FILE NAME | sim ... -'"),
        new("\u007FELF", "an ELF file", "'nm FILE > symbols.txt' for the functions of a kernel, and import that"),
    ];

    static readonly BinaryFormat Utf16 = new("\uFFFD\uFFFD", "text in UTF-16", "'iconv -f UTF-16 -t UTF-8 FILE | sim ... -'");

    /// <summary>Reports a file that begins with <paramref name="bytes"/> and is no text; false if it may be.</summary>
    public static bool Report(ReadOnlySpan<byte> bytes, string path, DiagnosticBag bag)
    {
        if (Find(Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, LongestBegin)])) is not { } format)
            return false;
        bag.Add(Code.OtherFormat, $"this is {format.What}", new SourceSpan(path), $"Use {format.Use}.");
        return true;
    }

    /// <summary>The format of a file that begins with <paramref name="text"/>; null for text.</summary>
    public static BinaryFormat? Find(ReadOnlySpan<char> text)
    {
        // Two bytes for each letter, of which one is 0.
        if (text.StartsWith(Utf16.Begin) && text[..Math.Min(text.Length, 4)].Contains('\0'))
            return Utf16;
        foreach (var format in All)
        {
            if (text.StartsWith(format.Begin))
                return format;
        }

        return null;
    }
}
