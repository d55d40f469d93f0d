using System.Runtime.CompilerServices;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Caches;

/// <summary>The ways of a set that has many of them, by when each was used last: using one costs the same wherever it is.</summary>
/// <remarks>To the outside there is only the order of use: see <see cref="WriteTo"/>.</remarks>
/// <param name="ways">Contents at most, 1 to 65,535.</param>
sealed class LastUses(int ways)
{
    const int Places = 256;

    // 0 for an empty way.
    readonly PinnedArray<ulong> _contents = PinnedArrays.Take<ulong>(ways);

    // The later, the smaller; empty ways have the largest number there is.
    readonly PinnedArray<long> _times = NeverUsed(ways);
    readonly long[] _sorted = new long[ways];

    // By the low bits of a content: the way in which it was found last.
    readonly PinnedArray<ushort> _wayOf = PinnedArrays.Take<ushort>(Places);
    long _now;

    // The time of the last write.
    long _written;

    /// <summary>Makes <paramref name="content"/> the most recent, instead of the least recent if it was not there; says whether it was. Not 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Use(ulong content)
    {
        var way = _wayOf[(nuint)content & (Places - 1)];
        if (_contents[way] != content)
            return Find(content);
        _times[way] = --_now;
        return true;
    }

    /// <summary>Gives its places back. Not to be used any more.</summary>
    public void GiveBack()
    {
        _contents.GiveBack();
        _times.GiveBack();
        _wayOf.GiveBack();
    }

    /// <summary>Empties all ways.</summary>
    public void Clear()
    {
        Array.Clear(_contents.Array);
        Array.Fill(_times.Array, long.MaxValue);
        _now--;
    }

    /// <summary>Writes the contents to the only row of <paramref name="table"/>, the most recent first, zeros after the last, unless it has them already.</summary>
    public void WriteTo(StateTable table)
    {
        if (_written == _now)
            return;
        table.Change(0);
        _contents.Array.CopyTo(table.Raw.Array, 0);
        _times.Array.CopyTo(_sorted, 0);
        _sorted.AsSpan().Sort(table.Raw.Array.AsSpan());
        _written = _now;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    bool Find(ulong content)
    {
        var found = _contents.Array.IndexOf(content);
        var way = (ushort)(found < 0 ? _times.Array.IndexOf(_times.Array.Max()) : found);
        _wayOf[(nuint)content & (Places - 1)] = way;
        _contents[way] = content;
        _times[way] = --_now;
        return found >= 0;
    }

    static PinnedArray<long> NeverUsed(int ways)
    {
        var times = PinnedArrays.Take<long>(ways);
        Array.Fill(times.Array, long.MaxValue);
        return times;
    }
}
