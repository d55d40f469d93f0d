using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Sim.Tests.Scenarios.Captures;

/// <summary>Writes memory in the formats that tools write.</summary>
static class DumpWriter
{
    const int HeaderBytes = 64;
    const int SegmentBytes = 56;

    /// <summary>An ELF core: notes and a segment for each run of <paramref name="segments"/>, with (virtual, physical, bytes).</summary>
    public static byte[] Elf(IEnumerable<(ulong Virtual, ulong Physical, byte[] Bytes)> segments, string? information, ulong pc = 0)
    {
        var list = segments.ToList();
        var notes = Notes(information, pc);
        var at = HeaderBytes + (SegmentBytes * (list.Count + 1));
        using var stream = new MemoryStream();
        stream.Write([0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        foreach (var half in (ushort[])[4, 183])
            stream.Write(BitConverter.GetBytes(half));
        stream.Write(BitConverter.GetBytes(1));
        foreach (var word in (ulong[])[0, HeaderBytes, 0])
            stream.Write(BitConverter.GetBytes(word));
        stream.Write(BitConverter.GetBytes(0));
        foreach (var half in (ushort[])[HeaderBytes, SegmentBytes, (ushort)(list.Count + 1), 0, 0, 0])
            stream.Write(BitConverter.GetBytes(half));
        stream.Write(ProgramHeader(4, at, 0, 0, notes.Length));
        at += notes.Length;
        foreach (var (address, physical, bytes) in list)
        {
            stream.Write(ProgramHeader(1, at, address, physical, bytes.Length));
            at += bytes.Length;
        }

        stream.Write(notes);
        foreach (var (_, _, bytes) in list)
            stream.Write(bytes);
        return stream.ToArray();
    }

    /// <summary>A kdump-compressed file.</summary>
    /// <param name="pages">By physical address.</param>
    /// <param name="blockBytes">Bytes of a page.</param>
    /// <param name="information">VMCOREINFO.</param>
    /// <param name="compression">0 raw, 1 zlib, 0x20 zstd; others are claimed, not done.</param>
    /// <param name="first">Physical address of the bitmaps' first page.</param>
    /// <param name="machine">The machine's name as uname gives it.</param>
    public static byte[] Kdump(IReadOnlyDictionary<ulong, byte[]> pages, int blockBytes, string information, uint compression, ulong first = 0, string machine = "aarch64")
    {
        var frames = pages.ToDictionary(page => (page.Key - first) / (ulong)blockBytes, page => page.Value);
        var bitmapBlocks = 2 * (int)((frames.Keys.Max() / 8 / (ulong)blockBytes) + 1);
        var descriptorsAt = (2 + bitmapBlocks) * blockBytes;
        var data = descriptorsAt + (frames.Count * 24);
        var file = new byte[data];
        "KDUMP   "u8.CopyTo(file);
        BitConverter.TryWriteBytes(file.AsSpan(8), 6);
        Encoding.Latin1.GetBytes(machine).CopyTo(file, 12 + (4 * 65));
        BitConverter.TryWriteBytes(file.AsSpan(428), blockBytes);
        BitConverter.TryWriteBytes(file.AsSpan(432), 1);
        BitConverter.TryWriteBytes(file.AsSpan(436), bitmapBlocks);
        var (stored, order) = (new MemoryStream(), 0);
        BitConverter.TryWriteBytes(file.AsSpan(blockBytes + 32), (long)data);
        BitConverter.TryWriteBytes(file.AsSpan(blockBytes + 40), (long)information.Length);
        stored.Write(Encoding.Latin1.GetBytes(information));
        var notes = Notes(null, 0x1234);
        BitConverter.TryWriteBytes(file.AsSpan(blockBytes + 48), data + stored.Length);
        BitConverter.TryWriteBytes(file.AsSpan(blockBytes + 56), (long)notes.Length);
        stored.Write(notes);
        foreach (var (frame, bytes) in frames.OrderBy(frame => frame.Key))
        {
            foreach (var half in (int[])[0, bitmapBlocks / 2])
                file[((2 + half) * blockBytes) + (int)(frame / 8)] |= (byte)(1 << (int)(frame % 8));
            var compressed = Compressed(bytes, compression);
            var descriptor = file.AsSpan(descriptorsAt + (24 * order++));
            BinaryPrimitives.WriteInt64LittleEndian(descriptor, data + stored.Length);
            BinaryPrimitives.WriteInt32LittleEndian(descriptor[8..], compressed.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(descriptor[12..], compression);
            stored.Write(compressed);
        }

        return [.. file, .. stored.ToArray()];
    }

    /// <summary>The same file as a stream of pieces, the first of them written anew at the end.</summary>
    public static byte[] Flattened(byte[] file, int pieceBytes)
    {
        using var stream = new MemoryStream();
        stream.Write("makedumpfile"u8);
        stream.SetLength(4096);
        stream.Position = 4096;
        Piece(0, new byte[Math.Min(100, file.Length)]);
        for (var at = Math.Min(100, file.Length); at < file.Length; at += pieceBytes)
            Piece(at, file.AsSpan(at, Math.Min(pieceBytes, file.Length - at)).ToArray());
        Piece(0, file[..Math.Min(120, file.Length)]);
        Piece(-1, []);
        return stream.ToArray();

        void Piece(long at, byte[] bytes)
        {
            Span<byte> header = stackalloc byte[16];
            BinaryPrimitives.WriteInt64BigEndian(header, at);
            BinaryPrimitives.WriteInt64BigEndian(header[8..], at < 0 ? -1 : bytes.Length);
            stream.Write(header);
            stream.Write(bytes);
        }
    }

    static byte[] Compressed(byte[] bytes, uint compression)
    {
        if (compression == 0x20)
        {
            using var zstd = new ZstdSharp.Compressor();
            return zstd.Wrap(bytes).ToArray();
        }

        if (compression != 1)
            return bytes;
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(bytes);
        return stream.ToArray();
    }

    static byte[] ProgramHeader(uint type, long at, ulong address, ulong physical, long bytes)
    {
        var header = new byte[SegmentBytes];
        BitConverter.TryWriteBytes(header, type);
        foreach (var (place, value) in new[] { (8, (ulong)at), (16, address), (24, physical), (32, (ulong)bytes), (40, (ulong)bytes), (48, 1UL) })
            BitConverter.TryWriteBytes(header.AsSpan(place), value);
        return header;
    }

    static byte[] Notes(string? information, ulong pc)
    {
        var status = new byte[392];
        BitConverter.TryWriteBytes(status.AsSpan(112 + (32 * 8)), pc);
        BitConverter.TryWriteBytes(status.AsSpan(112 + (33 * 8)), 0x3c5UL);
        var notes = Note("CORE", 1, status).ToList();
        if (information is not null)
            notes.AddRange(Note("VMCOREINFO", 0, Encoding.Latin1.GetBytes(information)));
        return [.. notes];
    }

    static IEnumerable<byte> Note(string name, int type, byte[] content) =>
    [
        .. BitConverter.GetBytes(name.Length + 1), .. BitConverter.GetBytes(content.Length), .. BitConverter.GetBytes(type),
        .. Padded(Encoding.Latin1.GetBytes(name + "\0")), .. Padded(content),
    ];

    static byte[] Padded(byte[] bytes) => [.. bytes, .. new byte[-bytes.Length & 3]];
}
