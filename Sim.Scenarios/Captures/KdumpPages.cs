using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;
using Sim.Core.Kernel.Image;

namespace Sim.Scenarios.Captures;

/// <summary>Physical memory in a kdump-compressed file: pages are decompressed when they are read, the ones used last are kept.</summary>
sealed class KdumpPages : ByteSource
{
    const int DescriptorBytes = 24;
    const int KeptPages = 256;

    // Words of the bitmap between two places where the number of pages before is known.
    const int Stride = 64;

    readonly FileBytes _file;
    readonly KdumpHeader _header;
    readonly ulong[] _bitmap;
    readonly long[] _before;
    readonly Dictionary<long, byte[]> _kept = [];
    readonly Queue<long> _order = new();

    /// <exception cref="ImageFault">The bitmap is not in the file.</exception>
    public KdumpPages(FileBytes file, KdumpHeader header)
    {
        (_file, _header) = (file, header);
        _bitmap = MemoryMarshal.Cast<byte, ulong>(file.Read(header.BitmapAt, header.BitmapBytes, "the bitmap of the dump's pages").AsSpan()).ToArray();
        _before = new long[(_bitmap.Length / Stride) + 1];
        var pages = 0L;
        for (var word = 0; word < _bitmap.Length; word++)
        {
            if (word % Stride == 0)
                _before[word / Stride] = pages;
            pages += BitOperations.PopCount(_bitmap[word]);
        }
    }

    /// <summary>Physical address of the first page of the bitmap.</summary>
    public ulong Base { get; set; }

    public override IEnumerable<(ulong Start, ulong Length)> Ranges
    {
        get
        {
            var block = (ulong)_header.BlockBytes;
            for (long page = 0, pages = _bitmap.Length * 64L; page < pages; page++)
            {
                var first = page;
                while (page < pages && IsThere(page))
                    page++;
                if (page > first)
                    yield return (Base + ((ulong)first * block), (ulong)(page - first) * block);
                else if (page % 64 == 0 && _bitmap[page / 64] == 0)
                    page += 63;
            }
        }
    }

    public override bool TryRead(ulong address, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var offset = (int)((address - Base) % (ulong)_header.BlockBytes);
            var page = (address - Base) / (ulong)_header.BlockBytes;
            if (address < Base || page >= (ulong)_bitmap.Length * 64 || !IsThere((long)page))
                return false;
            var length = Math.Min(destination.Length, _header.BlockBytes - offset);
            PageOf((long)page).AsSpan(offset, length).CopyTo(destination);
            destination = destination[length..];
            address += (ulong)length;
        }

        return true;
    }

    bool IsThere(long page) => (_bitmap[page / 64] >> (int)(page % 64) & 1) != 0;

    byte[] PageOf(long page)
    {
        if (_kept.TryGetValue(page, out var bytes))
            return bytes;
        if (_kept.Count == KeptPages)
            _kept.Remove(_order.Dequeue());
        bytes = Decompress(page);
        _kept.Add(page, bytes);
        _order.Enqueue(page);
        return bytes;
    }

    long Rank(long page)
    {
        var word = (int)(page / 64);
        var rank = _before[word / Stride];
        for (var before = word / Stride * Stride; before < word; before++)
            rank += BitOperations.PopCount(_bitmap[before]);
        return rank + BitOperations.PopCount(_bitmap[word] & ((1UL << (int)(page % 64)) - 1));
    }

    byte[] Decompress(long page)
    {
        var descriptor = _file.Read(_header.DescriptorsAt + (Rank(page) * DescriptorBytes), DescriptorBytes, "the descriptor of a page").AsSpan();
        var at = BinaryPrimitives.ReadInt64LittleEndian(descriptor);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(descriptor[8..]);
        var kind = BinaryPrimitives.ReadUInt32LittleEndian(descriptor[12..]);
        if (size > _header.BlockBytes)
            throw new ImageFault($"page 0x{page:x} of the dump takes {size:N0} bytes, more than a page has: the file is damaged");
        var stored = _file.Read(at, (int)size, $"page 0x{page:x}");
        var bytes = new byte[_header.BlockBytes];
        var length = kind switch
        {
            0 => Copy(stored, bytes),
            1 => Inflate(stored, bytes),
            0x20 => Unzstd(stored, bytes),
            _ => throw Foreign(kind),
        };
        return length == bytes.Length ? bytes : throw new ImageFault($"page 0x{page:x} of the dump does not decompress to {bytes.Length:N0} bytes: the file is damaged");
    }

    static int Copy(byte[] stored, byte[] bytes)
    {
        stored.CopyTo(bytes, 0);
        return stored.Length;
    }

    static int Inflate(byte[] stored, byte[] bytes)
    {
        try
        {
            using var stream = new ZLibStream(new MemoryStream(stored), CompressionMode.Decompress);
            return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            return 0;
        }
    }

    static int Unzstd(byte[] stored, byte[] bytes)
    {
        try
        {
            using var zstd = new ZstdSharp.Decompressor();
            return zstd.Unwrap(stored, bytes);
        }
        catch (ZstdSharp.ZstdException)
        {
            return 0;
        }
    }

    static ImageFault Foreign(uint kind) => new(
        ImageFileReader.Compression,
        kind switch
        {
            2 => "the pages of the dump are compressed by lzo, which is not read",
            4 => "the pages of the dump are compressed by snappy, which is not read",
            _ => $"the pages of the dump are compressed in a way with number 0x{kind:x}, which is not read",
        },
        "makedumpfile -c writes zlib and -z zstd: makedumpfile -c -d 31 OLD NEW; of QEMU, dump-guest-memory -z");
}
