using Sim.Core.Hardware;

namespace Sim.Tests.Hardware.Pipeline;

public class AllocationTests
{
    static IEnumerable<CoreProfile> Cores =>
        [TestCores.FourWide, TestCores.FourWide with { Name = "in-order", BackEnd = TestCores.FourWide.BackEnd with { Window = null } }];

    [TestCaseSource(nameof(Cores))]
    public void Executing_instructions_allocates_nothing(CoreProfile core)
    {
        var pipeline = LoopTiming.Settled(core, "bl function\nstlr x1, [x0]\nldp x1, x2, [x0]\nldadd x1, x3, [x0]\ntst x1, #3\nb.eq there\nthere:", "function: ret");
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var turn = 0; turn < 100; turn++)
            pipeline.RunUntil(0);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }
}
