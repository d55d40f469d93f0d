using Sim.Core;
using Sim.Core.Loads.Attaching;
using Sim.Core.Runs;
using Sim.Tests.Validation;

namespace Sim.Tests.Loads.Attaching;

public sealed class OpsSeriesTests
{
    [TestCase("nop", 1, "linux-6.12-debian", 12)]
    [TestCase("nop", 40, "linux-6.1-debian", 12)]
    [TestCase("ring_buffer", null, "linux-6.12-debian", 12)]
    [TestCase("ring_buffer", 1, "linux-6.12-debian", 12)]
    [TestCase("ring_buffer", 40, "linux-6.1-debian", 12)]
    public void Ops_that_are_not_executed_cost_what_executing_them_shows(string tracer, int? functions, string kernel, int executed)
    {
        var spec = Spec(tracer, functions, kernel, ops: 30);

        var (few, all) = (AttachSimulation.Run(spec), AttachSimulation.Run(spec with { ExecutesAll = true }));

        Assert.That((few.Executed, all.Executed), Is.EqualTo((executed, 30)));
        foreach (var (found, expected) in ((OperationResult, OperationResult)[])[(few.Attach, all.Attach), (few.Detach, all.Detach)])
        {
            Assert.That(found.Instructions, Is.EqualTo(expected.Instructions));
            Assert.That(found.Patched, Is.EqualTo(expected.Patched));
            Assert.That(found.Cycles, Is.EqualTo(expected.Cycles).Within(3).Percent);
            Assert.That(found.Steps.Sum(step => step.Cycles), Is.EqualTo(found.Cycles));
        }
    }

    [TestCase("nop", 300, 0, 0, 6_000, 36_000)]
    [TestCase("nop", 1, 0, 0, 20, 120)]
    [TestCase("ring_buffer", 1, 5, 60, 5, 60)]
    [TestCase("ring_buffer", 3, 5, 60, 45, 300)]
    public void Who_detaches_an_ops_of_a_module_waits_for_tasks_that_may_be_inside(string tracer, int ops, double attachLeast, double attachMost, double least, double most)
    {
        var spec = Spec(tracer, 1, "linux-6.12-debian", ops);

        Assert.That(GracePeriods.OfAttach(spec), Is.EqualTo(new RcuWait(attachLeast * 1e6, attachMost * 1e6)));
        Assert.That(GracePeriods.OfDetach(spec), Is.EqualTo(new RcuWait(least * 1e6, most * 1e6)));
    }

    // A tenth of the functions, so that all of them are walked soon.
    static AttachSpec Spec(string tracer, int? functions, string kernel, int ops)
    {
        var build = Shipped.Kernel(kernel);
        return new AttachSpec
        {
            Core = Shipped.Core("neoverse-n1"),
            Kernel = build with { Size = build.Size! with { TraceableFunctions = 3_000, ModuleFunctions = 300 } },
            Tracer = tracer,
            Functions = functions,
            Ops = ops,
        };
    }
}
