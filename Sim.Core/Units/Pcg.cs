namespace Sim.Core.Units;

/// <summary>A seeded generator of random numbers: PCG-XSH-RR with 64 bits of state and 32 of output, the same on every machine.</summary>
/// <source key="oneill-2014-pcg"/>
public sealed class Pcg
{
    const ulong Multiplier = 6_364_136_223_846_793_005;

    // Far from the streams that have a purpose in a run.
    const long DerivedStreams = 1L << 32;

    readonly ulong _increment;
    ulong _state;

    /// <param name="seed">Where it starts.</param>
    /// <param name="stream">Which of 2^63 sequences: different ones for different purposes, so that one more draw for one does not move another.</param>
    public Pcg(long seed, long stream)
    {
        _increment = ((ulong)stream << 1) | 1;
        Next();
        _state += (ulong)seed;
        Next();
    }

    /// <summary>A seed that follows from <paramref name="seed"/>, 0 or more: another one for each <paramref name="number"/>, as far as 63 bits go.</summary>
    public static long Derived(long seed, int number)
    {
        var random = new Pcg(seed, DerivedStreams + number);
        return (long)((((ulong)random.Next() << 32) | random.Next()) >> 1);
    }

    /// <summary>32 random bits.</summary>
    public uint Next()
    {
        var old = _state;
        _state = (old * Multiplier) + _increment;
        var shifted = (uint)(((old >> 18) ^ old) >> 27);
        return uint.RotateRight(shifted, (int)(old >> 59));
    }

    /// <summary>A whole number from 0 to below <paramref name="end"/>, each as likely as the others; <paramref name="end"/> is 1 or more.</summary>
    public int Below(int end)
    {
        // Numbers at the top that would make the low ones likelier are drawn again.
        var bound = (uint)end;
        var threshold = (0 - bound) % bound;
        while (true)
        {
            var drawn = Next();
            if (drawn >= threshold)
                return (int)(drawn % bound);
        }
    }

    /// <summary>A number from 0 to below 1, a multiple of 2^-53.</summary>
    public double Fraction() => ((((ulong)Next() << 32) | Next()) >> 11) * (1.0 / (1ul << 53));

    /// <summary>An exponentially distributed number with mean 1: 0 or more. Made by comparisons alone, so that no library's logarithm matters.</summary>
    /// <source key="von-neumann-1951"/>
    public double Exponential()
    {
        for (var whole = 0; ; whole++)
        {
            // The first of a row of numbers that fall: one that is kept as often as e^-x says has an even number drawn until they rise.
            var first = Fraction();
            var isEven = true;
            for (double last = first, next; (next = Fraction()) < last; last = next)
                isEven = !isEven;
            if (isEven)
                return whole + first;
        }
    }
}
