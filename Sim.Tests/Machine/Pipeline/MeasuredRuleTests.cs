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
}
