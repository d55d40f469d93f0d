using System.Globalization;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Image;
using Sim.Core.Machine.Cpu;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Captures;

/// <summary>Reads captures; whatever the file claims, memory stays bounded.</summary>
public static class CaptureReader
{
    /// <summary>Most pages of a capture: 256 MiB.</summary>
    public const int MostPages = 1 << 16;

    const int MostTextBytes = 16 << 20;

    static readonly string[] Entries = [CaptureWriter.Manifest, CaptureWriter.Information, CaptureWriter.Symbols, CaptureWriter.Pages];

    /// <summary>The capture at <paramref name="path"/>; null with a diagnostic if it is none.</summary>
    public static Capture? Read(string path, DiagnosticBag bag)
    {
        try
        {
            if (InputFiles.IsDirectory(path))
            {
                bag.Add(Code.Unreadable, "this is a directory, not a file", new(path));
                return null;
            }

            using var stream = InputFiles.Open(path);
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            return Read(zip);
        }
        catch (ImageFault fault)
        {
            bag.Add(Code.CaptureFile, fault.Message, new(path), fault.Hint);
        }
        catch (JsonException exception)
        {
            bag.Add(Code.CaptureFile, $"{CaptureWriter.Manifest} of the capture: {Quoted.OneLine(exception.Message)}", new(path));
        }
        catch (InvalidDataException exception)
        {
            bag.Add(Code.CaptureFile, $"the file is no capture: {Quoted.OneLine(exception.Message)}", new(path), "sim capture IMAGE --call FUNCTION --out FILE makes one");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            bag.Add(Code.Unreadable, "there is no such file", new(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            bag.Add(Code.Unreadable, $"the file cannot be read: {Quoted.OneLine(exception.Message)}", new(path));
        }

        return null;
    }

    static Capture Read(ZipArchive zip)
    {
        if (zip.Entries.FirstOrDefault(entry => !Entries.Contains(entry.FullName)) is { } other)
            throw new ImageFault(ImageFault.Damaged, $"the file is no capture: it holds {Quoted.Text(other.FullName)}", $"a capture holds {string.Join(", ", Entries)} and nothing else");
        if (zip.Entries.Count != Entries.Length || zip.Entries.Select(entry => entry.FullName).Distinct().Count() != Entries.Length)
            throw new ImageFault($"the file is no capture: it does not hold each of {string.Join(", ", Entries)} once");

        var manifest = CaptureJson.Read(Bytes(zip, CaptureWriter.Manifest, MostTextBytes)) ?? throw new ImageFault($"{CaptureWriter.Manifest} of the capture is empty");
        if (manifest.Schema != CaptureManifest.CurrentSchema)
            throw new ImageFault(ImageFault.Damaged, $"schema {Quoted.Text(manifest.Schema)} of the capture is not {CaptureManifest.CurrentSchema}", "capture the image again");
        Check(manifest.Level is 1 or 2, "level is neither 1 nor 2");
        Check(manifest.Body is "run" or "return", "body is neither run nor return");
        Check(manifest.Calls >= 1 && manifest.Cpu >= 0, "calls or cpu is out of range");
        var pages = PagesOf(manifest);
        return new(pages, BytesOf(pages, Bytes(zip, CaptureWriter.Pages, MostPages * Capture.PageBytes)))
        {
            Release = manifest.Kernel,
            Information = new(Encoding.Latin1.GetString(Bytes(zip, CaptureWriter.Information, VmCoreInfo.MostBytes))),
            Context = new((ExceptionLevel)manifest.Level, Hex(manifest.PerCpuOffset), Hex(manifest.CurrentTask), Hex(manifest.Vectors), Hex(manifest.Counter)),
            Cpu = manifest.Cpu,
            Function = manifest.Function,
            Address = Hex(manifest.Address),
            Registers = RegistersOf(manifest.Registers),
            ReturnsAtOnce = manifest.Body == "return",
            Calls = manifest.Calls,
            FirstInstructions = manifest.FirstInstructions,
            Instructions = manifest.Instructions,
            IsClosed = manifest.Closed,
            EndedBy = manifest.EndedBy,
            Attached = manifest.Attached is { } attached ? [.. attached.Select(AttachmentOf)] : null,
            Options = manifest.Options ?? [],
            Layouts = (manifest.Layouts ?? []).ToDictionary(layout => layout.Key, layout => LayoutOf(layout.Value)),
            NoFurtherOps = manifest.Layouts is null ? manifest.NoFurtherOps ?? "the capture has no layouts of structures: capture the image again" : manifest.NoFurtherOps,
            Symbols = new(SymbolsIn(Encoding.UTF8.GetString(Bytes(zip, CaptureWriter.Symbols, MostTextBytes)))),
        };
    }

    static Attachment AttachmentOf(string[]? pair)
    {
        Check(pair is { Length: 2 } && pair[0] is not null && pair[1] is not null, "attached is not of pairs of texts");
        return new(pair![0], pair[1]);
    }

    static StructLayout LayoutOf(CaptureLayout? layout)
    {
        const int Most = 1 << 20;
        Check(layout is { Bytes: > 0 and < Most } && layout.Fields.Values.All(offset => offset >= 0 && offset <= layout.Bytes), "a layout has an offset outside of its structure");
        return new(layout!.Bytes, layout.Fields);
    }

    static SortedDictionary<ulong, ulong> PagesOf(CaptureManifest manifest)
    {
        Check(manifest.Pages.Length is > 0 and <= MostPages, $"{manifest.Pages.Length:N0} pages are not from 1 to {MostPages:N0}");
        var pages = new SortedDictionary<ulong, ulong>();
        ulong? last = null;
        foreach (var page in manifest.Pages)
        {
            Check(page is { Length: 2 }, "a page is not a pair of addresses");
            var address = Hex(page[0]);
            Check(address % Capture.PageBytes == 0 && !(address <= last), $"page {Quoted.Text(page[0])} is no page or out of order");
            pages.Add(address, Hex(page[1]));
            last = address;
        }

        return pages;
    }

    static Dictionary<ulong, byte[]> BytesOf(SortedDictionary<ulong, ulong> pages, byte[] bytes)
    {
        var identities = pages.Values.Distinct().ToList();
        Check(bytes.Length == identities.Count * Capture.PageBytes, $"{CaptureWriter.Pages} has {bytes.Length:N0} bytes, not {identities.Count:N0} pages of {Capture.PageBytes:N0}");
        return identities.Select((identity, index) => (identity, Page: bytes.AsSpan(index * Capture.PageBytes, Capture.PageBytes).ToArray())).ToDictionary(page => page.identity, page => page.Page);
    }

    static CpuRegisters? RegistersOf(string[]? registers)
    {
        if (registers is null)
            return null;
        Check(registers.Length == 34, $"{registers.Length} registers are not 34");
        var values = registers.Select(Hex).ToArray();
        return new(values[..31], values[31], values[32], values[33]);
    }

    static List<KernelSymbol> SymbolsIn(string text)
    {
        var symbols = new List<KernelSymbol>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            symbols.Add(SymbolFile.SymbolIn(line) ?? throw new ImageFault($"a line of {CaptureWriter.Symbols} is no symbol: {Quoted.Text(line)}"));
        return symbols;
    }

    // Never more than is allowed, whatever the entry says of its length.
    static byte[] Bytes(ZipArchive zip, string name, int most)
    {
        var entry = zip.GetEntry(name)!;
        using var stream = entry.Open();
        using var result = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (result.Length + read > most)
                throw new ImageFault($"{name} of the capture is larger than {most:N0} bytes");
            result.Write(buffer, 0, read);
        }

        var bytes = result.ToArray();
        return Crc32.HashToUInt32(bytes) == entry.Crc32 ? bytes : throw new ImageFault($"{name} of the capture is damaged: its checksum is another one");
    }

    static ulong Hex(string? text) => ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new ImageFault($"{Quoted.Text(text ?? "")} in {CaptureWriter.Manifest} is no hexadecimal number");

    static void Check(bool holds, string mistake)
    {
        if (!holds)
            throw new ImageFault($"{CaptureWriter.Manifest} of the capture: {mistake}");
    }
}
