using Sim.Core.Machine;
using Sim.Core.Units;

namespace Sim.Tests.Machine.Pipeline;

/// <summary>Small cores with round numbers, so that expected cycles can be counted by hand.</summary>
static class TestCores
{
    /// <summary>
    /// Four wide, 32 in flight; loads 4 cycles (3 into an address), forwarding 5, mispredicts 12; everything fits its caches.
    /// </summary>
    public static CoreProfile FourWide { get; } = new()
    {
        Name = "four-wide",
        Clock = new Frequency(1_000_000_000),
        FrontEnd = new FrontEnd(FetchWidth: 8, Depth: 5, BufferEntries: 64, TakenBranchesPerCycle: 1),
        Branches = new BranchPredictors([new BtbLevel(256, 4, 0)], 3, 16, 12, 64, [4, 8, 16, 32], 1024),
        BackEnd = new BackEnd(
            Width: 4,
            new Window(RetireWidth: 8, ReorderBufferEntries: 32, LoadQueueEntries: 16),
            StoreQueueEntries: 16,
            Ports: [PortKinds.Branch, PortKinds.Alu, PortKinds.Alu | PortKinds.Multiply | PortKinds.Divide, PortKinds.Load, PortKinds.Load | PortKinds.Store],
            Multiply32Latency: 3,
            Multiply64Latency: 3,
            Divide32Latency: 8,
            Divide64Latency: 10,
            Crc32Latency: 2,
            VectorMoveLatency: 5,
            DrainCycles: 2,
            DrainWidth: 1,
            EliminatesMoves: true),
        Forwarding = new StoreForwarding(5, 1, 15, MultipleStores.ExactHalves, false, false, FromRelease: false, ReleaseLatency: 11),
        Ordering = new MemoryOrdering(StoreReleaseCycles: 1, LoadAcquireCycles: 4, DmbCycles: 6, DsbCycles: 9, IsbCycles: 20, AtomicCycles: 7, ExceptionEntryCycles: 30, ExceptionReturnCycles: 25),
        Memory = new MemoryLevels(
            LoadLatency: 4,
            PointerLatency: 3,
            L1I: new CacheLevel(64 << 10, 4, 64, 1),
            L1D: new CacheLevel(32 << 10, 4, 64, 4),
            L2: new CacheLevel(512 << 10, 8, 64, 12),
            L3: null,
            OutstandingMisses: 8,
            DramNs: 100,
            ItlbEntries: 32,
            DtlbEntries: 32,
            L2Tlb: new TlbLevel(1024, 4, 6),
            WalkCycles: 40,
            PageBytes: 4096),
    };

    /// <summary>The same in order, two wide.</summary>
    public static CoreProfile TwoWideInOrder { get; } = FourWide with
    {
        Name = "two-wide-in-order",
        BackEnd = FourWide.BackEnd with { Width = 2, Window = null, EliminatesMoves = false, StoreQueueEntries = 4 },
    };
}
