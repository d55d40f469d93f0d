using Sim.Core.Units;
using Sim.Scenarios.Keys;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>A sweep over few of all combinations, spread evenly over every axis: for more dimensions than a grid can have.</summary>
/// <param name="Kind">How points are spread.</param>
/// <param name="Points">How many.</param>
/// <param name="Seed">What they are drawn from.</param>
sealed record SpaceFilling(string Kind, int Points, long Seed)
{
    /// <summary>Most axes.</summary>
    public const int MostAxes = 20;

    static readonly int[] Primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71];

    /// <summary>The combinations; two that fall together are one.</summary>
    public IEnumerable<Dictionary<string, Node>> Of(IReadOnlyList<Axis> axes)
    {
        var shares = axes.Select((_, axis) => Shares(axis)).ToList();
        return Enumerable.Range(0, Points)
            .Select(point => axes.Select((axis, index) => (int)(shares[index][point] * axis.Points.Count)).ToArray())
            .DistinctBy(indices => string.Join(' ', indices))
            .Select(indices => axes.Zip(indices).Aggregate(new Dictionary<string, Node>(), (values, pair) => pair.First.With(values, pair.First.Points[pair.Second])));
    }

    // Where each point is on an axis, 0 up to 1.
    double[] Shares(int axis)
    {
        var random = new Pcg(Seed, axis);
        if (Kind == ScenarioKeys.Halton)
        {
            var shift = random.Fraction();
            return [.. Enumerable.Range(1, Points).Select(point => (RadicalInverse(point, Primes[axis]) + shift) % 1)];
        }

        if (Kind == ScenarioKeys.Sobol)
            return SobolSequence.Shares(axis, Points, (uint)random.Below(int.MaxValue));

        var parts = Enumerable.Range(0, Points).ToArray();
        for (var last = parts.Length - 1; last > 0; last--)
        {
            var other = random.Below(last + 1);
            (parts[last], parts[other]) = (parts[other], parts[last]);
        }

        return [.. parts.Select(part => (part + random.Fraction()) / Points)];
    }

    static double RadicalInverse(int number, int radix)
    {
        var (inverse, digit) = (0.0, 1.0 / radix);
        for (; number > 0; number /= radix, digit /= radix)
            inverse += number % radix * digit;
        return inverse;
    }
}
