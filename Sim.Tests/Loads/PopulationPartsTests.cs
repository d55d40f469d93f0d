using System.Text.RegularExpressions;
using CsCheck;
using Sim.Core.Loads.Population;
using Sim.Core.Runs;
using Sim.Core.Units;
using Sim.Tests.Validation;

namespace Sim.Tests.Loads;

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
        Assert.That(slots[0].Address, Is.GreaterThan(build.Addresses.ListFunc.Value));
        Assert.That(slots[^1].Address, Is.LessThan((build.Addresses.Text + (ulong)build.Size!.TextBytes).Value));
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
    public void Where_times_are_known_work_is_in_proportion_to_them_and_its_mean_what_was_asked()
    {
        // 1, 4 and 20 us a call; the last has no room for a loop.
        ProfiledFunction[] profile = [new("a", 600, 600_000), new("b", 300, 1_200_000), new("c", 100, 2_000_000), new("tiny", 100, 10_000_000)];

        var work = WorkShares.Of(profile, [40, 40, 40, 6], 34);

        Assert.That(work[3], Is.EqualTo(6));
        Assert.That((double)work[1] / work[0], Is.EqualTo(4).Within(5).Percent);
        Assert.That((double)work[2] / work[0], Is.EqualTo(20).Within(5).Percent);
        Assert.That(profile.Zip(work).Sum(pair => pair.First.Hits * pair.Second) / 1100.0, Is.EqualTo(34).Within(1));
    }

    [TestCase(10)]
    [TestCase(40)]
    [TestCase(41)]
    [TestCase(500)]
    [TestCase(50_000)]
    public void A_function_executes_its_work_by_a_loop_where_its_text_is_too_small(int work)
    {
        const int Room = 40;
        var text = new FunctionText(0, 0, work, Room).Write().Text;
        var instructions = text.Split('\n').Count(line => line.StartsWith("        ", StringComparison.Ordinal) && !line.TrimStart().StartsWith('.'));

        Assert.That(text.Contains("2b", StringComparison.Ordinal), Is.EqualTo(work > Room));
        Assert.That(4 * instructions, Is.LessThanOrEqualTo((4 * Room) + FunctionText.OtherBytes + (4 * 8)));
    }

    [Test]
    public void Patterns_match_as_their_regular_expressions_do() =>
        Gen.Select(Gen.String[Gen.Char["ab*?"], 0, 6], Gen.String[Gen.Char["ab"], 0, 8]).Sample((pattern, text) =>
        {
            var expression = "^" + pattern.Replace("*", ".*", StringComparison.Ordinal).Replace("?", ".", StringComparison.Ordinal) + "$";
            return pattern.Length == 0 || new FunctionFilter(pattern, 1).Names(text) == Regex.IsMatch(text, expression);
        });
}
