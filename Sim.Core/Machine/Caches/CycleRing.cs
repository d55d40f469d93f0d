using System.Numerics;
using System.Runtime.CompilerServices;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Caches;

/// <summary>The cycles of the last <paramref name="length"/> instructions, in ascending order: how a queue of that many entries limits.</summary>
public struct CycleRing(int length)
{
    readonly PinnedArray<long> _cycles = PinnedArrays.Take<long>((int)BitOperations.RoundUpToPowerOf2((uint)length));
    readonly uint _mask = BitOperations.RoundUpToPowerOf2((uint)length) - 1;
    uint _next;

    /// <summary>The cycle of the instruction <c>length</c> before the next one; its entry is the one that the next one takes.</summary>
    public readonly long Oldest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Before((uint)length);
    }

    /// <summary>How many instructions there were, modulo 2^32.</summary>
    public readonly uint Count => _next;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(long cycle) => _cycles[_next++ & _mask] = cycle;

    /// <summary>Gives its places back. Not to be used any more.</summary>
    public readonly void GiveBack() => _cycles.GiveBack();

    /// <summary>Appends number and distance to <paramref name="now"/> of the cycles after it, youngest first: state that still matters.</summary>
    public readonly void AppendAfter(long now, List<long> state)
    {
        var first = state.Count;
        state.Add(0);
        for (var age = 1u; age <= length && Before(age) is var cycle && cycle > now; age++)
            state.Add(cycle - now);
        state[first] = state.Count - first - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly long Before(uint age) => _cycles[(_next - age) & _mask];
}
