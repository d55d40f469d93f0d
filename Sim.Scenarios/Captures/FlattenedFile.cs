using System.Buffers.Binary;
using Sim.Core.Kernel.Image;

namespace Sim.Scenarios.Captures;

/// <summary>The file that <c>makedumpfile -F</c> and QEMU write as a stream: pieces with the offsets where they belong, a later one over an earlier one.</summary>
sealed class FlattenedFile : FileBytes
{
    // makedumpfile writes at most a few pages at once: a dump of 1 TiB has no more pieces.
    const int MostPieces = 1 << 23;
    const int HeaderBytes = 4096;

    readonly FileBytes _file;
    readonly List<Piece> _pieces;

    /// <exception cref="ImageFault">The pieces do not end as they must.</exception>
    public FlattenedFile(FileBytes file)
    {
        _file = file;
        _pieces = Sorted(Scan(file));
        Length = _pieces.Count == 0 ? 0 : _pieces[^1].End;
    }

    public static ReadOnlySpan<byte> Signature => "makedumpfile\0\0\0\0"u8;

    public override long Length { get; }

    // What no piece has reads as zeros, as in a sparse file.
    public override bool TryRead(long offset, Span<byte> destination)
    {
        if (offset < 0 || offset > Length - destination.Length)
            return false;
        destination.Clear();
        for (var index = FirstEndingAfter(offset); index < _pieces.Count && _pieces[index].Start < offset + destination.Length; index++)
        {
            var piece = _pieces[index];
            var from = Math.Max(offset, piece.Start);
            var length = (int)(Math.Min(offset + destination.Length, piece.End) - from);
            if (!_file.TryRead(piece.At + (from - piece.Start), destination.Slice((int)(from - offset), length)))
                return false;
        }

        return true;
    }

    public override void Dispose() => _file.Dispose();

    static List<Piece> Scan(FileBytes file)
    {
        var pieces = new List<Piece>();
        Span<byte> header = stackalloc byte[16];
        for (long at = HeaderBytes; ;)
        {
            if (!file.TryRead(at, header))
                throw new ImageFault("the flattened dump ends before its end mark: the file is cut short");
            var (start, length) = (BinaryPrimitives.ReadInt64BigEndian(header), BinaryPrimitives.ReadInt64BigEndian(header[8..]));
            if (start == -1)
                return pieces;
            at += header.Length;
            if (start < 0 || length <= 0 || length > file.Length - at || start > long.MaxValue - length)
                throw new ImageFault($"the piece at byte {at - header.Length:N0} of the flattened dump, {length:N0} bytes for {start:N0}, is not in the file: it is cut short or damaged");
            if (pieces.Count == MostPieces)
                throw new ImageFault(ImageFault.Damaged, $"the flattened dump has more than {MostPieces:N0} pieces", "put it together with makedumpfile -R");
            pieces.Add(new(start, length, at));
            at += length;
        }
    }

    // By start and without overlap. Pieces come in order but for the headers, which are written again at the end.
    static List<Piece> Sorted(List<Piece> pieces)
    {
        var result = new List<Piece>(pieces.Count);
        var late = new List<Piece>();
        foreach (var piece in pieces)
        {
            if (result.Count == 0 || piece.Start >= result[^1].End)
                result.Add(piece);
            else
                late.Add(piece);
        }

        return late.Count == 0 ? result : Overlaid(result, late);
    }

    // Places where something begins or ends; between two of them the latest piece counts.
    static List<Piece> Overlaid(List<Piece> ordered, List<Piece> late)
    {
        var all = ordered.Concat(late).OrderBy(piece => piece.Start).ToList();
        var edges = all.SelectMany(piece => new[] { piece.Start, piece.End }).Distinct().Order().ToList();
        var open = new SortedSet<Piece>(Comparer<Piece>.Create((left, right) => left.At.CompareTo(right.At)));
        var ending = new PriorityQueue<Piece, long>();
        var (result, next) = (new List<Piece>(edges.Count), 0);
        for (var edge = 0; edge + 1 < edges.Count; edge++)
        {
            for (; next < all.Count && all[next].Start == edges[edge]; next++)
            {
                open.Add(all[next]);
                ending.Enqueue(all[next], all[next].End);
            }

            while (ending.TryPeek(out var ended, out var end) && end <= edges[edge])
            {
                open.Remove(ended);
                ending.Dequeue();
            }

            if (open.Max is { Length: > 0 } latest)
                result.Add(new(edges[edge], edges[edge + 1] - edges[edge], latest.At + (edges[edge] - latest.Start)));
        }

        return result;
    }

    int FirstEndingAfter(long offset)
    {
        var (low, high) = (0, _pieces.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _pieces[middle].End > offset ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    // Bytes Start to End of the dump are at byte At of the file.
    readonly record struct Piece(long Start, long Length, long At)
    {
        public long End => Start + Length;
    }
}
