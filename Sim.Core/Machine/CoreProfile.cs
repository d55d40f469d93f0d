using Sim.Core.Units;

namespace Sim.Core.Machine;

/// <summary>The parameters of one core: physical widths, capacities and latencies, the same for every scenario.</summary>
/// <remarks>Values come from a core file, each with its source or declared as a guess; see docs/model.md for how each is used.</remarks>
public sealed record CoreProfile
{
    /// <summary>Label in reports; nothing depends on it.</summary>
    public required string Name { get; init; }

    /// <summary>Typical clock under load.</summary>
    public required Frequency Clock { get; init; }

    public required FrontEnd FrontEnd { get; init; }

    public required BranchPredictors Branches { get; init; }

    public required BackEnd BackEnd { get; init; }

    public required StoreForwarding Forwarding { get; init; }

    public required MemoryOrdering Ordering { get; init; }

    public required MemoryLevels Memory { get; init; }
}

/// <summary>Fetch and decode.</summary>
/// <param name="FetchWidth">Instructions fetched per cycle, up to the first taken branch; 1 to 32.</param>
/// <param name="Depth">Cycles from fetch to dispatch; 1 to 40. Only what a stalled or redirected front end costs depends on it.</param>
/// <param name="BufferEntries">Instructions that fetch may run ahead of dispatch; 1 to 1,024.</param>
/// <param name="TakenBranchesPerCycle">Taken branches that one fetch cycle can follow; 1 or 2.</param>
public sealed record FrontEnd(int FetchWidth, int Depth, int BufferEntries, int TakenBranchesPerCycle);

/// <summary>Branch prediction.</summary>
/// <param name="BtbLevels">Levels of the branch target buffer, smallest and fastest first; 1 to 3.</param>
/// <param name="BtbMissBubble">Empty fetch cycles when a direct taken branch misses all levels and decode supplies the target; 0 to 20.</param>
/// <param name="ReturnStackDepth">Entries of the return address stack; 1 to 128.</param>
/// <param name="MispredictCycles">From the resolution of a mispredicted branch to the first issue on the right path; above the front end's depth, to 64.</param>
/// <param name="HistoryBits">Taken branches that the path history reaches back, a bit each; 8 to 256.</param>
/// <param name="HistoryLengths">How many of these each tagged table sees, ascending; 1 to 8 tables.</param>
/// <param name="TableEntries">Entries of each tagged table; a power of two, 4 or more.</param>
public sealed record BranchPredictors(
    IReadOnlyList<BtbLevel> BtbLevels,
    int BtbMissBubble,
    int ReturnStackDepth,
    int MispredictCycles,
    int HistoryBits,
    IReadOnlyList<int> HistoryLengths,
    int TableEntries)
{
    /// <summary>Empty fetch cycles after a foreseen BLR, beyond those of a direct call; 0 to 20.</summary>
    public int IndirectCallBubble { get; init; }

    /// <summary>Empty fetch cycles after a foreseen BR, beyond those of a direct branch; 0 to 20.</summary>
    public int IndirectBubble { get; init; }

    /// <summary>Empty fetch cycles after a foreseen return, at least: the time of the return stack; 0 to 20.</summary>
    public int ReturnBubble { get; init; }
}

/// <summary>One level of the branch target buffer.</summary>
/// <param name="Entries">Branches; a power of two times <paramref name="Ways"/>.</param>
/// <param name="Ways">Associativity; 1 to 4,096.</param>
/// <param name="Bubble">Empty fetch cycles after a taken branch that this level predicts; 0 to 8.</param>
public sealed record BtbLevel(int Entries, int Ways, int Bubble);

