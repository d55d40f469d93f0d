namespace Sim.Core.Hardware.Caches;

/// <summary>The ways of a set that has many of them, by when each was used last: using one costs the same wherever it stands.</summary>
/// <remarks>To the outside there is only the order of use: see <see cref="WriteTo"/>.</remarks>
/// <param name="ways">Contents at most, 1 to 65,535.</param>
sealed class LastUses(int ways)
{
    const int Places = 256;

    // 0 for an empty way.
    readonly ulong[] _contents = new ulong[ways];

    // The later, the smaller; empty ways have the largest number there is.
    readonly long[] _times = NeverUsed(ways);
    readonly long[] _sorted = new long[ways];

    // By the low bits of a content: the way in which it was found last.
    readonly ushort[] _wayOf = new ushort[Places];
    long _now;
    bool _isWritten;

    /// <summary>Makes <paramref name="content"/> the most recent, in the place of the least recent if it was not there; says whether it was. Not 0.</summary>
    public bool Use(ulong content)
    {
        ref var way = ref _wayOf[(int)content & (Places - 1)];
        var isThere = _contents[way] == content || Find(content, ref way);
        _contents[way] = content;
        _times[way] = --_now;
        _isWritten = false;
        return isThere;
    }

    /// <summary>Empties all ways.</summary>
    public void Clear()
    {
        Array.Clear(_contents);
        Array.Fill(_times, long.MaxValue);
        _isWritten = false;
    }

    /// <summary>Writes the contents to <paramref name="row"/>, the most recent first, zeros behind the last, unless it has them already.</summary>
    public void WriteTo(Span<ulong> row)
    {
        if (_isWritten)
            return;
        _contents.CopyTo(row);
        _times.CopyTo(_sorted, 0);
        _sorted.AsSpan().Sort(row);
        _isWritten = true;
    }

    bool Find(ulong content, ref ushort way)
    {
        var found = _contents.IndexOf(content);
        way = (ushort)(found < 0 ? _times.IndexOf(_times.Max()) : found);
        return found >= 0;
    }

    static long[] NeverUsed(int ways)
    {
        var times = new long[ways];
        Array.Fill(times, long.MaxValue);
        return times;
    }
}
