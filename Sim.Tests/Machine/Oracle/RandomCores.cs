using Sim.Core.Machine;
using Sim.Tests.Machine.Differential;
using Sim.Tests.Machine.Pipeline;

namespace Sim.Tests.Machine.Oracle;

/// <summary>Cores with random widths, queues, latencies and rules, small enough that everything overflows now and then.</summary>
static class RandomCores
{
    const PortKinds AnyKind =
        PortKinds.Alu | PortKinds.Multiply | PortKinds.Divide | PortKinds.Branch | PortKinds.Load | PortKinds.Store;

    /// <summary>Ports narrow and specialised, or shared by everything.</summary>
    public static CoreProfile InOrder(int seed)
    {
        var random = new RandomOperands(seed);
        var core = Vary(random, seed);
        var backEnd = core.BackEnd with { Window = null, Width = random.Between(1, 3), EliminatesMoves = false };
        return core with
        {
            BackEnd = backEnd with { StoreQueueEntries = random.Between(1, 8) },
            Memory = core.Memory with { IndexedBase = 0, PairSecond = 0 },
            Ordering = core.Ordering with { AtomicChainCycles = 0 },
        };
    }

    public static CoreProfile OutOfOrder(int seed) => Vary(new RandomOperands(seed), seed);

    static CoreProfile Vary(RandomOperands random, int seed)
    {
        var core = TestCores.FourWide;
        var (depth, loadLatency) = (random.Between(1, 10), random.Between(2, 5));
        return core with
        {
            FrontEnd = new FrontEnd(random.Between(1, 8), depth, random.Of(1, 2, 5, 12, 64), random.Between(1, 2)),
            Branches = new BranchPredictors(
                random.OneIn(2)
                    ? [new BtbLevel(64, 4, random.Below(2))]
                    : [new BtbLevel(2, 2, 0), new BtbLevel(64, 4, random.Between(1, 2))],
                random.Below(5), random.Of(1, 2, 16), depth + random.Below(8), 64, [4, 8, 16], 64)
            {
                IndirectCallBubble = seed % 4,
                IndirectBubble = seed % 3,
                ReturnBubble = seed / 3 % 4,
            },
            BackEnd = BackEnd(random, seed),
            Forwarding = new StoreForwarding(
                loadLatency + random.Below(5), random.Below(3), random.Between(loadLatency + 6, 30),
                random.Of(Enum.GetValues<MultipleStores>()), random.OneIn(2), random.OneIn(2),
                random.OneIn(2), random.Between(loadLatency + 6, 30))
            {
                PairHalves = seed % 3 == 0,
                ExtraPair = seed % 5 == 0 ? 2 : 0,
                RefusesCrossing = seed % 7 == 0,
                ExtraCrossing = seed % 4 == 3 ? 3 : 0,
                HoldsIssue = seed % 5 == 1,
            },
            Ordering = new MemoryOrdering(
                random.Between(1, 6), loadLatency + random.Below(3), random.Below(8), random.Between(1, 11),
                depth + 1 + random.Below(10), random.Between(loadLatency + 1, 10), depth + 5 + (seed % 30), depth + 3 + (seed % 17))
            {
                AtomicChainCycles = seed % 3 == 1 ? 5 + (seed % 20) : 0,
            },
            Memory = Memory(random, loadLatency) with { IndexedBase = seed / 2 % 2, PairSecond = seed % 11 % 4 },
        };
    }

    static BackEnd BackEnd(RandomOperands random, int seed) => new(
        random.Between(1, 6),
        new Window(random.Between(1, 8), random.Of(8, 16, 32), random.Of(1, 3, 16)),
        StoreQueueEntries: random.Of(1, 2, 5, 16),
        random.Of<IReadOnlyList<PortKinds>>(
            TestCores.FourWide.BackEnd.Ports,
            [AnyKind],
            [PortKinds.Alu | PortKinds.Branch, PortKinds.Alu | PortKinds.Multiply | PortKinds.Divide, PortKinds.Load | PortKinds.Store],
            [
                PortKinds.Branch, PortKinds.Alu, PortKinds.Alu | PortKinds.Multiply | PortKinds.Divide,
                PortKinds.Load | PortKinds.Store, PortKinds.Load | PortKinds.Store,
            ],
            [
                PortKinds.Branch | PortKinds.Nop, PortKinds.Alu, PortKinds.Alu | PortKinds.Flags, PortKinds.Multiply, PortKinds.Load, PortKinds.Load | PortKinds.Store,
                PortKinds.Alu | PortKinds.Multiply | PortKinds.Divide | PortKinds.Shift | PortKinds.Flags | PortKinds.SelectAdd | PortKinds.Insert
                    | PortKinds.VariableShift | PortKinds.Accumulate,
            ]),
        Multiply32Latency: random.Between(1, 4),
        Multiply64Latency: random.Between(2, 5),
        Divide32Latency: random.Between(3, 12),
        Divide64Latency: random.Between(5, 20),
        Crc32Latency: 1 + (seed % 5),
        VectorMoveLatency: 1 + (seed % 7),
        DrainCycles: random.Below(5),
        DrainWidth: random.Between(1, 2),
        EliminatesMoves: random.OneIn(2))
    {
        Operations = seed % 4 == 0 ? new() : Operations(seed),
    };

    // Not drawn from the operands' numbers: the same cores as before in everything else.
    static OperationCosts Operations(int seed)
    {
        var random = new Random(seed);
        return new()
        {
            ShiftedLatency = random.Next(1, 4),
            ShiftedSlots = random.Next(1, 4),
            FreeShift = random.Next(5),
            FreeLogicShift = random.Next(2) == 0,
            BitFieldLatency = random.Next(1, 3),
            InsertLatency = random.Next(1, 3),
            Multiply32Slots = random.Next(1, 3),
            Multiply64Slots = random.Next(1, 5),
            MultiplyHighLatency = random.Next(7),
            MultiplyHighSlots = random.Next(1, 5),
            Divide32Least = random.Next(4),
            Divide64Least = random.Next(5),
            DivideInterval = random.Next(4),
            LoadPairSlots = random.Next(1, 3),
            StorePairSlots = random.Next(1, 7),
            StoreWriteBackSlots = random.Next(3),
            LoadBlockBytes = 8 * random.Next(3),
            StoreBlockBytes = 8 * random.Next(3),
            SplitLatency = random.Next(8),
            AddressExtra = random.Next(3),
        };
    }

    static MemoryLevels Memory(RandomOperands random, int loadLatency)
    {
        var pointerLatency = random.Between(loadLatency - 1, loadLatency);
        var memory = TestCores.FourWide.Memory with { LoadLatency = loadLatency, PointerLatency = pointerLatency };
        return random.OneIn(2) ? memory : memory with
        {
            L1I = new CacheLevel(1024, 2, 64, 1),
            L1D = new CacheLevel(1024, 2, 64, loadLatency),
            L2 = new CacheLevel(4096, 2, random.Of(64, 128), random.Between(10, 14)),
            L3 = random.OneIn(2) ? null : new CacheLevel(16384, 4, 128, 30),
            OutstandingMisses = random.Of(1, 2, 8),
            DramNs = 60,
            ItlbEntries = 2,
            DtlbEntries = random.Of(1, 2, 8),
            L2Tlb = new TlbLevel(16, 4, random.Between(3, 6)),
            WalkCycles = random.Between(10, 30),
        };
    }
}
