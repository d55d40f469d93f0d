using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sim.Core.Hardware.Caches;

/// <summary>The cycles of the last <paramref name="length"/> instructions, in ascending order: how a queue of that many entries limits.</summary>
public struct CycleRing(int length)
{
    readonly long[] _cycles = new long[length];
    uint _next;

    /// <summary>The cycle of the instruction <c>length</c> before the next one; its entry is the one that the next one takes.</summary>
    public readonly long Oldest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => At(_next);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(long cycle)
    {
        At(_next) = cycle;
        var next = _next + 1;
        _next = next == length ? 0 : next;
    }

    /// <summary>Appends number and distance to <paramref name="now"/> of the cycles after it, youngest first: state that still matters.</summary>
    public readonly void AppendAfter(long now, List<long> state)
    {
        var first = state.Count;
        state.Add(0);
        for (var age = 1u; age <= length && At((_next + (uint)length - age) % (uint)length) is var cycle && cycle > now; age++)
            state.Add(cycle - now);
        state[first] = state.Count - first - 1;
    }

    // The index is always inside.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly ref long At(uint index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_cycles), index);
}
