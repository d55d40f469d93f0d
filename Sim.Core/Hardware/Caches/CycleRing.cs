using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sim.Core.Hardware.Caches;

/// <summary>The cycles of the last <paramref name="length"/> instructions, in ascending order: how a queue of that many entries limits.</summary>
public sealed class CycleRing(int length)
{
    // A power of two, so that a mask wraps, and no index can be outside.
    readonly long[] _cycles = new long[BitOperations.RoundUpToPowerOf2((uint)length)];
    int _next;

    /// <summary>The cycle of the instruction <c>length</c> before the next one; its entry is the one that the next one takes.</summary>
    public long Oldest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => At(_next - length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(long cycle) => At(_next++) = cycle;

    /// <summary>Appends number and distance to <paramref name="now"/> of the cycles after it, youngest first: state that still matters.</summary>
    public void AppendAfter(long now, List<long> state)
    {
        var first = state.Count;
        state.Add(0);
        for (var age = 1; age <= length && At(_next - age) > now; age++)
            state.Add(At(_next - age) - now);
        state[first] = state.Count - first - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref long At(int number) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_cycles), number & (_cycles.Length - 1));
}
