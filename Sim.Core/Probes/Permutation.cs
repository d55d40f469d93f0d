namespace Sim.Core.Probes;

/// <summary>Random orders, the same in every run.</summary>
sealed class Permutation(ulong seed)
{
    ulong _state = seed;

    /// <summary>The numbers from 0 to <paramref name="count"/> - 1 in a random order.</summary>
    public int[] Of(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
            order[i] = i;
        for (var i = count - 1; i > 0; i--)
        {
            var other = (int)(((ulong)Next() * (ulong)(i + 1)) >> 32);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }

    // PCG, 32 bits of output.
    uint Next()
    {
        _state = (_state * 6364136223846793005) + 1442695040888963407;
        var shifted = (uint)(((_state >> 18) ^ _state) >> 27);
        var rotation = (int)(_state >> 59);
        return (shifted >> rotation) | (shifted << (-rotation & 31));
    }
}
