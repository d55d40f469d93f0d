using System.Buffers.Binary;
using Sim.Core.Units;

namespace Sim.Core.Kernel.Image;

/// <summary>Virtual memory of the kernel in an image: through its page tables where the image has them, else by the image's own virtual addresses.</summary>
/// <param name="physical">Physical memory; null if the image has virtual addresses only.</param>
/// <param name="tables">Page tables; null without physical memory, or where their root is not known.</param>
/// <param name="virtualBytes">What the image holds by virtual address; null if nothing.</param>
public sealed class ImageMemory(PhysicalMemory? physical, PageTables? tables, ByteSource? virtualBytes)
{
    /// <summary>Bytes that are read and translated together, a divisor of every page size.</summary>
    public const int PieceBytes = 4096;

    // Translations kept; a kernel's text and data have fewer.
    const int MostTranslations = 1 << 18;

    readonly Dictionary<ulong, PhysicalAddress?> _translations = [];

    /// <summary>Page tables; null where the image has none that can be used.</summary>
    public PageTables? Tables => tables;

    /// <summary>Physical memory; null if the image has virtual addresses only.</summary>
    public PhysicalMemory? Physical => physical;

    /// <summary>The physical address that maps <paramref name="virtualAddress"/>; null where no table says so.</summary>
    public PhysicalAddress? PhysicalOf(Address virtualAddress)
    {
        if (tables is null)
            return null;
        var (piece, offset) = Math.DivRem(virtualAddress.Value, PieceBytes);
        if (!_translations.TryGetValue(piece, out var start))
        {
            if (_translations.Count >= MostTranslations)
                _translations.Clear();
            _translations.Add(piece, start = tables.PhysicalOf(new(piece * PieceBytes)));
        }

        return start + offset;
    }

    /// <summary>Reads <paramref name="destination"/>.Length bytes from <paramref name="address"/> on.</summary>
    /// <returns>False if a byte is not mapped or not in the image.</returns>
    public bool TryRead(ulong address, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var length = Math.Min(destination.Length, PieceBytes - (int)(address % PieceBytes));
            if (!TryReadPiece(address, destination[..length]))
                return false;
            destination = destination[length..];
            address += (ulong)length;
        }

        return true;
    }

    /// <summary>Bytes from <paramref name="address"/> on; <paramref name="what"/> names them to the user if the image lacks them.</summary>
    /// <exception cref="ImageFault">A byte is not mapped or not in the image.</exception>
    public byte[] Read(ulong address, int bytes, string what)
    {
        var result = new byte[bytes];
        return TryRead(address, result) ? result : throw Missing(address, what);
    }

    /// <summary>The 64-bit value at <paramref name="address"/>.</summary>
    /// <exception cref="ImageFault">A byte is not mapped or not in the image.</exception>
    public ulong Read64(ulong address, string what) => TryRead64(address) ?? throw Missing(address, what);

    /// <summary>The 32-bit value at <paramref name="address"/>.</summary>
    /// <exception cref="ImageFault">A byte is not mapped or not in the image.</exception>
    public uint Read32(ulong address, string what)
    {
        Span<byte> bytes = stackalloc byte[4];
        return TryRead(address, bytes) ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : throw Missing(address, what);
    }

    /// <summary>The 64-bit value at <paramref name="address"/>; null if the image lacks it.</summary>
    public ulong? TryRead64(ulong address)
    {
        Span<byte> bytes = stackalloc byte[8];
        return TryRead(address, bytes) ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : null;
    }

    /// <summary>The text that ends with a zero byte at <paramref name="address"/>, of at most <paramref name="most"/> bytes; null if the image lacks it.</summary>
    public string? TryReadText(ulong address, int most)
    {
        var bytes = new byte[most];
        for (var length = 0; length < most; length++)
        {
            if (!TryRead(address + (ulong)length, bytes.AsSpan(length, 1)))
                return null;
            if (bytes[length] == 0)
                return System.Text.Encoding.Latin1.GetString(bytes, 0, length);
        }

        return System.Text.Encoding.Latin1.GetString(bytes);
    }

    bool TryReadPiece(ulong address, Span<byte> destination) =>
        (physical is not null && PhysicalOf(new(address)) is { } place && physical.TryRead(place, destination))
        || (virtualBytes is not null && virtualBytes.TryRead(address, destination));

    ImageFault Missing(ulong address, string what) => new(
        ImageFault.NotInImage,
        $"the image does not hold {what} at {new Address(address)}: {(PhysicalOf(new(address)) is { } place ? $"physical {place} is left out" : "no page table maps it")}",
        "a dump of makedumpfile needs all kernel pages: -d 31 keeps them, a cut image may not");
}
