using CsCheck;
using Sim.Core.Units;

namespace Sim.Tests.Units;

public class FrequencyTests
{
    [Test]
    public void A_cycle_of_3200_MHz_takes_312_and_a_half_picoseconds()
    {
        var clock = new Frequency(3_200_000_000);

        Assert.That(clock.ToPicoseconds(new(1)), Is.EqualTo(new Picoseconds(312)));
        Assert.That(clock.ToPicoseconds(new(2)), Is.EqualTo(new Picoseconds(625)));
        Assert.That(clock.CycleAt(new(625)), Is.EqualTo(new Cycles(2)));
        Assert.That(clock.CycleAt(new(626)), Is.EqualTo(new Cycles(3)));
    }

    [Test]
    public void The_cycle_at_a_time_is_the_first_one_that_is_not_before_it() =>
        Gen.Select(Gen.Long[1, 100_000_000_000], Gen.Long[0, 1_000_000_000_000_000]).Sample((hertz, time) =>
        {
            var clock = new Frequency(hertz);
            var cycle = (Int128)clock.CycleAt(new(time)).Count;
            return cycle * 1_000_000_000_000 >= (Int128)time * hertz && (cycle - 1) * 1_000_000_000_000 < (Int128)time * hertz;
        });

    [Test]
    public void Weeks_of_simulated_time_do_not_overflow() =>
        Assert.That(new Frequency(100_000_000_000).CycleAt(new(long.MaxValue / 2)).Count, Is.GreaterThan(0));
}
