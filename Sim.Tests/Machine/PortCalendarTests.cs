using Sim.Core.Machine.Pipeline;

namespace Sim.Tests.Machine;

public class PortCalendarTests
{
    [Test]
    public void A_port_takes_one_instruction_a_cycle()
    {
        var ports = new PortCalendar();

        var cycles = Enumerable.Range(0, 5).Select(_ => ports.Take(0b11, 10, 0)).ToArray();

        Assert.That(cycles, Is.EqualTo(new long[] { 10, 10, 11, 11, 12 }));
    }

    [Test]
    public void A_younger_instruction_may_take_an_earlier_cycle()
    {
        var ports = new PortCalendar();

        Assert.That(ports.Take(0b1, 20, 0), Is.EqualTo(20));
        Assert.That(ports.Take(0b1, 10, 0), Is.EqualTo(10));
    }

    [Test]
    public void The_first_capable_port_is_taken_so_that_general_ones_stay_free()
    {
        var ports = new PortCalendar();

        ports.Take(0b111, 10, 0);

        Assert.That(ports.Taken(10), Is.EqualTo(0b001));
    }

    [Test]
    public void However_far_apart_cycles_are_booked_all_are_remembered()
    {
        var ports = new PortCalendar();
        var cycles = new long[] { 5, 5 + (1 << 10), 5 + (1 << 14), 6, 5 + (1 << 18) };

        foreach (var cycle in cycles)
            ports.Take(0b1, cycle, 4);

        Assert.That(cycles.Select(ports.Taken), Is.All.EqualTo(0b1));
    }

    [Test]
    public void A_cycle_that_has_passed_is_forgotten()
    {
        var ports = new PortCalendar();
        ports.Take(0b1, 5, 4);

        Assert.That(ports.Take(0b1, 5 + (1 << 18), 4 + (1 << 18)), Is.EqualTo(5 + (1 << 18)));
        Assert.That(ports.Taken(5), Is.Zero);
    }
}
