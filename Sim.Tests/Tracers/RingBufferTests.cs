using Sim.Core.A64;
using Sim.Core.Loads;
using Sim.Core.Machine.Cpu;
using Sim.Tests.Validation;

namespace Sim.Tests.Tracers;

/// <summary>The function tracer really writes: what a reader finds after so many calls.</summary>
[TestFixture("linux-6.1-debian")]
[TestFixture("linux-6.12-debian")]
[TestFixture("linux-6.2-args")]
[TestFixture("linux-5.4-mcount")]
public class RingBufferTests(string kernel)
{
    // An event takes 28 bytes of 4080.
    const int EventBytes = 28;
    const int EventsPerPage = 145;
    const int Pages = 8;

    [Test]
    public void Every_call_is_an_event_with_the_callsite_and_its_caller()
    {
        var loop = Loop();

        Call(loop, 10);

        var (callsite, caller) = (loop.Code.Symbols["tracee_relevant_callsite"], loop.Code.Symbols["call_loop"]);
        var events = new RingBufferReader(loop).Events();
        Assert.That(events, Has.Count.EqualTo(10));
        Assert.That(events.Select(e => (e.Type, e.Flags, e.Pid, e.Ip)), Is.All.EqualTo((1, 0, 1000, callsite)));
        Assert.That(events.Select(e => e.ParentIp), Is.All.InRange(caller, loop.Code.Symbols["call_loop_end"]));
    }

    [Test]
    public void A_full_page_is_left_for_the_next_one_and_nothing_is_lost()
    {
        var loop = Loop();

        Call(loop, (2 * EventsPerPage) + 1);

        var reader = new RingBufferReader(loop);
        Assert.That(reader.Events(), Has.Count.EqualTo((2 * EventsPerPage) + 1));
        Assert.That(reader.PagesTouched, Is.EqualTo(2));
        Assert.That(reader.Overrun, Is.Zero);
        Assert.That(reader.EntriesBytes, Is.EqualTo(((2 * EventsPerPage) + 1) * EventBytes));
    }

    [Test]
    public void A_full_ring_overwrites_its_oldest_page()
    {
        var loop = Loop();
        var ticks = 0ul;

        Call(loop, (Pages * EventsPerPage * 2) + 7, () => loop.State.System[SystemRegister.CntvctEl0] = ticks += 24);

        // The page being written has 7, all others are full.
        var reader = new RingBufferReader(loop);
        var events = reader.Events();
        Assert.That(events, Has.Count.EqualTo(((Pages - 1) * EventsPerPage) + 7));
        Assert.That(reader.Entries - reader.Overrun, Is.EqualTo(events.Count));
        Assert.That(events.Select(e => e.TimeNs), Is.Ordered.Ascending.And.Unique);
        Assert.That(events[^1].TimeNs, Is.EqualTo(ticks * 1000 / 24).Within(1));
    }

    [Test]
    public void Each_event_has_the_time_of_its_call_however_long_after_the_last_one()
    {
        var loop = Loop();
        var (ticks, step) = (0ul, 1ul);
        List<ulong> times = [];

        // Up to 2^33 ticks between two events, 6 minutes: the header of an event has room for 0.13 s.
        Call(loop, 33, () =>
        {
            loop.State.System[SystemRegister.CntvctEl0] = ticks += step *= 2;
            times.Add(ticks * 699_050_667 >> 24);
        });

        Assert.That(new RingBufferReader(loop).Events().Select(e => e.TimeNs), Is.EqualTo(times));
    }

    [Test]
    public void Between_calls_nobody_is_writing_and_no_context_is_marked()
    {
        var loop = Loop();

        Call(loop, 1000);

        var reader = new RingBufferReader(loop);
        Assert.That((reader.Committing, reader.CurrentContext), Is.EqualTo((0ul, 0ul)));
    }

    CallLoop Loop()
    {
        var loop = CallLoop.Build(Shipped.WithRing(Shipped.Cell("neoverse-n1", kernel, 1, 0, tracer: "ring_buffer"), Pages));
        RunToHead(loop);
        return loop;
    }

    static void Call(CallLoop loop, int calls, Action? before = null)
    {
        for (var call = 0; call < calls; call++)
        {
            before?.Invoke();
            RunToHead(loop);
        }
    }

    static void RunToHead(CallLoop loop)
    {
        new Stepper(loop.Memory, loop.State).RunUntil(loop.Head);
    }
}
