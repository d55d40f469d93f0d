using System.Numerics;
using Sim.Core.Diagnostics;
using Sim.Core.Hardware.SteadyState;

namespace Sim.Core.Hardware.Caches;

/// <summary>Tags of a set-associative structure with least-recently-used replacement: caches, TLBs and branch target buffers.</summary>
/// <remarks>
/// The ways of a set stand in order of use, most recent first. There are no ages or counters: the order is the whole state, so that it can
/// repeat exactly. Replacement is true LRU for any number of ways.
/// </remarks>
public sealed class SetAssociative
{
    // [set * ways + way]: key + 1, or 0 for an empty way.
    readonly ulong[] _slots;
    readonly int _ways;
    readonly ulong _setMask;

    /// <param name="entries">Total capacity; a multiple of <paramref name="ways"/> with a power of two sets.</param>
    /// <param name="ways">Associativity, 1 or more.</param>
    public SetAssociative(long entries, int ways)
    {
        var sets = entries / ways;
        if (sets * ways != entries || !BitOperations.IsPow2(sets))
            throw new SimBug($"{entries} entries in {ways} ways make no power of two sets");
        (_slots, _ways, _setMask) = (new ulong[entries], ways, (ulong)sets - 1);
    }

    /// <summary>Hash of the contents; see <see cref="StateHash"/>.</summary>
    public ulong Hash { get; private set; }

    /// <summary>All slots: for snapshots and comparison.</summary>
    public ulong[] State => _slots;

    /// <summary>Looks <paramref name="key"/> up, makes it the most recent of its set, and says whether it was there.</summary>
    public bool Access(ulong key)
    {
        var set = (int)(key & _setMask) * _ways;
        var content = key + 1;
        return _slots[set] == content || MoveToFront(_slots.AsSpan(set, _ways), set, content);
    }

    /// <summary>Empties all ways.</summary>
    public void Clear()
    {
        Array.Clear(_slots);
        Hash = 0;
    }

    bool MoveToFront(Span<ulong> ways, int set, ulong content)
    {
        var found = ways.IndexOf(content);
        var last = found < 0 ? ways.Length - 1 : found;
        var hash = Hash;
        for (var way = last; way > 0; way--)
        {
            hash ^= StateHash.Of(set + way, ways[way]) ^ StateHash.Of(set + way, ways[way - 1]);
            ways[way] = ways[way - 1];
        }

        Hash = hash ^ StateHash.Of(set, ways[0]) ^ StateHash.Of(set, content);
        ways[0] = content;
        return found >= 0;
    }
}
