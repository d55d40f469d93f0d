using Sim.Core.Machine;

namespace Sim.Tests.Machine.Pipeline;

/// <summary>The rules of docs/model.md that measurements of instructions demand, each on a loop of a few instructions.</summary>
public class MeasuredRuleTests
{
    static readonly CoreProfile Core = TestCores.FourWide;

    // A taken branch a cycle: the call, the return, the branch back.
    [TestCase("adr x1, function\nblr x1", 3 + 4)]
    [TestCase("bl function", 3)]
    public void An_indirect_call_has_a_bubble_of_its_own(string call, int cycles)
    {
        var branches = Core.Branches with { IndirectCallBubble = 4 };

        Assert.That(LoopTiming.Cycles(Core, call, "function: ret"), Is.EqualTo(3));
        Assert.That(LoopTiming.Cycles(Core with { Branches = branches }, call, "function: ret"), Is.EqualTo(cycles));
    }

    [Test]
    public void An_indirect_branch_has_another()
    {
        var branches = Core.Branches with { IndirectCallBubble = 9, IndirectBubble = 2 };

        Assert.That(LoopTiming.Cycles(Core with { Branches = branches }, "adr x1, 1f\nbr x1\n1: nop"), Is.EqualTo(2 + 2));
    }

    // The longer one counts, for the return stack is asked while the BTB is: a call, a return, a branch back.
    [TestCase(1, 2 + 3 + 2)]
    [TestCase(3, 4 + 4 + 4)]
    public void A_return_takes_the_time_of_the_return_stack_at_least(int btbBubble, int cycles)
    {
        var branches = Core.Branches with { ReturnBubble = 2, BtbLevels = [new BtbLevel(256, 4, btbBubble)] };

        Assert.That(LoopTiming.Cycles(Core with { Branches = branches }, "bl function", "function: ret"), Is.EqualTo(cycles));
    }

    // A store port that also loads, and one load port.
    [TestCase(1, 3)]
    [TestCase(2, 6)]
    [TestCase(3, 9)]
    public void Store_pairs_take_so_many_slots(int slots, int cycles) =>
        Assert.That(Cycles(new() { StorePairSlots = slots }, "stp x1, x2, [x0, #16]\nstp x1, x2, [x0, #32]\nstp x1, x2, [x0, #48]"), Is.EqualTo(cycles));

    [Test]
    public void In_order_a_pair_keeps_its_port() => Assert.That(
        LoopTiming.Cycles(InOrder(new() { StorePairSlots = 3 }), "stp x1, x2, [x0, #16]\nstp x1, x2, [x0, #32]\nadd x3, x4, #1\nadd x5, x4, #1"), Is.EqualTo(6));

    [Test]
    public void The_slots_of_a_load_pair_may_be_of_two_ports_in_a_cycle() =>
        Assert.That(Cycles(new() { LoadPairSlots = 2 }, "ldp x1, x2, [x0, #16]\nldp x3, x4, [x0, #32]"), Is.EqualTo(2));

    // In a block of 16 bytes, in two with every register whole, in two with one that is not.
    [TestCase(16, 1, 4)]
    [TestCase(24, 1, 4)]
    [TestCase(12, 2, 4 + 5)]
    public void A_load_of_two_blocks_that_is_not_aligned_is_split(int offset, int cycles, int latency)
    {
        var costs = new OperationCosts { LoadBlockBytes = 16, SplitLatency = 5 };

        Assert.That(Cycles(costs, $"ldur x1, [x0, #{offset}]\nldur x2, [x0, #{offset}]"), Is.EqualTo(cycles));
        Assert.That(Cycles(costs, $"add x3, x0, x2\nldur x1, [x3, #{offset}]\nsub x2, x1, x1"), Is.EqualTo(1 + latency + 1));
    }

    [Test]
    public void A_write_back_takes_arithmetic() =>
        Assert.That(Cycles(new() { StoreWriteBackSlots = 3 }, "mov x1, x0\nstr x2, [x1, #16]!\nstr x2, [x1, #16]!"), Is.EqualTo(3));

    // Plain, a left shift that is free, one that is not, logic, logic with flags.
    [TestCase("add x1, x1, x2", 4)]
    [TestCase("add x1, x1, x2, lsl #4", 4)]
    [TestCase("add x1, x1, x2, lsl #5", 8)]
    [TestCase("sub x1, x1, x2, lsr #1", 8)]
    [TestCase("add x1, x1, w2, uxtw", 8)]
    [TestCase("and x1, x1, x2, lsr #1", 4)]
    [TestCase("ands x1, x1, x2, lsr #1", 8)]
    [TestCase("bfi x1, x2, #4, #4", 12)]
    [TestCase("ubfx x1, x1, #4, #4", 16)]
    [TestCase("umulh x1, x1, x2", 28)]
    public void Special_arithmetic_takes_its_cycles(string instruction, int cycles)
    {
        var costs = new OperationCosts { ShiftedLatency = 2, FreeShift = 4, FreeLogicShift = true, InsertLatency = 3, BitFieldLatency = 4, MultiplyHighLatency = 7 };

        Assert.That(Cycles(costs, string.Join('\n', Enumerable.Repeat(instruction, 4))), Is.EqualTo(cycles));
    }

