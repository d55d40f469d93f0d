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

    // Side by side, so that an entry takes no more than it has.
    readonly PinnedArray<(ulong Branch, long Learnt)> _branches = PinnedArrays.Take<(ulong Branch, long Learnt)>(1 << PlacesLog2);
    readonly PinnedArray<Vector256<ulong>> _paths = PinnedArrays.Take<Vector256<ulong>>(1 << PlacesLog2);
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
        var place = PlaceOf(branch, bits.ToScalar());
        ref var entry = ref _branches[place];
        return entry.Branch == branch && entry.Learnt == _learnt && _paths[place] == bits;
    }

    /// <summary>The branch at <paramref name="address"/> is settled.</summary>
    public readonly void Add(ulong address, bool taken, in PathHistory path)
    {
        var branch = Way(address, taken);
        var place = PlaceOf(branch, path.Bits.ToScalar());
        (_branches[place], _paths[place]) = ((branch, _learnt), path.Bits);
    }

    /// <summary>Gives its places back. Not to be used any more.</summary>
    public readonly void GiveBack()
    {
        _branches.GiveBack();
        _paths.GiveBack();
    }

    // Addresses are multiples of 4.
    static ulong Way(ulong address, bool taken) => address | (taken ? 1ul : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static nuint PlaceOf(ulong branch, ulong path) => (nuint)(((BitOperations.RotateLeft(branch, 24) ^ path) * Golden) >> (64 - PlacesLog2));
}
