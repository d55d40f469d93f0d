using Sim.Core.Diagnostics;
using Sim.Core.Units;

namespace Sim.Core.Events;

/// <summary>What will happen, the next first: ordered by time, then by <see cref="EventOrder"/>, then by when it was scheduled.</summary>
/// <remarks>
/// A heap with four children a node: as deep as half a binary one, and the children share a cache line or two. The order is total, so that two
/// runs of the same system never differ. Times are from the start of the run; 0 or more.
/// </remarks>
public sealed class EventQueue<T>
{
    const int Arity = 4;

    // EventOrder in the top byte, the sequence number below it: one comparison decides among equal times.
    const int OrderShift = 56;

    Entry[] _heap = new Entry[16];
    long _scheduled;

    /// <summary>Events that have not happened yet.</summary>
    public int Count { get; private set; }

    /// <summary>Time of the next event; <see cref="Picoseconds.Never"/> if there is none.</summary>
    public Picoseconds NextTime => Count > 0 ? new(_heap[0].Time) : Picoseconds.Never;

    /// <summary>True if the next event comes before what happens at <paramref name="time"/> in the place of <paramref name="order"/>.</summary>
    public bool IsNextBefore(Picoseconds time, EventOrder order) =>
        Count > 0 && (_heap[0].Time < time.Count || (_heap[0].Time == time.Count && _heap[0].Rank < (long)order << OrderShift));

    /// <summary>Puts in <paramref name="what"/>, to happen at <paramref name="time"/>.</summary>
    public void Schedule(Picoseconds time, EventOrder order, T what)
    {
        if (Count == _heap.Length)
            Array.Resize(ref _heap, 2 * Count);
        Rise(Count++, NewEntry(time, order, what));
    }

    /// <summary>Takes the next event out.</summary>
    /// <exception cref="SimBug">There is none.</exception>
    public T Take()
    {
        if (Count == 0)
            throw new SimBug("an event was taken from an empty queue");
        var next = _heap[0].What;
        var last = _heap[--Count];
        _heap[Count] = default;
        if (Count > 0)
            Sink(last);
        return next;
    }

    /// <summary>Takes the next event out and puts another in: what a periodic event does, at the price of one.</summary>
    public T Replace(Picoseconds time, EventOrder order, T what)
    {
        if (Count == 0)
            throw new SimBug("an event was replaced in an empty queue");
        var next = _heap[0].What;
        Sink(NewEntry(time, order, what));
        return next;
    }

    Entry NewEntry(Picoseconds time, EventOrder order, T what)
    {
        if (time.Count < 0)
            throw new SimBug($"an event was scheduled at {time.Count} ps, before the start");
        return new Entry(time.Count, ((long)order << OrderShift) | _scheduled++, what);
    }

    // Moves the hole at the given index towards the root until the entry may be there.
    void Rise(int hole, Entry entry)
    {
        while (hole > 0)
        {
            var parent = (hole - 1) / Arity;
            if (!entry.IsBefore(in _heap[parent]))
                break;
            _heap[hole] = _heap[parent];
            hole = parent;
        }

        _heap[hole] = entry;
    }

    // Moves the hole at the root towards the leaves until the entry may be there.
    void Sink(Entry entry)
    {
        var hole = 0;
        while ((hole * Arity) + 1 < Count)
        {
            var first = (hole * Arity) + 1;
            var least = first;
            for (var child = first + 1; child < Math.Min(first + Arity, Count); child++)
            {
                if (_heap[child].IsBefore(in _heap[least]))
                    least = child;
            }

            if (!_heap[least].IsBefore(in entry))
                break;
            _heap[hole] = _heap[least];
            hole = least;
        }

        _heap[hole] = entry;
    }

    readonly record struct Entry(long Time, long Rank, T What)
    {
        public bool IsBefore(in Entry other) => Time < other.Time || (Time == other.Time && Rank < other.Rank);
    }
}
