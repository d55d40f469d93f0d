using System.Numerics;

namespace Sim.Scenarios.Sweeps;

/// <summary>Sobol's sequence: of the first 2^k points, each of 2^k equal parts of every axis has one.</summary>
/// <source key="joe-kuo-2008">The first 20 dimensions of the file new-joe-kuo-6.21201.</source>
static class SobolSequence
{
    const int Bits = 32;

    // Of each dimension after the first: degree and coefficients of its primitive polynomial, and the first direction numbers.
    static readonly (int Degree, int Coefficients, uint[] First)[] Dimensions =
    [
        (1, 0, [1]), (2, 1, [1, 3]), (3, 1, [1, 3, 1]), (3, 2, [1, 1, 1]), (4, 1, [1, 1, 3, 3]), (4, 4, [1, 3, 5, 13]),
        (5, 2, [1, 1, 5, 5, 17]), (5, 4, [1, 1, 5, 5, 5]), (5, 7, [1, 1, 7, 11, 19]), (5, 11, [1, 1, 5, 1, 1]), (5, 13, [1, 1, 1, 3, 11]),
        (5, 14, [1, 3, 5, 5, 31]), (6, 1, [1, 3, 3, 9, 7, 49]), (6, 13, [1, 1, 1, 15, 21, 21]), (6, 16, [1, 3, 1, 13, 27, 49]),
        (6, 19, [1, 1, 1, 15, 7, 5]), (6, 22, [1, 3, 1, 15, 13, 25]), (6, 25, [1, 1, 5, 5, 19, 61]), (7, 1, [1, 3, 7, 11, 23, 15, 103]),
    ];

    /// <summary>Where each point is on an axis, 0 up to 1.</summary>
    /// <param name="axis">Which, from 0 to 19.</param>
    /// <param name="points">How many.</param>
    /// <param name="scramble">Any number: another one gives other points that are as even.</param>
    public static double[] Shares(int axis, int points, uint scramble)
    {
        var directions = Directions(axis);
        var shares = new double[points];
        var at = 0u;
        for (var point = 0; point < points; point++)
        {
            shares[point] = Scrambled(at, scramble) / 4294967296.0;
            at ^= directions[BitOperations.TrailingZeroCount(~(uint)point)];
        }

        return shares;
    }

    static uint[] Directions(int axis)
    {
        var directions = new uint[Bits];
        var (degree, coefficients, first) = axis == 0 ? (0, 0, []) : Dimensions[axis - 1];
        for (var bit = 0; bit < Bits; bit++)
        {
            if (axis == 0)
                directions[bit] = 1u << (Bits - 1 - bit);
            else if (bit < degree)
                directions[bit] = first[bit] << (Bits - 1 - bit);
            else
                directions[bit] = Next(directions, bit, degree, coefficients);
        }

        return directions;
    }

    static uint Next(uint[] directions, int bit, int degree, int coefficients)
    {
        var next = directions[bit - degree] ^ (directions[bit - degree] >> degree);
        for (var term = 1; term < degree; term++)
        {
            if (((coefficients >> (degree - 1 - term)) & 1) != 0)
                next ^= directions[bit - term];
        }

        return next;
    }

    // Each digit is flipped by a hash of those before it, which keeps the parts' shares.
    static uint Scrambled(uint number, uint seed)
    {
        var mixed = Reversed(number) + seed;
        mixed ^= mixed * 0x6C50_B47C;
        mixed ^= mixed * 0xB82F_1E52;
        mixed ^= mixed * 0xC7AF_E638;
        mixed ^= mixed * 0x8D22_F6E6;
        return Reversed(mixed);
    }

    static uint Reversed(uint number)
    {
        number = BitOperations.RotateLeft(number, 16);
        number = ((number & 0x00FF_00FF) << 8) | ((number >> 8) & 0x00FF_00FF);
        number = ((number & 0x0F0F_0F0F) << 4) | ((number >> 4) & 0x0F0F_0F0F);
        number = ((number & 0x3333_3333) << 2) | ((number >> 2) & 0x3333_3333);
        return ((number & 0x5555_5555) << 1) | ((number >> 1) & 0x5555_5555);
    }
}
