using System.Text.RegularExpressions;
using CsCheck;
using Sim.Core.Results;
using Sim.Core.Units;
using Sim.Core.Workloads.Population;
using Sim.Tests.Validation;

namespace Sim.Tests.Workloads;

public class PopulationPartsTests
{
    [Test]
    public void An_alias_table_draws_each_index_as_often_as_its_weight_says()
    {
        long[] weights = [1, 2, 3, 4, 90];
        var (table, random) = (new AliasTable(weights), new Pcg(1, 2));
        var drawn = new int[weights.Length];
        for (var i = 0; i < 100_000; i++)
            drawn[table.Draw(random)]++;

        // Four standard deviations.
        foreach (var (weight, times) in weights.Zip(drawn))
            Assert.That(times, Is.EqualTo(1000.0 * weight).Within(4 * Math.Sqrt(1000 * weight * (1 - (weight / 100.0)))));
    }

    [TestCase(0.10, 48)]
    [TestCase(0.25, 80)]
    [TestCase(0.50, 176)]
    [TestCase(0.75, 328)]
    [TestCase(0.90, 608)]
    [TestCase(0.99, 2096)]
    public void Functions_stand_as_far_apart_as_in_a_kernel(double share, int bytes)
    {
        var random = new Pcg(3, 1);
        var spacings = Enumerable.Range(0, 50_000).Select(_ => TextSpacing.Draw(random)).Order().ToList();

        Assert.That(spacings[(int)(share * spacings.Count)], Is.EqualTo(bytes).Within(16 + (0.05 * bytes)));
    }

    [Test]
    public void Slots_do_not_overlap_and_lie_in_the_text()
    {
        var build = Shipped.Kernel("linux-6.12-debian");
        var slots = FunctionSlot.Draw(build, 2000, 64, new Pcg(5, 1)).OrderBy(slot => slot.Address).ToList();

        Assert.That(slots.Zip(slots.Skip(1)).All(pair => pair.First.Address + (ulong)pair.First.Bytes <= pair.Second.Address));
        Assert.That(slots[0].Address, Is.GreaterThan(build.Addresses.ListFunc));
        Assert.That(slots[^1].Address, Is.LessThan(build.Addresses.Text + (ulong)build.Size!.TextBytes));
    }

    [Test]
    public void The_mean_work_of_a_call_is_what_was_asked() =>
        Gen.Select(Gen.Select(Gen.Long[1, 1_000_000], Gen.Int[20, 400]).Array[50, 200], Gen.Int[12, 18]).Sample((functions, mean) =>
        {
            List<ProfiledFunction> profile = [.. functions.Select((function, i) => new ProfiledFunction($"f{i}", function.Item1))];

            var work = WorkShares.Of(profile, [.. functions.Select(function => function.Item2)], mean);

            var found = profile.Zip(work).Sum(pair => (double)pair.First.Hits * pair.Second) / profile.Sum(function => function.Hits);
            return Math.Abs(found - mean) < 1.5 && work.Zip(functions).All(pair => pair.First <= pair.Second.Item2);
        });

    [Test]
    public void Patterns_match_as_their_regular_expressions_do() =>
        Gen.Select(Gen.String[Gen.Char["ab*?"], 0, 6], Gen.String[Gen.Char["ab"], 0, 8]).Sample((pattern, text) =>
        {
            var expression = "^" + pattern.Replace("*", ".*", StringComparison.Ordinal).Replace("?", ".", StringComparison.Ordinal) + "$";
            return pattern.Length == 0 || new FunctionFilter(pattern, 1).Names(text) == Regex.IsMatch(text, expression);
        });
}
