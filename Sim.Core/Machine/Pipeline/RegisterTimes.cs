using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Sim.Core.A64;

namespace Sim.Core.Machine.Pipeline;

/// <summary>When each register's value is there: for arithmetic, and for the address of a load (earlier after a load: pointer chasing).</summary>
public struct RegisterTimes
{
    Cycles _values, _addresses;

    /// <summary>Cycle from which arithmetic can use <paramref name="register"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Value(byte register) => At(ref _values, register);

    /// <summary>Cycle from which a load or atomic can use <paramref name="register"/> as its base.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Address(byte register) => At(ref _addresses, register);

    /// <summary>The value of <paramref name="register"/> is there in <paramref name="cycle"/>, as an address <paramref name="earlier"/> cycles before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Deliver(byte register, long cycle, int earlier = 0)
    {
        At(ref _values, register) = cycle;
        At(ref _addresses, register) = cycle - earlier;
    }

    /// <summary><paramref name="register"/> becomes another name of what <paramref name="source"/> names.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Rename(byte register, byte source)
    {
        At(ref _values, register) = At(ref _values, source);
        At(ref _addresses, register) = At(ref _addresses, source);
    }

    /// <summary>Appends all cycles relative to <paramref name="now"/>; those that have passed count as equal.</summary>
    /// <remarks>Safe because an instruction waits for the latest of its operands and its own place, which is not before <paramref name="now"/>.</remarks>
    public void AppendState(long now, List<long> state)
    {
        for (byte register = 0; register < Register.Count; register++)
        {
            state.Add(Math.Max(Value(register) - now, 0));
            state.Add(Math.Max(Address(register) - now, 0));
        }
    }

    // Decoded register numbers are those of Register: unchecked, and so at a fixed place after the core's other state.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ref long At([UnscopedRef] ref Cycles cycles, byte register) => ref Unsafe.Add(ref Unsafe.As<Cycles, long>(ref cycles), register);

    [InlineArray(Register.Count)]
    struct Cycles
    {
        long _first;
    }
}
