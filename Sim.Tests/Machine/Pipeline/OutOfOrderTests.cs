using Sim.Core.Machine;

namespace Sim.Tests.Machine.Pipeline;

/// <summary>Each rule of docs/model.md on a loop of a few instructions.</summary>
public class OutOfOrderTests
{
    static readonly CoreProfile Core = TestCores.FourWide;

    [Test]
    public void One_taken_branch_a_cycle() => Assert.That(LoopTiming.Cycles(Core, ""), Is.EqualTo(1));

    [Test]
    public void A_call_and_its_return_are_two_taken_branches_more() =>
        Assert.That(LoopTiming.Cycles(Core, "bl function", "function: ret"), Is.EqualTo(3));

    [Test]
    public void A_bubble_behind_each_taken_branch() =>
        Assert.That(LoopTiming.Cycles(Core with { Branches = Core.Branches with { BtbLevels = [new BtbLevel(256, 4, 1)] } }, ""), Is.EqualTo(2));

    [Test]
    public void Dispatch_is_four_wide() => Assert.That(LoopTiming.Cycles(Core, Lines("nop", 15)), Is.EqualTo(4));

    [Test]
    public void Fetch_is_eight_wide()
    {
        var wide = Core with { BackEnd = Core.BackEnd with { Width = 32, Window = Core.BackEnd.Window! with { RetireWidth = 32 } } };

        Assert.That(LoopTiming.Cycles(wide, Lines("nop", 31)), Is.EqualTo(4));
    }

    [Test]
    public void Dependent_additions_take_a_cycle_each() => Assert.That(LoopTiming.Cycles(Core, Lines("add x1, x1, #1", 9)), Is.EqualTo(9));

    [Test]
    public void Two_ports_add_two_numbers_a_cycle() =>
        Assert.That(LoopTiming.Cycles(Core, string.Join('\n', Enumerable.Range(1, 12).Select(r => $"add x{r}, x0, #1"))), Is.EqualTo(6));

    [Test]
    public void Multiplication_has_its_latency() => Assert.That(LoopTiming.Cycles(Core, Lines("mul x1, x1, x1", 4)), Is.EqualTo(12));

    [Test]
    public void Reading_the_flags_into_a_register_waits_for_them() =>
        Assert.That(LoopTiming.Cycles(Core, "adds x1, x2, #1\nmrs x2, nzcv"), Is.EqualTo(2));

    [Test]
    public void Whoever_uses_the_flags_waits_for_their_being_set_from_a_register() =>
        Assert.That(LoopTiming.Cycles(Core, "msr nzcv, x1\nadc x1, x2, x3"), Is.EqualTo(2));

    [Test]
    public void Eliminated_moves_take_no_cycle_of_a_chain() =>
        Assert.That(LoopTiming.Cycles(Core, "add x1, x2, #1\nmov x3, x1\nmov x2, x3\nadd x1, x2, #1\nmov x2, x1"), Is.EqualTo(2));

    [Test]
    public void A_pointer_chase_takes_the_pointer_latency() =>
        Assert.That(LoopTiming.Cycles(Core, "ldr x1, [x0, #8]\nldr x1, [x1, #8]\nldr x1, [x1, #8]\nldr x1, [x1, #8]\nadd x0, x1, #0"), Is.EqualTo((3 * 3) + 4 + 1));

    [Test]
    public void Arithmetic_on_a_loaded_value_waits_for_the_load_latency() =>
        Assert.That(LoopTiming.Cycles(Core, "ldr x1, [x0, x2]\nand x2, x1, #8\nldr x1, [x0, x2]\nand x2, x1, #8"), Is.EqualTo(2 * (4 + 1)));

    [Test]
    public void A_forwarded_load_takes_the_forwarding_latency() =>
        Assert.That(LoopTiming.Cycles(Core, "str x1, [x0]\nldr x1, [x0]"), Is.EqualTo(5));

    [Test]
    public void A_load_that_cannot_be_forwarded_takes_the_failure_latency() =>
        Assert.That(LoopTiming.Cycles(Core, "str w1, [x0]\nldr x1, [x0]"), Is.EqualTo(15));

    [Test]
    public void A_load_behind_a_store_release_takes_the_release_latency() =>
        Assert.That(LoopTiming.Cycles(Core, "stlr x1, [x0]\nldr x1, [x0]"), Is.EqualTo(11));

    [Test]
    public void A_return_to_its_own_caller_is_predicted() =>
        Assert.That(LoopTiming.Measure(Core, "bl function", "function: ret").BranchMispredicts, Is.Zero);

    [Test]
    public void A_return_to_an_address_nobody_pushed_is_a_mispredict_each()
    {
        var counts = LoopTiming.Measure(Core, "adr x9, after\nret x9\nafter: nop");

        Assert.That(counts.BranchMispredicts, Is.EqualTo(64));

        // After the redirect: the jump's fetch cycle, ADR, and RET itself.
        Assert.That(counts.Cycles / 64, Is.EqualTo(12 + 3));
    }

    [Test]
    public void A_branch_with_a_pattern_shorter_than_the_history_is_learned() =>
        Assert.That(
            LoopTiming.Measure(Core, "add x1, x1, #1\ntst x1, #3\nb.eq there\nnop\nthere:").BranchMispredicts, Is.Zero);

    [Test]
    public void Cycles_of_the_regions_sum_to_the_total()
    {
        var counts = LoopTiming.Measure(Core, "bl function\n.region elsewhere\nldr x1, [x0]", "function: ret");

        Assert.That(Enumerable.Range(0, counts.Regions).Sum(counts.RegionCycles), Is.EqualTo(counts.Cycles));
    }

    [Test]
    public void A_deeper_reorder_buffer_lets_independent_misses_overlap()
    {
        const string Body = "add x1, x1, #4096\nand x2, x1, #0xff000\nldr x3, [x0, x2]\n";
        var deep = Core with { BackEnd = Core.BackEnd with { Window = new Window(8, 256, 128) } };

        Assert.That(LoopTiming.Cycles(deep, Body), Is.LessThan(LoopTiming.Cycles(Core, Body)));
    }

    static string Lines(string line, int count) => string.Join('\n', Enumerable.Repeat(line, count));
}
