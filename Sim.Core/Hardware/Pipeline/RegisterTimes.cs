using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Sim.Core.A64;

namespace Sim.Core.Hardware.Pipeline;

/// <summary>When each register's value is there: for arithmetic, and for the address of a load (earlier after a load: pointer chasing).</summary>
public struct RegisterTimes
{
    // By register: the cycle for arithmetic, and in the low bits how much earlier an address may have it. The latest of several such
    // words is the latest of their cycles.
    const int EarlierBits = 4;
    const long EarlierMask = (1 << EarlierBits) - 1;

    Words _ready;

    /// <summary>Cycle from which arithmetic can use both registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Values(byte first, byte second) => Math.Max(At(first), At(second)) >> EarlierBits;

    /// <summary>Cycle from which arithmetic can use all three registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Values(byte first, byte second, byte third) => Math.Max(Math.Max(At(first), At(second)), At(third)) >> EarlierBits;

    /// <summary>Cycle from which a load or atomic can use <paramref name="register"/> as its base.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Address(byte register)
    {
        var word = At(register);
        return (word >> EarlierBits) - (word & EarlierMask);
    }

    /// <summary>The value of <paramref name="register"/> is there in <paramref name="cycle"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Deliver(byte register, long cycle) => At(register) = cycle << EarlierBits;

    /// <summary>The value of <paramref name="register"/> is there in <paramref name="cycle"/>, as an address <paramref name="earlier"/> cycles before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void DeliverPointer(byte register, long cycle, int earlier) => At(register) = (cycle << EarlierBits) | (long)earlier;

    /// <summary><paramref name="register"/> becomes another name of what <paramref name="source"/> names.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Rename(byte register, byte source) => At(register) = At(source);

    /// <summary>Appends all cycles relative to <paramref name="now"/>; those that have passed count as equal.</summary>
    public void AppendState(long now, List<long> state)
    {
        for (byte register = 0; register < Register.Count; register++)
        {
            state.Add(Math.Max(Values(register, register) - now, 0));
            state.Add(Math.Max(Address(register) - now, 0));
        }
    }

    // Decoded register numbers are those of Register: unchecked, and so at a fixed place behind the core's other state.
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref long At(byte register) => ref Unsafe.Add(ref Unsafe.As<Words, long>(ref _ready), register);

    [InlineArray(Register.Count)]
    struct Words
    {
        long _first;
    }
}
