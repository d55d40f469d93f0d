using System.Globalization;
using System.IO.Compression;
using System.Text;
using Sim.Core.Kernel.Image;

namespace Sim.Scenarios.Captures;

/// <summary>Writes captures: the same capture gives the same bytes.</summary>
public static class CaptureWriter
{
    internal const string Manifest = "capture.json", Information = "vmcoreinfo.txt", Symbols = "symbols.txt", Pages = "pages.bin";

    // The earliest time that a ZIP has.
    static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The file's bytes.</summary>
    public static byte[] Write(Capture capture)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, Manifest, CaptureJson.Write(ManifestOf(capture)));
            Add(zip, Information, Encoding.Latin1.GetBytes(capture.Information.Text));
            Add(zip, Symbols, Encoding.UTF8.GetBytes(string.Concat(capture.Symbols.All.Select(Line))));
            Add(zip, Pages, [.. capture.Pages.Select(page => page.Value).Distinct().SelectMany(identity => capture.Bytes[identity])]);
        }

        return file.ToArray();
    }

    static CaptureManifest ManifestOf(Capture capture) => new(
        CaptureManifest.CurrentSchema,
        capture.Release,
        capture.Function,
        Hex(capture.Address),
        capture.ReturnsAtOnce ? "return" : "run",
        capture.Cpu,
        (int)capture.Context.Level,
        Hex(capture.Context.PerCpuOffset),
        Hex(capture.Context.CurrentTask),
        Hex(capture.Context.Vectors),
        Hex(capture.Context.Counter),
        capture.Calls,
        capture.FirstInstructions,
        capture.Instructions,
        capture.IsClosed,
        [.. capture.Pages.Select(page => new[] { Hex(page.Key), Hex(page.Value) })],
        capture.Registers is { } registers ? [.. registers.X.Append(registers.Sp).Append(registers.Pc).Append(registers.Pstate).Select(Hex)] : null,
        capture.EndedBy,
        capture.Attached is { } attached ? [.. attached.Select(one => new[] { one.Kind, one.Text })] : null,
        capture.Options.Count == 0 ? null : new(capture.Options.ToDictionary(), StringComparer.Ordinal),
        capture.Layouts.Count == 0 ? null : new(capture.Layouts.ToDictionary(layout => layout.Key, layout => LayoutOf(layout.Value)), StringComparer.Ordinal),
        capture.NoFurtherOps);

    static CaptureLayout LayoutOf(StructLayout layout) => new(layout.Bytes, new(layout.Offsets.ToDictionary(), StringComparer.Ordinal));

    static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Always;
        using var stream = entry.Open();
        stream.Write(bytes);
    }

    static string Line(KernelSymbol symbol) =>
        $"{symbol.Address:x16} {symbol.Kind} {symbol.Name}{(symbol.Module is null ? "" : $" [{symbol.Module}]")}\n";

    static string Hex(ulong value) => value.ToString("x", CultureInfo.InvariantCulture);
}
