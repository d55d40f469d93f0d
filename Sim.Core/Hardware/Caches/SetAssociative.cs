using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sim.Core.Diagnostics;
using Sim.Core.Hardware.SteadyState;

namespace Sim.Core.Hardware.Caches;

/// <summary>Tags of a set-associative structure with least-recently-used replacement: caches, TLBs and branch target buffers.</summary>
/// <remarks>
/// The ways of a set stand in order of use, most recent first. No ages or counters are to be seen: the order is the whole state, so that it can
/// repeat exactly. Replacement is true LRU for any number of ways.
/// </remarks>
public sealed class SetAssociative
{
    const int ManyWays = 16;

    // [set * ways + way]: key + 1, or 0 for an empty way.
    readonly ulong[] _slots;
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
        State = new StateTable((int)sets, ways);
        _slots = State.Words;
        if (sets > 1 || ways < ManyWays)
            return;
        _uses = new LastUses(ways);
        State.BeforeReading = () => _uses.WriteTo(_slots);
    }

    /// <summary>The ways of all sets.</summary>
    public StateTable State { get; }

    /// <summary>True if <paramref name="key"/> is the most recent of its set: then <see cref="Access"/> changes nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsFront(ulong key) => FrontOf(key) == key + 1;

    /// <summary>Looks <paramref name="key"/> up, makes it the most recent of its set, and says whether it was there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Access(ulong key) => IsFront(key) || MoveToFront((int)(key & _setMask), key + 1);

    /// <summary>Empties all ways.</summary>
    public void Clear()
    {
        State.Clear();
        _uses?.Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ulong FrontOf(ulong key) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_slots), (nuint)((key & _setMask) * (uint)_ways));

    bool MoveToFront(int set, ulong content)
    {
        State.Change(set);
        if (_uses is not null)
        {
            _slots[0] = content;
            return _uses.Use(content);
        }

        var ways = _slots.AsSpan(set * _ways, _ways);

        // The ways before the one found, or all, give the front free.
        var moving = ways[0];
        for (var way = 1; way < ways.Length; way++)
        {
            (ways[way], moving) = (moving, ways[way]);
            if (moving == content)
            {
                ways[0] = content;
                return true;
            }
        }

        ways[0] = content;
        return false;
    }
}
