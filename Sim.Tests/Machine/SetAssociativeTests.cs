using CsCheck;
using Sim.Core.Machine.Caches;

namespace Sim.Tests.Machine;

public class SetAssociativeTests
{
    [Test]
    public void It_hits_and_misses_as_a_list_per_set_does() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 24], Gen.ULong[0, 80].Array[0, 300]).Sample((setBits, ways, keys) =>
        {
            var tags = new SetAssociative((1 << setBits) * ways, ways);
            var sets = Enumerable.Range(0, 1 << setBits).Select(_ => new List<ulong>()).ToArray();
            return keys.All(key => tags.Access(key) == AccessList(sets[key & ((1ul << setBits) - 1)], ways, key));
        });

    // Many ways of one set are kept in another form than few.
    [TestCase(8, 4)]
    [TestCase(20, 20)]
    public void Equal_orders_of_use_are_equal_states_whatever_led_to_them(int entries, int ways)
    {
        var one = new SetAssociative(entries, ways);
        var other = new SetAssociative(entries, ways);
        var order = Enumerable.Range(0, ways).Select(key => 2ul * (ulong)key).ToArray();

        foreach (var key in order)
            one.Access(key);
        foreach (var key in (ulong[])[100, .. order.Reverse(), 102, .. order])
            other.Access(key);

        Assert.That(other.State.Words, Is.EqualTo(one.State.Words));
        other.Access(order[0]);
        Assert.That(other.State.Words, Is.Not.EqualTo(one.State.Words));
    }

    [Test]
    public void More_ways_at_the_same_sets_never_add_misses() =>
        Gen.Select(Gen.Int[1, 6], Gen.ULong[0, 60].Array[0, 400]).Sample((ways, keys) =>
            Misses(new SetAssociative(4 * (ways + 1), ways + 1), keys) <= Misses(new SetAssociative(4 * ways, ways), keys));

    static int Misses(SetAssociative tags, ulong[] keys) => keys.Count(key => !tags.Access(key));

    static bool AccessList(List<ulong> set, int ways, ulong key)
    {
        var hit = set.Remove(key);
        set.Insert(0, key);
        if (set.Count > ways)
            set.RemoveAt(ways);
        return hit;
    }
}