/// <summary>Execution.</summary>
/// <param name="Width">Instructions dispatched per cycle, or in order: issued per cycle; 1 to 32.</param>
/// <param name="Window">What lets instructions execute out of order. Null: the core issues in program order.</param>
/// <param name="StoreQueueEntries">Stores from dispatch (in order: from issue) until they have reached the L1D; 1 to 256.</param>
/// <param name="Ports">Issue ports, 1 to 20, first those that can do least: what each can execute.</param>
/// <param name="Multiply32Latency">Cycles of a 32-bit multiply; 1 to 20.</param>
/// <param name="Multiply64Latency">Cycles of a 64-bit multiply; 1 to 20.</param>
/// <param name="Divide32Latency">Cycles of a 32-bit divide, during which its unit takes no other; 1 to 80.</param>
/// <param name="Divide64Latency">Cycles of a 64-bit divide, during which its unit takes no other; 1 to 80.</param>
/// <param name="Crc32Latency">Cycles of a CRC32 or CRC32C instruction, on a multiply port; 1 to 20.</param>
/// <param name="VectorMoveLatency">Cycles of a move between SIMD registers, or between one and an integer register, on a multiply port; 1 to 20.</param>
/// <param name="DrainCycles">From retirement (in order: issue) of a store to its arrival in the L1D; 0 to 64.</param>
/// <param name="DrainWidth">Stores that reach the L1D per cycle; 1 to 4.</param>
/// <param name="EliminatesMoves">True if register moves are done at rename and need no port.</param>
public sealed record BackEnd(
    int Width,
    Window? Window,
    int StoreQueueEntries,
    IReadOnlyList<PortKinds> Ports,
    int Multiply32Latency,
    int Multiply64Latency,
    int Divide32Latency,
    int Divide64Latency,
    int Crc32Latency,
    int VectorMoveLatency,
    int DrainCycles,
    int DrainWidth,
    bool EliminatesMoves)
{
    /// <summary>What instructions cost beyond a cycle and a slot.</summary>
    public OperationCosts Operations { get; init; } = new();

    /// <summary>The ports that list <paramref name="kind"/>, as a mask.</summary>
    public uint PortsOf(PortKinds kind)
    {
        var ports = 0u;
        for (var port = 0; port < Ports.Count; port++)
        {
            if (Ports[port].HasFlag(kind))
                ports |= 1u << port;
        }

        return ports;
    }
}

/// <summary>The instructions that an out-of-order core has in flight.</summary>
/// <param name="RetireWidth">Instructions retired per cycle; 1 to 64.</param>
/// <param name="ReorderBufferEntries">Instructions between dispatch and retirement; 8 to 2,048.</param>
/// <param name="LoadQueueEntries">Loads between dispatch and retirement; 1 to 512.</param>
public sealed record Window(int RetireWidth, int ReorderBufferEntries, int LoadQueueEntries);

/// <summary>What barriers, ordered accesses and exceptions cost beyond what they wait for.</summary>
/// <param name="StoreReleaseCycles">STLR: from the arrival of the store before it in the L1D to its own, at least; 1 to 64.</param>
/// <param name="LoadAcquireCycles">LDAR: load-to-use cycles in the L1D; younger accesses wait for it; 1 to 64.</param>
/// <param name="DmbCycles">DMB: from the end of the older accesses to the first younger one; 0 to 200.</param>
/// <param name="DsbCycles">DSB: from the end of everything older to the first issue of a younger instruction; 1 to 200.</param>
/// <param name="IsbCycles">ISB: from its completion to the first issue of a refetched instruction; above the front end's depth, to 200.</param>
/// <param name="AtomicCycles">LSE atomics: from issue to the old value, in the L1D; 1 to 200.</param>
/// <param name="ExceptionEntryCycles">From the retirement of what takes an exception to the first issue of its handler; above the front end's depth, to 250.</param>
/// <param name="ExceptionReturnCycles">ERET: from its retirement to the first issue of what it returns to; above the front end's depth, to 250.</param>
public sealed record MemoryOrdering(
    int StoreReleaseCycles,
    int LoadAcquireCycles,
    int DmbCycles,
    int DsbCycles,
    int IsbCycles,
    int AtomicCycles,
    int ExceptionEntryCycles,
    int ExceptionReturnCycles)
{
    /// <summary>
    /// Out of order, from the data of an atomic with release in flight to that of an atomic with acquire on its bytes; 1 to 100, or 0 where forwarding decides.
    /// </summary>
    public int AtomicChainCycles { get; init; }
}

/// <summary>What an issue port can execute.</summary>
[Flags]
public enum PortKinds
{
    None = 0,
    Alu = 1,
    Multiply = 2,
    Divide = 4,
    Branch = 8,
    Load = 16,
    Store = 32,

    // What is arithmetic, or multiplies, in a special way. Where no port has the kind, the ports for all arithmetic, or multiplication, do it.

    /// <summary>Arithmetic and logic with a shifted or extended operand.</summary>
    Shift = 64,

    /// <summary>Arithmetic and logic that reads or sets flags.</summary>
    Flags = 128,

    /// <summary>Conditional selection of an operand that is incremented or negated.</summary>
    SelectAdd = 256,

    /// <summary>Bit-field insertion.</summary>
    Insert = 512,

    /// <summary>Shifts by a register.</summary>
    VariableShift = 1024,

    /// <summary>Multiplication with an addend.</summary>
    Accumulate = 2048,

    /// <summary>NOP and other hints. Where no port has the kind, they need none.</summary>
    Nop = 4096,
}

