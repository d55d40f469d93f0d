using CsCheck;
using Sim.Core.Units;

namespace Sim.Tests.Units;

public class PcgTests
{
    [Test]
    public void It_gives_the_published_numbers()
    {
        // What the reference implementation's demo prints for seed 42 and stream 54.
        uint[] published = [0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e];
        var random = new Pcg(42, 54);

        Assert.That(published.Select(_ => random.Next()).ToArray(), Is.EqualTo(published));
    }

    [Test]
    public void Numbers_below_an_end_stay_below_it_and_reach_all_of_it() =>
        Gen.Select(Gen.Int[1, 20], Gen.Long[0, 1000]).Sample((end, seed) =>
        {
            var random = new Pcg(seed, 1);
            var drawn = Enumerable.Range(0, 400).Select(_ => random.Below(end)).ToList();
            return drawn.All(number => number >= 0 && number < end) && drawn.Distinct().Count() == end;
        });

    [Test]
    public void Fractions_are_even_from_0_to_1()
    {
        var random = new Pcg(7, 1);
        var fractions = Enumerable.Range(0, 100_000).Select(_ => random.Fraction()).ToList();

        Assert.That(fractions.Min(), Is.GreaterThanOrEqualTo(0));
        Assert.That(fractions.Max(), Is.LessThan(1));
        Assert.That(fractions.Average(), Is.EqualTo(0.5).Within(0.005));
    }

    [Test]
    public void Exponential_numbers_have_the_mean_the_spread_and_the_tail_of_their_distribution()
    {
        var random = new Pcg(7, 1);
        var drawn = Enumerable.Range(0, 100_000).Select(_ => random.Exponential()).ToList();

        Assert.That(drawn.Min(), Is.GreaterThanOrEqualTo(0));
        Assert.That(drawn.Average(), Is.EqualTo(1).Within(0.01));
        Assert.That(drawn.Average(number => number * number), Is.EqualTo(2).Within(0.05));
        foreach (var end in new[] { 0.1, 0.5, 1, 2.5, 5 })
            Assert.That(drawn.Count(number => number > end), Is.EqualTo(100_000 * Math.Exp(-end)).Within(400), $"above {end}");
    }
}
