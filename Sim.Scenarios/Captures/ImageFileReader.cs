using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Image;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Captures;

/// <summary>Opens memory images of whatever format.</summary>
public static class ImageFileReader
{
    /// <summary>Code of a file that is no image of an arm64 machine, or in a form that is not read.</summary>
    internal const string Foreign = Code.ForeignImage;

    /// <summary>Code of a dump whose compression is not read.</summary>
    internal const string Compression = Code.ImageCompression;

    const int MagicBytes = 16;

    /// <summary>The image at <paramref name="path"/>, with its own symbols or those of a file; null with a diagnostic if it cannot be used.</summary>
    /// <param name="path">An ELF core, a kdump-compressed file, or either of them flattened.</param>
    /// <param name="symbols">System.map or a copy of /proc/kallsyms; null for the image's own.</param>
    /// <param name="bag">Takes the mistakes.</param>
    public static OpenImage? Open(string path, string? symbols, DiagnosticBag bag)
    {
        SymbolFile? given = null;
        if (symbols is not null && (given = SymbolFile.Read(symbols, bag)) is null)
            return null;
        FileBytes? file = null;
        try
        {
            if (Directory.Exists(path))
            {
                bag.Add(Code.Unreadable, "this is a directory, not a file", new(path));
                return null;
            }

            file = new PlainFile(path);
            var image = Read(ref file, given);
            return new(image, file);
        }
        catch (ImageFault fault)
        {
            bag.Add(fault.Code, fault.Message, new(fault.Code == ImageFault.Symbols && symbols is not null ? symbols : path), fault.Hint);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            bag.Add(Code.Unreadable, "there is no such file", new(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            bag.Add(Code.Unreadable, $"the file cannot be read: {Quoted.OneLine(exception.Message)}", new(path));
        }

        file?.Dispose();
        return null;
    }

    static KernelImage Read(ref FileBytes file, SymbolFile? given)
    {
        var magic = Magic(file);
        if (magic.AsSpan().StartsWith(FlattenedFile.Signature))
        {
            file = new FlattenedFile(file);
            magic = Magic(file);
        }

        var parts = magic.AsSpan().StartsWith(ElfCore.Signature) ? ElfCore.Read(file)
            : magic.AsSpan().StartsWith(KdumpHeader.Signature) ? KdumpFile.Read(file)
            : throw new ImageFault(Foreign, ForeignMessage(magic), "read are ELF cores (dump-guest-memory, kdump, /proc/kcore) and kdump-compressed files");
        return KernelImage.Of(parts.Physical, parts.Virtual, parts.Notes.Information, given is null ? null : given.At, parts.Notes.Cpus);
    }

    static byte[] Magic(FileBytes file)
    {
        var magic = new byte[MagicBytes];
        file.TryRead(0, magic.AsSpan(0, (int)Math.Min(MagicBytes, file.Length)));
        return magic;
    }

    static string ForeignMessage(ReadOnlySpan<byte> magic) =>
        magic.IndexOfAnyExcept((byte)0) < 0 ? "the file is empty or begins with zeros"
        : magic.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) ? "the file is compressed by zstd: unpack it with zstd -d"
        : magic.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) ? "the file is compressed by gzip: unpack it with gunzip"
        : magic.StartsWith((ReadOnlySpan<byte>)[0xfd, 0x37, 0x7a, 0x58, 0x5a]) ? "the file is compressed by xz: unpack it with unxz"
        : magic.StartsWith("DISKDUMP"u8) ? "the file is a dump of diskdump, which kdump has replaced"
        : magic.StartsWith("EMiL"u8) ? "the file is a dump of LiME"
        : "the file is no memory image in a format that is read";
}
