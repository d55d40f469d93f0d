using Sim.Core.Machine;

namespace Sim.Tests.Machine.Pipeline;

public class AllocationTests
{
    static IEnumerable<CoreProfile> Cores => [TestCores.FourWide, TestCores.TwoWideInOrder];

    [TestCaseSource(nameof(Cores))]
    public void Executing_instructions_allocates_nothing(CoreProfile core)
    {
        var pipeline = LoopTiming.Settled(core, "bl function\nstlr x1, [x0]\nldp x1, x2, [x0]\nldadd x1, x3, [x0]\ntst x1, #3\nb.eq there\nthere:", "function: ret");
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var turn = 0; turn < 100; turn++)
            pipeline.RunUntil(LoopTiming.Code);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [TestCaseSource(nameof(Cores))]
    public void Cold_calls_and_calls_behind_other_work_allocate_nothing(CoreProfile core)
    {
        const ColdParts Everything = ColdParts.L1 | ColdParts.L2 | ColdParts.L3 | ColdParts.Tlbs | ColdParts.Predictors;
        var pipeline = LoopTiming.Settled(core, "ldr x1, [x0]\ncbz x1, there\nthere:");

        // The first times find out how many rows change.
        Calls(10);

        // What the runtime counts while other tests cause a collection comes once; an allocation of the pipeline would be in every hundred.
        Assert.That(Enumerable.Range(0, 5).Min(_ => AllocatedByCalls(100)), Is.Zero);

        long AllocatedByCalls(int count)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Calls(count);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Calls(int count)
        {
            for (var call = 0; call < count; call++)
            {
                pipeline.Flush(Everything);
                pipeline.Pollute(50);
                pipeline.RunUntil(LoopTiming.Code);
            }
        }
    }
}
