using Sim.Core.Machine.Caches;
using Sim.Core.Machine.Memory;
using Sim.Core.Machine.Pipeline;
using Sim.Tests.Machine.Pipeline;

namespace Sim.Tests.Machine.SteadyState;

/// <summary>What the comparison of states sees of stores that have drained.</summary>
public class DrainStateTests
{
    const int ReleaseCycles = 6;

    [Test]
    public void A_drained_store_counts_as_long_as_a_release_may_wait_for_it()
    {
        var (early, late) = (DrainedAt(1000), DrainedAt(1002));
        var now = late.Last;

        Assert.That(StateOf(early, now + ReleaseCycles - 1), Is.Not.EqualTo(StateOf(late, now + ReleaseCycles - 1)));
        Assert.That(StateOf(early, now + ReleaseCycles), Is.EqualTo(StateOf(late, now + ReleaseCycles)));
    }

    // Two stores to one line: the second one hits.
    static DrainStage DrainedAt(long final)
    {
        var core = TestCores.FourWide with { Ordering = TestCores.FourWide.Ordering with { StoreReleaseCycles = ReleaseCycles } };
        var (drain, caches) = (new DrainStage(core), new MemoryHierarchy(core, new Uncore(core, new GuestMemory())));
        var stores = new StoreQueue(core.Forwarding, core.BackEnd.StoreQueueEntries, core.Memory.L1D.LineBytes, core.BackEnd.DrainCycles);
        drain.Push(0x1000, 8, isRelease: false, ready: 0, final: 0, ref caches, ref stores);
        drain.Push(0x1000, 8, isRelease: false, ready: 0, final, ref caches, ref stores);
        return drain;
    }

    static List<long> StateOf(in DrainStage drain, long now)
    {
        var state = new List<long>();
        drain.AppendState(now, state);
        return state;
    }
}
