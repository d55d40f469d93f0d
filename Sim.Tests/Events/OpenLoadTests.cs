using Sim.Core.Events;
using Sim.Core.Runs;
using Sim.Core.Units;

namespace Sim.Tests.Events;

public class OpenLoadTests
{
    const long Nanosecond = 1000;

    // A cycle is a nanosecond.
    static readonly Frequency Clock = new(1_000_000_000);

    static OpenLoad EveryTen(long calls, long start = 0) => new(new(ArrivalKind.Fixed, 10 * Nanosecond, Seed: 0), Clock, start, calls);

    [Test]
    public void A_call_that_finds_the_core_free_does_not_wait()
    {
        var load = EveryTen(calls: 2, start: 100);

        load.Served(110, 117);
        load.Served(120, 127);

        Assert.That(load.Result(16), Is.EqualTo(new OpenLoadResult(16, 0, 7, new CallTimes(7, 7, 7), 0)));
    }

    [Test]
    public void Response_time_is_wait_and_service_and_the_queue_is_as_long_as_those_that_wait_at_a_time()
    {
        // They arrive at 10, 20, 30, 40, and take 25, 5, 5 and 5.
        var load = EveryTen(calls: 4);

        load.Served(10, 35);
        load.Served(35, 40);
        load.Served(40, 45);
        load.Served(45, 50);

        var result = load.Result(10);
        Assert.That(result.WaitMeanNs, Is.EqualTo((0 + 15 + 10 + 5) / 4.0));
        Assert.That(result.ResponseMeanNs, Is.EqualTo((25 + 20 + 15 + 10) / 4.0));
        Assert.That(result.Responses, Is.EqualTo(new CallTimes(15, 25, 25)));
        Assert.That(result.QueueLongest, Is.EqualTo(2));
    }

    [Test]
    public void Calls_that_nobody_will_serve_are_not_in_the_queue()
    {
        var load = EveryTen(calls: 2);

        load.Served(10, 500);
        load.Served(500, 900);

        Assert.That(load.Result(10).QueueLongest, Is.EqualTo(1));
    }

    [Test]
    public void Arrivals_are_in_the_first_cycle_that_is_not_before_their_time()
    {
        var load = new OpenLoad(new(ArrivalKind.Fixed, (3 * Nanosecond) / 2, Seed: 0), Clock, start: 7, calls: 2);

        Assert.That(load.NextCycle, Is.EqualTo(7 + 2));
        load.Served(9, 10);
        Assert.That(load.NextCycle, Is.EqualTo(7 + 3));
    }

    [Test]
    public void Poisson_arrivals_have_the_mean_distance_and_a_sequence_for_each_seed()
    {
        var arrivals = new Arrivals(ArrivalKind.Poisson, 10 * Nanosecond, Seed: 1);
        var (times, again, others) = (new ArrivalTimes(arrivals), new ArrivalTimes(arrivals), new ArrivalTimes(arrivals with { Seed = 2 }));

        var drawn = Enumerable.Range(0, 100_000).Select(_ => (times.Next(), again.Next(), others.Next())).ToList();

        Assert.That(drawn[^1].Item1.Count / 100_000.0, Is.EqualTo(10 * Nanosecond).Within(1).Percent);
        Assert.That(drawn.Count(three => three.Item1 != three.Item2), Is.Zero);
        Assert.That(drawn.Count(three => three.Item1 == three.Item3), Is.LessThan(10));
    }
}