/// <summary>When a load may take its data from stores that have not reached the cache.</summary>
/// <param name="Latency">From the store's issue to the load's data, where the load can be forwarded; 1 to 64.</param>
/// <param name="ExtraPerStore">Added when the load's bytes come from several stores; 0 to 16.</param>
/// <param name="FailLatency">From the store's issue to the load's data, where it cannot be forwarded and nothing else delays either; 1 to 200.</param>
/// <param name="MultipleStores">Whether, and how, one load may take bytes from several stores.</param>
/// <param name="Partial">True if a load may combine bytes of a store with bytes of the cache.</param>
/// <param name="AcrossLines">True if a load that crosses a cache line may take bytes from several stores.</param>
/// <param name="FromRelease">True if the data of a store-release is forwarded; false: a load waits until it has reached the cache.</param>
/// <param name="ReleaseLatency">From a store-release's issue to the load's data, where it is not forwarded and nothing else delays either; 1 to 200.</param>
public sealed record StoreForwarding(
    int Latency,
    int ExtraPerStore,
    int FailLatency,
    MultipleStores MultipleStores,
    bool Partial,
    bool AcrossLines,
    bool FromRelease,
    int ReleaseLatency)
{
    /// <summary>True if a load of 16 bytes, a pair, takes each half as a load of its own would.</summary>
    public bool PairHalves { get; init; }

    /// <summary>Added when 16 bytes are forwarded; 0 to 16.</summary>
    public int ExtraPair { get; init; }

    /// <summary>Added where a load that crosses a cache line has bytes of stores in flight, forwarded or not; 0 to 16.</summary>
    public int ExtraCrossing { get; init; }

    /// <summary>True if a load that crosses a cache line is never forwarded.</summary>
    public bool RefusesCrossing { get; init; }

    /// <summary>True if, in order, a load of bytes of stores in flight keeps younger instructions from issuing until its data is there.</summary>
    public bool HoldsIssue { get; init; }
}

/// <summary>Whether one load may take its bytes from several stores.</summary>
public enum MultipleStores
{
    Never,

    /// <summary>Only two stores that are exactly the load's halves.</summary>
    ExactHalves,

    /// <summary>Any combination.</summary>
    Any,
}

/// <summary>Caches, TLBs and main memory.</summary>
/// <param name="LoadLatency">L1D load-to-use cycles into arithmetic; 1 to 10.</param>
/// <param name="PointerLatency">L1D load-to-use cycles into the base address of another load; 1 to <paramref name="LoadLatency"/>.</param>
/// <param name="L1I">First-level instruction cache; its latency is part of the front-end depth.</param>
/// <param name="L1D">First-level data cache.</param>
/// <param name="L2">Second-level cache, for instructions and data.</param>
/// <param name="L3">Last-level cache. Null where there is none.</param>
/// <param name="OutstandingMisses">L1D misses in flight at a time; 1 to 256.</param>
/// <param name="DramNs">Load-to-use time of main memory in nanoseconds; 1 to 1,000.</param>
/// <param name="ItlbEntries">Entries of the instruction TLB, fully associative; 1 to 1,024.</param>
/// <param name="DtlbEntries">Entries of the data TLB, fully associative; 1 to 1,024.</param>
/// <param name="L2Tlb">Second-level TLB: entries, ways, and cycles that a hit adds to the access.</param>
/// <param name="WalkCycles">Cycles that a page walk adds to the access; 1 to 500.</param>
/// <param name="PageBytes">Translation granule; 4,096, 16,384 or 65,536.</param>
public sealed record MemoryLevels(
    int LoadLatency,
    int PointerLatency,
    CacheLevel L1I,
    CacheLevel L1D,
    CacheLevel L2,
    CacheLevel? L3,
    int OutstandingMisses,
    double DramNs,
    int ItlbEntries,
    int DtlbEntries,
    TlbLevel L2Tlb,
    int WalkCycles,
    int PageBytes)
{
    /// <summary>Out of order, cycles by which a load with a register offset needs its base earlier than another load; 0 or 1.</summary>
    public int IndexedBase { get; init; }

    /// <summary>Out of order, cycles by which the second register of a load pair follows the first; 0 to 4.</summary>
    public int PairSecond { get; init; }
}

/// <summary>One cache.</summary>
/// <param name="SizeBytes">Capacity; sets (size / ways / line) are a power of two or any other positive number.</param>
/// <param name="Ways">Associativity; 1 to 64.</param>
/// <param name="LineBytes">Line; a power of two, 16 to 256.</param>
/// <param name="Latency">Load-to-use cycles of a hit at this level.</param>
public sealed record CacheLevel(long SizeBytes, int Ways, int LineBytes, int Latency);

/// <summary>A second-level TLB.</summary>
/// <param name="Entries">Capacity in translations.</param>
/// <param name="Ways">Associativity.</param>
/// <param name="HitCycles">Cycles that a hit adds to the access.</param>
public sealed record TlbLevel(int Entries, int Ways, int HitCycles);
