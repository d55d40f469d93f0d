using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Configs;

/// <summary>A kernel's <c>.config</c>, as it is built or as <c>/proc/config.gz</c> shows it; compressed by gzip or not.</summary>
/// <remarks>A fragment or defconfig does not speak of what it leaves at its default; a whole config speaks of all that the release has.</remarks>
public sealed partial class KernelConfig
{
    readonly Dictionary<string, string> _values = [];

    KernelConfig(string path, string text) => (Path, Text) = (path, text);

    /// <summary>The whole text, uncompressed.</summary>
    public string Text { get; }

    /// <summary>Path as the user gave it.</summary>
    public string Path { get; }

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
        var config = new KernelConfig(input.Path, file.Text);
        foreach (var line in file.Lines)
            config.ReadLine(line);
        var before = bag.Count;
        if (config._values.Count == 0 && !KnownFormat.Report([.. file.Lines.Take(200)], input.Path, "a kernel's .config", bag))
            bag.Add(Code.NotAConfig, "the file has no line of a kernel's .config", new SourceSpan(input.Path), "Lines look like this: CONFIG_ARM64=y.");
        else if (config._values.Count > 0 && config.Architecture(file) is { } other)
            bag.Add(Code.NotAConfig, $"the config is of {Quoted.OneLine(other)}, not of arm64", new SourceSpan(input.Path));
        return bag.Count == before ? config : null;
    }

    /// <summary>The value of <c>CONFIG_</c><paramref name="option"/>: null if the config does not speak of it, <c>n</c> if it is not set.</summary>
    public string? this[string option] => _values.GetValueOrDefault(option);

    /// <summary>True if built in or as a module; null if the config does not say.</summary>
    public bool? IsSet(params string[] options) =>
        options.Any(option => this[option] is "y" or "m") ? true : IsWhole || options.Any(option => this[option] is not null) ? false : null;

    void ReadLine(string line)
    {
        if (Value().Match(line) is { Success: true } value)
            _values[value.Groups["option"].Value] = value.Groups["value"].Value.Trim('"');
        else if (NotSet().Match(line) is { Success: true } notSet)
            _values[notSet.Groups["option"].Value] = "n";
        else if (Heading().Match(line) is { Success: true } heading)
            Version = KernelVersion.Parse(heading.Groups["version"].Value);
        Compiler = CompilerOf() ?? Compiler;
    }

    Compiler? CompilerOf()
    {
        foreach (var (family, option) in ((CompilerFamily, string)[])[(CompilerFamily.Clang, "CLANG_VERSION"), (CompilerFamily.Gcc, "GCC_VERSION")])
        {
            // Five or six digits: 120200 is 12.2.0. The other compiler's is 0.
            if (int.TryParse(this[option], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 40_000)
                return new(family, number / 10_000);
        }

        return null;
    }

    string? Architecture(TextFile file)
    {
        if (file.Lines.Select(line => Heading().Match(line)).FirstOrDefault(match => match.Success) is { } heading && heading.Groups["arch"].Value is not ("arm64" or ""))
            return heading.Groups["arch"].Value;
        return IsSet("X86", "X86_64") is true ? "x86" : IsSet("RISCV") is true ? "riscv" : IsSet("ARM") is true && IsSet("ARM64") is not true ? "arm" : null;
    }

    static Stream Uncompressed(Stream stream)
    {
        Span<byte> begin = stackalloc byte[2];
        if (!stream.CanSeek)
            return stream;
        var length = stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return length == 2 && begin is [0x1f, 0x8b] ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    [GeneratedRegex(@"^\s*CONFIG_(?<option>\w+)=(?<value>.*?)\s*$")]
    private static partial Regex Value();

    [GeneratedRegex(@"^\s*#\s*CONFIG_(?<option>\w+) is not set\s*$")]
    private static partial Regex NotSet();

    [GeneratedRegex(@"^# Linux/(?<arch>\w+) (?<version>\d+\.\d+(\.\d+)?)\S* Kernel Configuration")]
    private static partial Regex Heading();
}
