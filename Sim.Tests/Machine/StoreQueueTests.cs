using Sim.Core.Machine;
using Sim.Core.Machine.Pipeline;

namespace Sim.Tests.Machine;

public class StoreQueueTests
{
    const ulong Line = 0x1000;

    // Latency 8, 1 more per store, 28 on failure, 20 after a store-release; a store at cycle 10 drains at cycle 14.
    static readonly StoreForwarding Firestorm = new(8, 1, 28, MultipleStores.Any, Partial: true, AcrossLines: false, FromRelease: false, ReleaseLatency: 20);

    [Test]
    public void A_load_inside_one_store_is_forwarded() =>
        Assert.That(Load(Firestorm, Line + 4, 4, Store(Line, 8)), Is.EqualTo(10 + 8));

    [Test]
    public void A_load_of_something_else_comes_from_the_cache() =>
        Assert.That(Load(Firestorm, Line + 8, 8, Store(Line, 8)), Is.EqualTo(11 + 4));

    [Test]
    public void A_load_of_two_stores_takes_one_cycle_more() =>
        Assert.That(Load(Firestorm, Line, 16, Store(Line, 8), Store(Line + 8, 8)), Is.EqualTo(10 + 8 + 1));

    [Test]
    public void The_youngest_store_to_a_byte_counts() =>
        Assert.That(Load(Firestorm, Line, 8, Store(Line, 8, release: true), Store(Line, 8)), Is.EqualTo(10 + 8));

    [Test]
    public void A_load_of_a_store_release_waits_for_the_drain_and_takes_the_release_latency() =>
        Assert.That(Load(Firestorm, Line, 8, Store(Line, 8, release: true)), Is.EqualTo(10 + 20));

    [Test]
    public void A_store_release_is_forwarded_where_the_core_does_that() =>
        Assert.That(Load(Firestorm with { FromRelease = true }, Line, 8, Store(Line, 8, release: true)), Is.EqualTo(10 + 8));

    [Test]
    public void Two_stores_on_either_side_of_a_line_are_not_forwarded_together() =>
        Assert.That(Load(Firestorm, Line + 56, 16, Store(Line + 56, 8), Store(Line + 64, 8)), Is.EqualTo(10 + 28));

    [Test]
    public void One_store_across_a_line_is_forwarded() =>
        Assert.That(Load(Firestorm, Line + 56, 16, Store(Line + 56, 16)), Is.EqualTo(10 + 8));

    [Test]
    public void A_load_that_is_wider_than_its_store_needs_partial_forwarding([Values] bool partial) =>
        Assert.That(Load(Firestorm with { Partial = partial }, Line, 8, Store(Line, 4)), Is.EqualTo(partial ? 10 + 8 : 10 + 28));

    [TestCase(MultipleStores.Never, 28)]
    [TestCase(MultipleStores.ExactHalves, 9)]
    [TestCase(MultipleStores.Any, 9)]
    public void Exact_halves_are_forwarded_by_all_but_the_simplest_cores(MultipleStores rule, int cycles) =>
        Assert.That(
            Load(Firestorm with { MultipleStores = rule }, Line, 16, Store(Line, 8), Store(Line + 8, 8)), Is.EqualTo(10 + cycles));

    [TestCase(MultipleStores.ExactHalves, 28)]
    [TestCase(MultipleStores.Any, 9)]
    public void Unequal_parts_are_forwarded_only_by_cores_that_combine_anything(MultipleStores rule, int cycles) =>
        Assert.That(
            Load(Firestorm with { MultipleStores = rule }, Line, 16, Store(Line, 12), Store(Line + 12, 4)), Is.EqualTo(10 + cycles));

    [Test]
    public void A_store_that_has_reached_the_cache_is_out_of_the_way()
    {
        var queue = NewQueue(Firestorm);
        queue.Push(Store(Line, 8, release: true));

        var ready = queue.DataReady(Line, 8, issue: 14, fromCache: 18);

        Assert.That(ready, Is.EqualTo(18));
        Assert.That(queue.Failures, Is.Zero);
    }

    static StoreQueue.Entry Store(ulong address, int bytes, bool release = false) => new(address, bytes, Ready: 10, Drain: 14, release);

    static long Load(StoreForwarding rules, ulong address, int bytes, params StoreQueue.Entry[] stores)
    {
        var queue = NewQueue(rules);
        foreach (var store in stores)
            queue.Push(store);
        return queue.DataReady(address, bytes, issue: 11, fromCache: 11 + 4);
    }

    static StoreQueue NewQueue(StoreForwarding rules) => new(rules, entries: 8, lineBytes: 64, issueToDrain: 4);
}
