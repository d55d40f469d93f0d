using CsCheck;
using Sim.Core.Diagnostics;
using Sim.Core.Events;
using Sim.Core.Units;

namespace Sim.Tests.Events;

public class EventQueueTests
{
    // Few times, so that most events have others of the same time beside them.
    static readonly Gen<(int Kind, long Time, EventOrder Order)> Step =
        Gen.Select(Gen.Int[0, 4], Gen.Long[0, 12], Gen.Enum<EventOrder>());

    [Test]
    public void Events_come_in_the_order_of_a_sorted_list() => Step.Array[0, 300].Sample(steps =>
    {
        var queue = new EventQueue<int>();
        var oracle = new SortedList();
        for (var i = 0; i < steps.Length; i++)
        {
            var (kind, time, order) = steps[i];
            switch (kind)
            {
                case 0 when queue.Count > 0:
                    if (queue.Take() != oracle.Take())
                        return false;
                    break;
                case 1 when queue.Count > 0:
                    var (replaced, expected) = (queue.Replace(new(time), order, i), oracle.Take());
                    oracle.Add(time, order, i);
                    if (replaced != expected)
                        return false;
                    break;
                default:
                    queue.Schedule(new(time), order, i);
                    oracle.Add(time, order, i);
                    break;
            }

            if (queue.Count != oracle.Count || queue.NextTime.Count != oracle.NextTime)
                return false;
        }

        while (oracle.Count > 0)
        {
            if (queue.Take() != oracle.Take())
                return false;
        }

        return queue.Count == 0;
    });

    [Test]
    public void Events_of_the_same_time_go_by_who_they_are_and_then_by_age()
    {
        var queue = new EventQueue<string>();
        queue.Schedule(new(5), EventOrder.End, "end");
        queue.Schedule(new(5), EventOrder.TimeSlice, "slice");
        queue.Schedule(new(5), EventOrder.Tick, "first tick");
        queue.Schedule(new(5), EventOrder.Tick, "second tick");
        queue.Schedule(new(5), EventOrder.Tracing, "attach");
        queue.Schedule(new(4), EventOrder.End, "earlier");

        var order = Enumerable.Range(0, 6).Select(_ => queue.Take());

        Assert.That(order, Is.EqualTo(new[] { "earlier", "attach", "first tick", "second tick", "slice", "end" }));
    }

    [Test]
    public void An_empty_queue_has_no_next_event()
    {
        var queue = new EventQueue<int>();

        Assert.That(queue.NextTime, Is.EqualTo(Picoseconds.Never));
        Assert.That(() => queue.Take(), Throws.TypeOf<SimBug>());
        Assert.That(() => queue.Replace(new(0), EventOrder.Tick, 1), Throws.TypeOf<SimBug>());
    }

    [Test]
    public void Nothing_happens_before_the_start() =>
        Assert.That(() => new EventQueue<int>().Schedule(new(-1), EventOrder.Tick, 1), Throws.TypeOf<SimBug>().With.Message.Contains("-1 ps"));

    [Test]
    public void Steady_operation_allocates_nothing()
    {
        var queue = new EventQueue<int>();
        for (var i = 0; i < 1000; i++)
            queue.Schedule(new(i), EventOrder.Tick, i);
        Churn(queue, 1000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Churn(queue, 100_000);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    static void Churn(EventQueue<int> queue, int events)
    {
        for (var i = 0; i < events; i++)
            queue.Replace(queue.NextTime + new Picoseconds(i * 37 % 1000), EventOrder.Tick, i);
    }

    // The obvious queue: a list, sorted again after every insertion.
    sealed class SortedList
    {
        readonly List<(long Time, EventOrder Order, int Age, int What)> _events = [];
        int _age;

        public int Count => _events.Count;

        public long NextTime => Count > 0 ? _events[0].Time : long.MaxValue;

        public void Add(long time, EventOrder order, int what)
        {
            _events.Add((time, order, _age++, what));
            _events.Sort();
        }

        public int Take()
        {
            var next = _events[0].What;
            _events.RemoveAt(0);
            return next;
        }
    }
}
