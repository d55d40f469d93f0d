using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Configs;

/// <summary>A kernel's <c>.config</c>, as it is built or as <c>/proc/config.gz</c> shows it; compressed by gzip or zstd, or not.</summary>
/// <remarks>A fragment or defconfig does not speak of what it leaves at its default; a whole config speaks of all that the release has.</remarks>
public sealed partial class KernelConfig
{
    readonly Dictionary<string, ConfigLine> _lines = [];
    readonly TextFile _file;

    KernelConfig(string path, TextFile file) => (Path, _file) = (path, file);

    /// <summary>The whole text, uncompressed.</summary>
    public string Text => _file.Text;

    /// <summary>Path as the user gave it.</summary>
    public string Path { get; }

    (string Name, Place Place)? _heading;

    /// <summary>Release in its heading; null without one.</summary>
    public KernelVersion? Version { get; private set; }

    /// <summary>The compiler that it names; null if it names none.</summary>
    public Compiler? Compiler { get; private set; }

    /// <summary>True if it says by which compiler it was made, so that an option that it does not have is off.</summary>
    public bool IsWhole => Compiler is not null;

    /// <summary>The config in <paramref name="input"/>; null with its mistakes in <paramref name="bag"/>.</summary>
    public static KernelConfig? Read(ImportSource input, DiagnosticBag bag)
    {
        if (TextFile.Read(input.Path, TextFile.MaxCsvBytes, bag, () => Uncompressed(input.Open())) is not { } file)
            return null;
        var (config, before) = (new KernelConfig(input.Path, file), bag.Count);
        if (!file.Lines.Any(LikeConfig().IsMatch))
        {
            if (!KnownFormat.Report([.. file.Lines.Take(200)], input.Path, "a kernel's .config", bag))
                bag.Add(Code.NotAConfig, "the file has no line of a kernel's .config", new SourceSpan(input.Path), "Lines look like this: CONFIG_ARM64=y.");
            return null;
        }

        for (var number = 1; number <= file.Lines.Count; number++)
            config.ReadLine(number, bag);
        if (bag.Count == before && config.Architecture() is var (name, place))
            place.Report(bag, Code.NotAConfig, $"the config is of {Quoted.OneLine(name)}, not of arm64");
        if (bag.Count > before)
            return null;
        config.Compiler = ConfigCompiler.Read(config, bag);
        ConfigRules.Check(config, bag);
        return bag.Count == before ? config : null;
    }

    /// <summary>The value of <c>CONFIG_</c><paramref name="option"/>: null if the config does not speak of it, <c>n</c> if it is not set.</summary>
    public string? this[string option] => _lines.TryGetValue(option, out var line) ? line.Value : null;

    /// <summary>Where the first of <paramref name="options"/> that it speaks of is; the whole file if there is none.</summary>
    internal Place PlaceOf(params IEnumerable<string> options) =>
        options.FirstOrDefault(_lines.ContainsKey) is { } option ? _lines[option].Place : _file.Span(0, 0, 0);

    /// <summary>True if built in or as a module; null if the config does not say.</summary>
    public bool? IsSet(params string[] options) =>
        options.Any(option => this[option] is "y" or "m") ? true : IsWhole || options.Any(option => this[option] is not null) ? false : null;

    void ReadLine(int number, DiagnosticBag bag)
    {
        if (Heading().Match(_file.Lines[number - 1]) is { Success: true } heading)
        {
            var version = heading.Groups["version"];
            Version = KernelVersion.Parse(version.Value);
            _heading = (heading.Groups["arch"].Value, _file.Span(number, heading.Groups["arch"].Index + 1, heading.Groups["arch"].Length));
            if (Version is null)
                _file.Span(number, version.Index + 1, version.Length).Report(bag, Code.ConfigLine, $"{Quoted.Text(version.Value)} is not a release from 4.0 to 99.999");
        }

        if (ConfigLine.Read(_file, number, bag) is not { } line)
            return;
        ConfigRules.Check(line, bag);
        _lines[line.Option] = line;
    }

    // Of another architecture: its name, and what says so.
    (string Name, Place Place)? Architecture()
    {
        if (_heading is { Name: not "arm64" } heading)
            return heading;
        foreach (var (option, name) in ((string, string)[])[("X86", "x86"), ("X86_64", "x86"), ("RISCV", "riscv"), ("ARM", "arm")])
        {
            if (this[option] == "y" && this["ARM64"] != "y")
                return (name, PlaceOf(option));
        }

        return null;
    }

    static Stream Uncompressed(Stream stream)
    {
        Span<byte> begin = stackalloc byte[4];
        if (!stream.CanSeek)
            stream = Kept(stream);
        var length = stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return begin[..length] switch
        {
            [0x1f, 0x8b, ..] => Whole(stream),
            [0x28, 0xb5, 0x2f, 0xfd] => OfZstd(stream),
            _ => stream,
        };
    }

    static MemoryStream OfZstd(Stream compressed)
    {
        using (compressed)
        {
            var buffer = new byte[TextFile.MaxCsvBytes + 1];
            try
            {
                using var zstd = new ZstdSharp.DecompressionStream(compressed);
                return new(buffer, 0, zstd.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
            }
            catch (Exception exception) when (exception is ZstdSharp.ZstdException or EndOfStreamException)
            {
                throw new InvalidDataException("the compressed data (zstd) are damaged or cut short");
            }
        }
    }

    // What a cut file still has reads like a config: its last four bytes must be the length of the text.
    static MemoryStream Whole(Stream compressed)
    {
        const int LeastGzipBytes = 18;
        var (text, wholeBytes) = (new MemoryStream(), compressed.Length);
        using (compressed)
        {
            Span<byte> length = stackalloc byte[4];
            compressed.Seek(-Math.Min(length.Length, compressed.Length), SeekOrigin.End);
            compressed.ReadAtLeast(length, length.Length, throwOnEndOfStream: false);
            compressed.Position = 0;
            var buffer = new byte[TextFile.MaxCsvBytes + 1];
            try
            {
                using var gzip = new GZipStream(compressed, CompressionMode.Decompress);
                text.Write(buffer, 0, gzip.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
            }
            catch (InvalidDataException)
            {
                throw new InvalidDataException("the compressed data (gzip) are damaged or cut short");
            }

            if (wholeBytes < LeastGzipBytes || (text.Length <= TextFile.MaxCsvBytes && text.Length != BinaryPrimitives.ReadUInt32LittleEndian(length)))
                throw new InvalidDataException("the compressed data (gzip) are cut short");
        }

        text.Position = 0;
        return text;
    }

    // A pipe cannot go back to its beginning.
    static MemoryStream Kept(Stream pipe)
    {
        using (pipe)
        {
            var buffer = new byte[TextFile.MaxCsvBytes + 1];
            return new(buffer, 0, pipe.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        }
    }

    [GeneratedRegex(@"^\s*(# )?CONFIG_\w+(=| is not set)")]
    private static partial Regex LikeConfig();

    [GeneratedRegex(@"^# Linux/(?<arch>\w+) (?<version>\d+\.\d+(\.\d+)*)\S* Kernel Configuration")]
    private static partial Regex Heading();
}
