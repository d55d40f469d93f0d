using System.Numerics;
using System.Runtime.CompilerServices;
using Sim.Core.Diagnostics;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Caches;

/// <summary>Tags of a set-associative structure with least-recently-used replacement: caches, TLBs and branch target buffers.</summary>
/// <remarks>
/// The ways of a set are in order of use, most recent first. No ages or counters are to be seen: the order is the whole state, so that it can
/// repeat exactly. Replacement is true LRU for any number of ways.
/// </remarks>
public readonly struct SetAssociative
{
    const int ManyWays = 8;

    // [set * ways + way]: key + 1, or 0 for an empty way.
    readonly PinnedArray<ulong> _slots;
    readonly int _ways;
    readonly ulong _setMask;

    // The only set, where it has so many ways that moving them would take long: only its first slot is then up to date at all times.
    readonly LastUses? _uses;

    /// <param name="entries">Total capacity; a multiple of <paramref name="ways"/> with a power of two sets.</param>
    /// <param name="ways">Associativity, 1 or more.</param>
    public SetAssociative(long entries, int ways)
    {
        var sets = entries / ways;
        if (sets * ways != entries || !BitOperations.IsPow2(sets))
            throw new SimBug($"{entries} entries in {ways} ways make no power of two sets");
        (_ways, _setMask) = (ways, (ulong)sets - 1);
        State = StateTable.Take((int)sets, ways);
        _slots = State.Raw;
        if (sets > 1 || ways < ManyWays)
            return;
        var (uses, state) = (new LastUses(ways), State);
        _uses = uses;
        State.BeforeReading = () => uses.WriteTo(state);
    }

    /// <summary>The ways of all sets.</summary>
    public StateTable State { get; }

    /// <summary>True if <paramref name="key"/> is the most recent of its set: then <see cref="Access"/> changes nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsFront(ulong key) => FrontOf(key) == key + 1;

    /// <summary>Looks <paramref name="key"/> up, makes it the most recent of its set, and says whether it was there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Access(ulong key)
    {
        if (IsFront(key))
            return true;
        if (_uses is null)
            return MoveToFront(key);
        _slots[0] = key + 1;
        return _uses.Use(key + 1);
    }

    /// <summary>Gives back what is not in <see cref="State"/>. Not to be used any more.</summary>
    public void GiveBack() => _uses?.GiveBack();

    /// <summary>Empties all ways.</summary>
    public void Clear()
    {
        State.Clear();
        _uses?.Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref ulong FrontOf(ulong key) => ref _slots[(nuint)((key & _setMask) * (uint)_ways)];

    bool MoveToFront(ulong key)
    {
        State.Change((int)(key & _setMask));

        // The ways before the one found, or all, give the front free.
        ref var front = ref FrontOf(key);
        var (content, moving) = (key + 1, front);
        front = content;
        for (var way = 1; way < _ways; way++)
        {
            ref var slot = ref Unsafe.Add(ref front, way);
            (slot, moving) = (moving, slot);
            if (moving == content)
                return true;
        }

        return false;
    }
}
