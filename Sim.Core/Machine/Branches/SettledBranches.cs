using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Branches;

/// <summary>
/// Branches that were foreseen on a path and taught their predictor nothing: until it learns something, they will be foreseen on that path again.
/// Saves looking into the tables; no result depends on what is remembered.
/// </summary>
public struct SettledBranches()
{
    const int PlacesLog2 = 9;
    const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    // As tables of a core's state go from core to core.
    static readonly ConcurrentBag<PinnedArray<Entry>> Unused = [];

    readonly PinnedArray<Entry> _entries = Unused.TryTake(out var entries) ? entries : new(1 << PlacesLog2);
    long _learnt = 1;

    /// <summary>How often <see cref="Learn"/> was called.</summary>
    public readonly long Learnt => _learnt;

    /// <summary>Nothing is settled any more.</summary>
    public void Learn() => _learnt++;

    /// <summary>True if the branch at <paramref name="address"/> is settled, going the same way after the same path.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Contains(ulong address, bool taken, in PathHistory path)
    {
        var bits = path.Bits;
        var branch = Way(address, taken);
        ref var entry = ref PlaceOf(branch, bits.ToScalar());
        return entry.Branch == branch && entry.Learnt == _learnt && entry.Path == bits;
    }

    /// <summary>Leaves the places to other cores. Not to be used any more.</summary>
    public readonly void GiveBack()
    {
        _entries.First(1 << PlacesLog2).Clear();
        Unused.Add(_entries);
    }

    /// <summary>The branch at <paramref name="address"/> is settled.</summary>
    public readonly void Add(ulong address, bool taken, in PathHistory path)
    {
        var branch = Way(address, taken);
        PlaceOf(branch, path.Bits.ToScalar()) = new Entry(branch, path.Bits, _learnt);
    }

    // Addresses are multiples of 4.
    static ulong Way(ulong address, bool taken) => address | (taken ? 1ul : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly ref Entry PlaceOf(ulong branch, ulong path)
    {
        var place = ((BitOperations.RotateLeft(branch, 24) ^ path) * Golden) >> (64 - PlacesLog2);
        return ref _entries[(nuint)place];
    }

    readonly record struct Entry(ulong Branch, Vector256<ulong> Path, long Learnt);
}
