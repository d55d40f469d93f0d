using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Sim.Core.Kernel.Image;

/// <summary>VMCOREINFO: what a kernel says of itself to those who read its memory, in lines of <c>KEY=VALUE</c>.</summary>
public sealed class VmCoreInfo
{
    /// <summary>Most bytes read of it: a kernel has one page, of at most 64 KiB.</summary>
    public const int MostBytes = 1 << 16;

    readonly Dictionary<string, string> _values = [];

    /// <param name="text">The lines; the first of a key counts, what is none is passed over.</param>
    public VmCoreInfo(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var split = line.IndexOf('=', StringComparison.Ordinal);
            if (split > 0)
                _values.TryAdd(line[..split], line[(split + 1)..]);
        }

        Text = text;
    }

    /// <summary>The lines.</summary>
    public string Text { get; }

    /// <summary>Version of the kernel, such as <c>6.12.95+deb12-arm64</c>.</summary>
    public string Release => _values.GetValueOrDefault("OSRELEASE", "of unknown version");

    /// <summary>Bytes of a page.</summary>
    /// <exception cref="ImageFault">The value is missing.</exception>
    public ulong PageBytes => Number("PAGESIZE", Required("PAGESIZE"), NumberStyles.None);

    /// <summary>What was added to addresses at boot (KASLR), in bytes; null if the kernel does not say.</summary>
    public ulong? KernelOffset => _values.TryGetValue("KERNELOFFSET", out var text) ? Number("KERNELOFFSET", text, NumberStyles.AllowHexSpecifier) : null;

    /// <summary>The information in <paramref name="bytes"/>, up to the first zero byte; null if there is none.</summary>
    public static VmCoreInfo? Of(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        var text = Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]);
        return text.Contains("SYMBOL(swapper_pg_dir)=", StringComparison.Ordinal) ? new VmCoreInfo(text) : null;
    }

    /// <summary>Value of a <c>SYMBOL(name)</c>; null if missing.</summary>
    /// <exception cref="ImageFault">The value is no address.</exception>
    public ulong? Symbol(string name) =>
        TryGet($"SYMBOL({name})", out var key, out var text) ? Number(key, text, NumberStyles.AllowHexSpecifier) : null;

    /// <summary>Value of a <c>SYMBOL(name)</c>.</summary>
    /// <exception cref="ImageFault">The value is missing or no address.</exception>
    public ulong RequiredSymbol(string name) => Symbol(name) ?? throw Missing($"SYMBOL({name})");

    /// <summary>Value of a <c>NUMBER(name)</c>, negative ones in two's complement; null if missing.</summary>
    /// <exception cref="ImageFault">The value is no number.</exception>
    public ulong? NumberOf(string name) => !TryGet($"NUMBER({name})", out var key, out var text) ? null
        : text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? Number(key, text[2..], NumberStyles.AllowHexSpecifier)
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? (ulong)number
        : throw NoNumber(key, text);

    /// <summary>Value of a <c>NUMBER(name)</c>.</summary>
    /// <exception cref="ImageFault">The value is missing or no number.</exception>
    public ulong RequiredNumber(string name) => NumberOf(name) ?? throw Missing($"NUMBER({name})");

    bool TryGet(string name, out string key, [NotNullWhen(true)] out string? text) => _values.TryGetValue(key = name, out text);

    string Required(string key) => _values.TryGetValue(key, out var text) ? text : throw Missing(key);

    static ulong Number(string key, string text, NumberStyles style) =>
        ulong.TryParse(text, style, CultureInfo.InvariantCulture, out var number) ? number : throw NoNumber(key, text);

    static ImageFault Missing(string key) => new(ImageFault.KernelInformation, $"VMCOREINFO of the image lacks {key}", "images of arm64 kernels from 5.4 on have it");

    static ImageFault NoNumber(string key, string text) =>
        new(ImageFault.KernelInformation, $"{key} of VMCOREINFO is no number: '{(text.Length > 40 ? text[..40] + "..." : text)}'");
}
