using Sim.Core.Machine.Branches;

namespace Sim.Tests.Machine;

public class ReturnAddressStackTests
{
    [Test]
    public void Returns_come_in_the_reverse_order_of_calls()
    {
        var stack = new ReturnAddressStack(4);

        stack.Push(0x1004);
        stack.Push(0x2004);

        Assert.That(stack.Pop(), Is.EqualTo(0x2004));
        Assert.That(stack.Pop(), Is.EqualTo(0x1004));
    }

    [Test]
    public void One_call_more_than_its_depth_loses_the_oldest()
    {
        var stack = new ReturnAddressStack(4);

        for (ulong call = 1; call <= 5; call++)
            stack.Push(call << 12);
        var returns = Enumerable.Range(0, 5).Select(_ => stack.Pop()).ToArray();

        Assert.That(returns, Is.EqualTo(new ulong[] { 5 << 12, 4 << 12, 3 << 12, 2 << 12, 5 << 12 }));
    }
}
