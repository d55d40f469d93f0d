using System.Text;
using Sim.Core.Diagnostics;

namespace Sim.Scenarios.Reading;

/// <summary>The text of a file that a user wrote, read whole.</summary>
sealed class TextFile
{
    /// <summary>Largest YAML file in bytes.</summary>
    public const long MaxYamlBytes = 1 << 20;

    /// <summary>Largest CSV file in bytes.</summary>
    public const long MaxCsvBytes = 16 << 20;

    /// <summary>Largest kernel log in bytes.</summary>
    public const long MaxLogBytes = 64 << 20;

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public TextFile(string path, string text)
    {
        Path = path;
        Text = text;
        Lines = text.ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>Path as the user gave it.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>Lines as diagnostics show them.</summary>
    public IReadOnlyList<string> Lines { get; init; }

    /// <summary>The file at <paramref name="path"/>; null with a diagnostic unless it is UTF-8 and not too large.</summary>
    public static TextFile? Read(string path, long maxBytes, DiagnosticBag bag, Func<Stream>? open = null)
    {
        var whole = new SourceSpan(path);
        try
        {
            if (InputFiles.IsDirectory(path))
            {
                bag.Add(Code.Unreadable, "this is a directory, not a file", whole);
                return null;
            }

            using var stream = open is null ? InputFiles.Open(path) : open();
            // A device or pipe does not know its length.
            var expected = stream.CanSeek && stream.Length > 0 ? Math.Min(stream.Length, maxBytes) : maxBytes;
            var buffer = new byte[expected + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length > maxBytes)
            {
                bag.Add(Code.TooLarge, $"the file is larger than {Quantity.FormatBytes(maxBytes)}", whole);
                return null;
            }

            return BinaryFormat.Report(buffer.AsSpan(0, length), path, bag) ? null : Decode(path, buffer.AsSpan(0, length), bag);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            bag.Add(Code.Unreadable, "there is no such file", whole);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or InvalidDataException)
        {
            bag.Add(Code.Unreadable, $"the file cannot be read: {Quoted.OneLine(exception.Message)}", whole);
        }

        return null;
    }

    /// <summary>The place of a whole line.</summary>
    public Place Line(int number) => Span(number, 0, 0);

    /// <summary>A place; <paramref name="line"/> and <paramref name="column"/> count from 1, 0 is unknown.</summary>
    public Place Span(int line, int column, int length) =>
        new(new SourceSpan(Path, line, column, length), line >= 1 && line <= Lines.Count ? Lines[line - 1] : null);

    static TextFile? Decode(string path, ReadOnlySpan<byte> bytes, DiagnosticBag bag)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
        {
            var line = bytes[..nul].Count((byte)'\n') + 1;
            bag.Add(Code.NotText, "the file has a NUL byte: this is not text", new SourceSpan(path, line));
            return null;
        }

        try
        {
            return new TextFile(path, Strict.GetString(bytes));
        }
        catch (DecoderFallbackException exception)
        {
            var line = bytes[..Math.Max(0, exception.Index)].Count((byte)'\n') + 1;
            bag.Add(Code.NotText, "the file is not UTF-8 text", new SourceSpan(path, line));
            return null;
        }
    }
}
