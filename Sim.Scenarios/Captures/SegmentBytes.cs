using Sim.Core.Kernel.Image;

namespace Sim.Scenarios.Captures;

/// <summary>Memory that a file holds in segments.</summary>
sealed class SegmentBytes : ByteSource
{
    readonly FileBytes _file;
    readonly List<Segment> _segments;

    /// <param name="file">The file.</param>
    /// <param name="segments">In any order; of those that overlap, what an earlier address has counts.</param>
    public SegmentBytes(FileBytes file, IEnumerable<Segment> segments)
    {
        _file = file;
        _segments = [];
        foreach (var segment in segments.Where(segment => segment.Length > 0).OrderBy(segment => segment.Start))
        {
            var covered = _segments.Count == 0 ? 0 : _segments[^1].Last + 1;
            if (_segments.Count > 0 && segment.Start <= _segments[^1].Last)
            {
                if (segment.Last > _segments[^1].Last)
                    _segments.Add(new(covered, segment.Length - (covered - segment.Start), segment.At + (long)(covered - segment.Start)));
            }
            else
            {
                _segments.Add(segment);
            }
        }
    }

    public override IEnumerable<(ulong Start, ulong Length)> Ranges => _segments.Select(segment => (segment.Start, segment.Length));

    public override bool TryRead(ulong address, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            if (Holding(address) is not { } segment)
                return false;
            var length = (int)Math.Min((ulong)destination.Length, segment.Length - (address - segment.Start));
            if (!_file.TryRead(segment.At + (long)(address - segment.Start), destination[..length]))
                return false;
            destination = destination[length..];
            address += (ulong)length;
        }

        return true;
    }

    Segment? Holding(ulong address)
    {
        var (low, high) = (0, _segments.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _segments[middle].Last >= address ? (low, middle) : (middle + 1, high);
        }

        return low < _segments.Count && _segments[low].Start <= address ? _segments[low] : null;
    }
}