    // Arithmetic has two ports; each special kind one of them.
    [TestCase("add x{0}, x0, #1", 3)]
    [TestCase("adds x{0}, x0, #1", 6)]
    [TestCase("csel x{0}, x0, x0, eq", 6)]
    [TestCase("add x{0}, x0, x0, lsl #2", 6)]
    [TestCase("lsl x{0}, x0, x0", 6)]
    public void Special_arithmetic_has_its_ports(string instruction, int cycles)
    {
        var core = Core with
        {
            BackEnd = Core.BackEnd with
            {
                Ports =
                [
                    PortKinds.Branch, PortKinds.Alu | PortKinds.Flags, PortKinds.Alu | PortKinds.Multiply | PortKinds.Divide | PortKinds.Shift | PortKinds.VariableShift,
                    PortKinds.Load, PortKinds.Load | PortKinds.Store,
                ],
            },
        };

        Assert.That(LoopTiming.Cycles(core, string.Join('\n', Enumerable.Range(1, 6).Select(register => string.Format(null, instruction, register)))), Is.EqualTo(cycles));
    }

    [Test]
    public void Nops_may_need_a_port()
    {
        var ports = Core.BackEnd.Ports.Select(port => port == PortKinds.Branch ? port | PortKinds.Nop : port).ToList();

        Assert.That(LoopTiming.Cycles(Core with { BackEnd = Core.BackEnd with { Ports = ports } }, "nop\nnop\nnop\nnop\nnop"), Is.EqualTo(5 + 1));
    }

    // 1 by 1, 2^63 by 1 and by 2^32, and as 32-bit numbers nothing by 1, and by nothing.
    [TestCase("udiv x1, x2, x2", 1ul, 1ul, 4)]
    [TestCase("udiv x1, x2, x3", 1ul << 63, 1ul, 4 + (6 * 63 / 64))]
    [TestCase("udiv x1, x2, x3", 1ul << 63, 1ul << 32, 4 + (6 * 31 / 64))]
    [TestCase("udiv w1, w2, w3", 1ul << 63, 1ul, 3)]
    [TestCase("udiv w1, w2, w3", 1ul << 31, 1ul << 40, 3)]
    public void A_divide_takes_longer_the_more_bits_its_quotient_has(string divide, ulong dividend, ulong divisor, int cycles)
    {
        var costs = new OperationCosts { Divide32Least = 3, Divide64Least = 4 };
        var operands = $"mov x2, #0x{dividend:x}\nmov x3, #0x{divisor:x}\n";

        // The divider takes one after the other.
        Assert.That(Cycles(costs, $"{operands}{divide}\n{divide}\n{divide}"), Is.EqualTo(3 * cycles));
    }

    [Test]
    public void A_pair_is_two_loads()
    {
        var halves = Core with { Forwarding = Core.Forwarding with { PairHalves = true, ExtraPair = 2 } };
        const string HalfStored = "str x1, [x0, #24]\nldp x2, x1, [x0, #16]";

        Assert.That(LoopTiming.Cycles(Core, HalfStored), Is.EqualTo(15), "refused");
        Assert.That(LoopTiming.Cycles(halves, HalfStored), Is.EqualTo(5 + 2), "forwarded");
    }

    [Test]
    public void A_load_across_a_line_may_be_refused()
    {
        var refuses = Core with { Forwarding = Core.Forwarding with { RefusesCrossing = true } };
        const string Across = "stur x1, [x0, #60]\nldur x1, [x0, #60]";

        Assert.That(LoopTiming.Cycles(Core, Across), Is.EqualTo(5));
        Assert.That(LoopTiming.Cycles(refuses, Across), Is.EqualTo(15));
    }

    // The address of a load: from arithmetic, from a word that was loaded, from a 64-bit load.
    [TestCase("add x1, x2, #0\nldr w2, [x0, x1]", 1 + 4, 2)]
    [TestCase("ldr w1, [x0, x1]", 3, 2 + 1)]
    [TestCase("ldr x1, [x0, x1, lsl #3]", 3, 0)]
    public void In_order_an_address_may_be_later_than_a_value(string chain, int cycles, int later)
    {
        Assert.That(LoopTiming.Cycles(InOrder(new()), chain), Is.EqualTo(cycles));
        Assert.That(LoopTiming.Cycles(InOrder(new() { AddressExtra = 2 }), chain), Is.EqualTo(cycles + later));
    }

    [Test]
    public void In_order_a_load_from_a_store_may_hold_issue()
    {
        var holds = TestCores.TwoWideInOrder with { Forwarding = TestCores.TwoWideInOrder.Forwarding with { HoldsIssue = true } };
        const string Independent = "str x1, [x0, #16]\nldr x2, [x0, #16]";

        Assert.That(LoopTiming.Cycles(TestCores.TwoWideInOrder, Independent), Is.LessThan(2));
        Assert.That(LoopTiming.Cycles(holds, Independent), Is.EqualTo(5));
    }

    static double Cycles(OperationCosts costs, string body) =>
        LoopTiming.Cycles(Core with { BackEnd = Core.BackEnd with { Operations = costs } }, body);

    static CoreProfile InOrder(OperationCosts costs) =>
        TestCores.TwoWideInOrder with { BackEnd = TestCores.TwoWideInOrder.BackEnd with { Operations = costs } };
}
