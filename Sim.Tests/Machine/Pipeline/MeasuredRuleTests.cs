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

    // Chains through the base, as loaded and as computed, through the index, and through the base of a load with a constant.
    [TestCase("mov x2, #8\nldr x0, [x0, x2]", 3 + 1)]
    [TestCase("mov w2, #8\nldr x0, [x0, w2, uxtw]", 3 + 1)]
    [TestCase("ldr x1, [x0, x3]\nadd x0, x0, x1", 4 + 1 + 1)]
    [TestCase("ldr x1, [x0, x1]", 4)]
    [TestCase("ldrb w1, [x0, x1]", 4)]
    [TestCase("ldr x0, [x0, #8]", 3)]
    public void A_load_with_a_register_offset_needs_its_base_earlier(string chain, int cycles) =>
        Assert.That(LoopTiming.Cycles(Core with { Memory = Core.Memory with { IndexedBase = 1 } }, chain), Is.EqualTo(cycles));

    // The first register as an address and as a value, and the second one.
    [TestCase("ldp x0, x1, [x0, #8]", 3)]
    [TestCase("ldp x1, x0, [x0]", 4 + 2)]
    [TestCase("ldp x1, x2, [x0]\nadd x0, x0, x1", 4 + 1)]
    [TestCase("ldp x2, x1, [x0, #8]\nadd x0, x0, x1", 4 + 2 + 1)]
    [TestCase("ldpsw x2, x1, [x0, #16]\nadd x0, x0, x1", 4 + 2 + 1)]
    [TestCase("ldp w2, w1, [x0, #16]\nadd x0, x0, x1", 4 + 2 + 1)]
    public void The_second_register_of_a_load_pair_comes_later(string chain, int cycles) =>
        Assert.That(LoopTiming.Cycles(Core with { Memory = Core.Memory with { PairSecond = 2 } }, chain), Is.EqualTo(cycles));

    // A second register that is forwarded comes when the first one does, but not before its own access ends.
    [TestCase(5, 5 + 1)]
    [TestCase(9, 9 + 1)]
    public void The_second_register_of_a_forwarded_pair_is_no_later_than_its_access(int forwarding, int cycles)
    {
        var core = Core with { Memory = Core.Memory with { PairSecond = 1 }, Forwarding = Core.Forwarding with { Latency = forwarding, MultipleStores = MultipleStores.Any } };

        Assert.That(LoopTiming.Cycles(core, "stp x1, x2, [x0, #16]\nldp x3, x2, [x0, #16]\nadd x2, x2, #1"), Is.EqualTo(cycles));
    }

    // Forwarded, in one line, refused: the line ends at 64.
    [TestCase("stur x2, [x0, #60]\nldur x2, [x0, #60]", false, 5 + 3)]
    [TestCase("stur x2, [x0, #16]\nldur x2, [x0, #16]", false, 5)]
    [TestCase("stur x2, [x0, #60]\nldur x2, [x0, #60]", true, 12 + 3)]
    public void A_load_across_lines_has_the_data_of_stores_later(string chain, bool refuses, int cycles)
    {
        var forwarding = Core.Forwarding with { Latency = 5, FailLatency = 12, RefusesCrossing = refuses, ExtraCrossing = 3 };

        Assert.That(LoopTiming.Cycles(Core with { Forwarding = forwarding }, chain), Is.EqualTo(cycles));
    }

    // Through memory alone, and through memory and a register.
    [TestCase("ldaddal x1, x2, [x0]")]
    [TestCase("ldaddal x2, x2, [x0]")]
    [TestCase("casal x1, x2, [x0]")]
    public void An_ordered_atomic_follows_another_in_flight(string body) => Assert.That(LoopTiming.Cycles(Chained(50), body), Is.EqualTo(50));

    // One of the two is not ordered; the second has bytes that the first has not.
    [TestCase("ldadda x1, x2, [x0]")]
    [TestCase("ldaddl x1, x2, [x0]")]
    [TestCase("ldaddal w1, w2, [x0]\nldadda x1, x3, [x0]")]
    public void Other_atomics_go_by_the_rules_of_forwarding(string body) =>
        Assert.That(LoopTiming.Cycles(Chained(50), body), Is.EqualTo(LoopTiming.Cycles(Chained(0), body)));

    static CoreProfile Chained(int cycles) => Core with { Ordering = Core.Ordering with { AtomicChainCycles = cycles } };

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
