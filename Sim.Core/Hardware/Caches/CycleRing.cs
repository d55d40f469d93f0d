using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sim.Core.Hardware.Caches;

/// <summary>The cycles of the last <paramref name="length"/> instructions, in ascending order: how a queue of that many entries limits.</summary>
public struct CycleRing(int length)
{
    // A power of two, so that a mask wraps, and no index can be outside.
    readonly long[] _cycles = new long[BitOperations.RoundUpToPowerOf2((uint)length)];
    readonly int _mask = (int)BitOperations.RoundUpToPowerOf2((uint)length) - 1;
    int _next;

    /// <summary>The cycle of the instruction <c>length</c> before the next one; its entry is the one that the next one takes.</summary>
    public readonly long Oldest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => At(_next - length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(long cycle) => At(_next++) = cycle;

    /// <summary>Appends number and distance to <paramref name="now"/> of the cycles after it, youngest first: state that still matters.</summary>
    public readonly void AppendAfter(long now, List<long> state)
    {
        var first = state.Count;
        state.Add(0);
        for (var age = 1; age <= length && At(_next - age) > now; age++)
            state.Add(At(_next - age) - now);
        state[first] = state.Count - first - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly ref long At(int number) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_cycles), number & _mask);
}
