using Sim.Core.Machine;

namespace Sim.Tests.Machine.Pipeline;

/// <summary>The in-order rules of docs/model.md on a loop of a few instructions.</summary>
public class InOrderTests
{
    static readonly CoreProfile Core = TestCores.TwoWideInOrder;

    [Test]
    public void Two_instructions_issue_in_a_cycle() =>
        Assert.That(LoopTiming.Cycles(Core, "add x1, x0, #1\nadd x2, x0, #1\nadd x3, x0, #1"), Is.EqualTo(2));

    [Test]
    public void One_store_port_takes_a_store_a_cycle() =>
        Assert.That(LoopTiming.Cycles(Core, "str x1, [x0, #64]\nstr x1, [x0, #72]\nstr x1, [x0, #80]"), Is.EqualTo(3));

    [Test]
    public void A_dependent_instruction_waits_for_the_next_cycle() =>
        Assert.That(LoopTiming.Cycles(Core, "add x1, x1, #1\nadd x1, x1, #1\nadd x1, x1, #1"), Is.EqualTo(3));

    [Test]
    public void Only_the_use_of_a_loaded_value_stalls()
    {
        Assert.That(LoopTiming.Cycles(Core, "ldr x1, [x0]\nadd x2, x0, #1\nadd x3, x0, #1"), Is.EqualTo(2));
        Assert.That(LoopTiming.Cycles(Core, "ldr x1, [x0]\nadd x2, x1, #1\nadd x3, x0, #1"), Is.EqualTo(4 + 1));
    }

    [Test]
    public void What_follows_a_stalled_instruction_waits_with_it() =>
        Assert.That(LoopTiming.Cycles(Core, "ldr x1, [x0]\nadd x2, x1, #1\nmul x3, x0, x0\nadd x4, x3, #1"), Is.EqualTo(4 + 3 + 1));

    [Test]
    public void A_division_keeps_its_unit() =>
        Assert.That(LoopTiming.Cycles(Core, "udiv x1, x0, x0\nudiv x2, x0, x0"), Is.EqualTo(2 * 10));

    [Test]
    public void A_forwarded_load_takes_the_forwarding_latency() =>
        Assert.That(LoopTiming.Cycles(Core, "str x1, [x0]\nldr x1, [x0]"), Is.EqualTo(5));

    [Test]
    public void A_barrier_waits_for_the_stores_before_it() =>
        Assert.That(
            LoopTiming.Cycles(Core, "str x1, [x0]\ndmb ish\nldr x2, [x0, #64]"), Is.GreaterThanOrEqualTo(Core.BackEnd.DrainCycles + Core.Ordering.DmbCycles));

    [Test]
    public void A_wrong_prediction_costs_what_the_profile_says()
    {
        var counts = LoopTiming.Measure(Core, "adr x9, after\nret x9\nafter: nop");

        // After the redirect: NOP and the jump, ADR, RET itself.
        Assert.That(counts.BranchMispredicts, Is.EqualTo(64));
        Assert.That(counts.Cycles / 64, Is.EqualTo(12 + 3));
    }

    [Test]
    public void Cycles_of_the_regions_sum_to_the_total()
    {
        var counts = LoopTiming.Measure(Core, "bl function\n.region elsewhere\nldr x1, [x0]", "function: ret");

        Assert.That(Enumerable.Range(0, counts.Regions).Sum(counts.RegionCycles), Is.EqualTo(counts.Cycles));
    }
}
