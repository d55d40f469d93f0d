using System.Numerics;
using Sim.Core.Machine;
using Sim.Core.Machine.Branches;
using Sim.Core.Units;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>The values of a core file. A new parameter of a core is a line here, its member in <see cref="CoreProfile"/>, and a value in every file.</summary>
sealed class CoreKeys : KeysOf<CoreProfile>
{
    static readonly IReadOnlyDictionary<string, int> PortKind = new Dictionary<string, int>
    {
        ["alu"] = (int)PortKinds.Alu,
        ["multiply"] = (int)PortKinds.Multiply,
        ["divide"] = (int)PortKinds.Divide,
        ["branch"] = (int)PortKinds.Branch,
        ["load"] = (int)PortKinds.Load,
        ["store"] = (int)PortKinds.Store,
        ["shift"] = (int)PortKinds.Shift,
        ["flags"] = (int)PortKinds.Flags,
        ["select_add"] = (int)PortKinds.SelectAdd,
        ["insert"] = (int)PortKinds.Insert,
        ["variable_shift"] = (int)PortKinds.VariableShift,
        ["accumulate"] = (int)PortKinds.Accumulate,
        ["nop"] = (int)PortKinds.Nop,
    };

    static readonly IReadOnlyDictionary<string, MultipleStores> StoreCombinations = new Dictionary<string, MultipleStores>
    {
        ["never"] = MultipleStores.Never,
        ["exact_halves"] = MultipleStores.ExactHalves,
        ["any"] = MultipleStores.Any,
    };

    /// <summary>Names of what a port can execute.</summary>
    public static IReadOnlyDictionary<string, int> AllPortNames => PortKind;

    /// <summary>Names of what a core has a port for, whatever else its ports can execute.</summary>
    public static IReadOnlyDictionary<string, int> PortNames { get; } =
        PortKind.Where(kind => kind.Value < (int)PortKinds.Shift).ToDictionary(kind => kind.Key, kind => kind.Value);

    /// <summary>All of them, in the order of the file.</summary>
    public static IReadOnlyList<ProfileKey> All { get; } =
    [
        Key(core => core.Clock, "clock", new MeasuredForm(Quantity.Frequencies, 1e6, 1e11), "Typical clock under load.", hertz => new Frequency((long)(double)(hertz ?? 0.0))),

        Integer(core => core.FrontEnd.FetchWidth, "front_end.fetch_width", 1, 32, "Instructions fetched per cycle, up to the first taken branch."),
        Fittable(Integer(core => core.FrontEnd.Depth, "front_end.depth", 1, 40, "Cycles from fetch to dispatch.")),
        Integer(core => core.FrontEnd.BufferEntries, "front_end.buffer_entries", 1, 1_024, "Instructions that fetch may run ahead of dispatch."),
        Integer(core => core.FrontEnd.TakenBranchesPerCycle, "front_end.taken_branches_per_cycle", 1, 2, "Taken branches that one fetch cycle can follow."),

        .. BtbLevel(0, "branches.btb"),
        .. Group("branches.btb_2", BtbLevel(1, "branches.btb_2")),
        .. Group("branches.btb_3", BtbLevel(2, "branches.btb_3")),
        Fittable(Integer(core => core.Branches.BtbMissBubble, "branches.btb_miss_bubble", 0, 20, "Empty fetch cycles when a direct taken branch misses the BTB and decode supplies the target.")),
        OrElse(Fittable(Integer(core => core.Branches.IndirectCallBubble, "branches.indirect_call_bubble", 0, 20, "Empty fetch cycles after a foreseen BLR, beyond those of a direct call.")), 0),
        OrElse(Fittable(Integer(core => core.Branches.IndirectBubble, "branches.indirect_bubble", 0, 20, "Empty fetch cycles after a foreseen BR, beyond those of a direct branch.")), 0),
        OrElse(Fittable(Integer(core => core.Branches.ReturnBubble, "branches.return_bubble", 0, 20, "Empty fetch cycles after a foreseen return, at least.")), 0),
        Integer(core => core.Branches.ReturnStackDepth, "branches.return_stack_depth", 1, 128, "Entries of the return address stack."),
        Fittable(Integer(core => core.Branches.MispredictCycles, "branches.mispredict_cycles", 1, 64, "Cycles from the resolution of a mispredicted branch to the first issue on the right path.")),
        Integer(core => core.Branches.HistoryBits, "branches.history_bits", 8, PathHistory.MaxBits, "Taken branches that the path history reaches back, a bit each."),
        Key(core => core.Branches.HistoryLengths, "branches.history_lengths", new ListForm(new IntegerForm(1, PathHistory.MaxBits)), "How many of these each tagged table sees, ascending.", Whole),
        Integer(core => core.Branches.TableEntries, "branches.table_entries", 4, 1 << 20, "Entries of each tagged table, a power of two."),

        Integer(core => core.BackEnd.Width, "back_end.width", 1, 32, "Instructions dispatched per cycle; on an in-order core, issued."),
        .. Group("back_end.window",
        [
            Integer(core => core.BackEnd.Window!.RetireWidth, "back_end.window.retire_width", 1, 64, "Instructions retired per cycle."),
            Integer(core => core.BackEnd.Window!.ReorderBufferEntries, "back_end.window.reorder_buffer_entries", 8, 2_048, "Instructions between dispatch and retirement."),
            Integer(core => core.BackEnd.Window!.LoadQueueEntries, "back_end.window.load_queue_entries", 1, 512, "Loads between dispatch and retirement."),
        ]),
        Integer(core => core.BackEnd.StoreQueueEntries, "back_end.store_queue_entries", 1, 256, "Stores between dispatch and their arrival in the L1D."),
        Key(core => core.BackEnd.Ports, "back_end.ports", new ListForm(new FlagsForm("port kind", PortKind)), "Issue ports: what each can execute.", LeastAbleFirst),
        Fittable(Integer(core => core.BackEnd.Multiply32Latency, "back_end.multiply_32", 1, 20, "Cycles of a 32-bit multiply.")),
        Fittable(Integer(core => core.BackEnd.Multiply64Latency, "back_end.multiply_64", 1, 20, "Cycles of a 64-bit multiply.")),
        Fittable(Integer(core => core.BackEnd.Divide32Latency, "back_end.divide_32", 1, 80, "Cycles of a 32-bit divide, not pipelined.")),
        Fittable(Integer(core => core.BackEnd.Divide64Latency, "back_end.divide_64", 1, 80, "Cycles of a 64-bit divide, not pipelined.")),
        Fittable(Integer(core => core.BackEnd.Crc32Latency, "back_end.crc32", 1, 20, "Cycles of a CRC32 or CRC32C instruction.")),
        Fittable(Integer(core => core.BackEnd.VectorMoveLatency, "back_end.vector_move", 1, 20, "Cycles of a move between SIMD registers, or between one and an integer register.")),
        Fittable(Integer(core => core.BackEnd.DrainCycles, "back_end.drain_cycles", 0, 64, "Cycles from retirement of a store to its arrival in the L1D.")),
        Integer(core => core.BackEnd.DrainWidth, "back_end.drain_width", 1, 4, "Stores that reach the L1D per cycle."),
        .. OperationKeys.All,
        Truth(core => core.BackEnd.EliminatesMoves, "back_end.eliminates_moves", "Register moves are done at rename and need no port."),

        Fittable(Integer(core => core.Forwarding.Latency, "forwarding.latency", 1, 64, "Cycles from a store's issue to the data of a load that it is forwarded to.")),
        Fittable(Integer(core => core.Forwarding.ExtraPerStore, "forwarding.extra_per_store", 0, 16, "Cycles added when the load's bytes come from several stores.")),
        Fittable(Integer(core => core.Forwarding.FailLatency, "forwarding.fail_latency", 1, 200, "The same where the store cannot be forwarded.")),
        Key(core => core.Forwarding.MultipleStores, "forwarding.multiple_stores", NameForm.Of(null, StoreCombinations), "Whether one load may take bytes from several stores.", value => value as MultipleStores? ?? default),
        Truth(core => core.Forwarding.Partial, "forwarding.partial", "A load may combine bytes of a store with bytes of the cache."),
        Truth(core => core.Forwarding.AcrossLines, "forwarding.across_lines", "A load that crosses a cache line may take bytes from several stores."),
        OrElse(Truth(core => core.Forwarding.PairHalves, "forwarding.pair_halves", "A load of 16 bytes, a pair, takes each half as a load of its own would."), false),
        OrElse(Fittable(Integer(core => core.Forwarding.ExtraPair, "forwarding.extra_pair", 0, 16, "Cycles added when 16 bytes are forwarded.")), 0),
        OrElse(Fittable(Integer(core => core.Forwarding.ExtraCrossing, "forwarding.extra_crossing", 0, 16, "Cycles added where a load that crosses a cache line has bytes of stores in flight.")), 0),
        OrElse(Truth(core => core.Forwarding.RefusesCrossing, "forwarding.refuses_crossing", "A load that crosses a cache line is never forwarded."), false),
        OrElse(Truth(core => core.Forwarding.HoldsIssue, "forwarding.holds_issue", "In order: a load of bytes of stores in flight keeps younger instructions from issuing until its data is there."), false),
        Truth(core => core.Forwarding.FromRelease, "forwarding.from_release", "The data of a store-release is forwarded; otherwise a load waits until it has reached the cache."),
        Fittable(Integer(core => core.Forwarding.ReleaseLatency, "forwarding.release_latency", 1, 200, "Cycles from a store-release's issue to the data of a load that waits for it.")),

        Fittable(Integer(core => core.Ordering.StoreReleaseCycles, "ordering.store_release", 1, 64, "STLR: cycles from the arrival of the store before it in the L1D to its own.")),
        Fittable(Integer(core => core.Ordering.LoadAcquireCycles, "ordering.load_acquire", 1, 64, "LDAR: load-to-use cycles in the L1D; younger accesses wait for it.")),
        Fittable(Integer(core => core.Ordering.DmbCycles, "ordering.dmb", 0, 200, "DMB: cycles from the end of the older accesses to the first younger one.")),
        Integer(core => core.Ordering.DsbCycles, "ordering.dsb", 1, 200, "DSB: cycles from the end of everything older to the first issue of a younger instruction."),
        Integer(core => core.Ordering.IsbCycles, "ordering.isb", 0, 200, "ISB: cycles from its completion to the first issue of a refetched instruction."),
        Fittable(Integer(core => core.Ordering.AtomicCycles, "ordering.atomic", 1, 200, "LSE atomics: cycles from issue to the old value, in the L1D.")),
        OrElse(Fittable(Integer(core => core.Ordering.AtomicChainCycles, "ordering.atomic_chain", 0, 100, "Out of order: cycles from the data of an atomic with release in flight to that of an atomic with acquire on its bytes; 0: as forwarding decides.")), 0),
        Integer(core => core.Ordering.ExceptionEntryCycles, "ordering.exception_entry", 1, 250, "Exceptions: cycles from the retirement of what takes one to the first issue of its handler."),
        Integer(core => core.Ordering.ExceptionReturnCycles, "ordering.exception_return", 1, 250, "ERET: cycles from its retirement to the first issue of what it returns to."),

        Integer(core => core.Memory.LoadLatency, "memory.load_latency", 1, 10, "L1D load-to-use cycles into arithmetic.") with { Also = "Memory.L1D.Latency" },
        Integer(core => core.Memory.PointerLatency, "memory.pointer_latency", 1, 10, "L1D load-to-use cycles into the address of another load."),
        OrElse(Fittable(Integer(core => core.Memory.IndexedBase, "memory.indexed_base", 0, 1, "Out of order: cycles by which a load with a register offset needs its base earlier than another load.")), 0),
        OrElse(Fittable(Integer(core => core.Memory.PairSecond, "memory.pair_second", 0, 4, "Out of order: cycles by which the second register of a load pair follows the first.")), 0),
        Size(core => core.Memory.PageBytes, "memory.page", 4_096, 65_536, "Translation granule: 4, 16 or 64 KiB."),
        .. Cache("memory.l1i", "Memory.L1I"),
        .. Cache("memory.l1d", "Memory.L1D"),
        .. Cache("memory.l2", "Memory.L2"),
        Fittable(Latency("memory.l2", "Memory.L2")),
        .. Group("memory.l3", [.. Cache("memory.l3", "Memory.L3"), Latency("memory.l3", "Memory.L3")]),
        Integer(core => core.Memory.OutstandingMisses, "memory.outstanding_misses", 1, 256, "L1D misses in flight at a time."),
        Measured(core => core.Memory.DramNs, "memory.dram", Quantity.Durations, 1, 1_000, "Load-to-use time of main memory."),
        Integer(core => core.Memory.ItlbEntries, "memory.itlb_entries", 1, 1_024, "Entries of the instruction TLB."),
        Integer(core => core.Memory.DtlbEntries, "memory.dtlb_entries", 1, 1_024, "Entries of the data TLB."),
        Integer(core => core.Memory.L2Tlb.Entries, "memory.l2_tlb.entries", 1, 1 << 16, "Entries of the second-level TLB."),
        Integer(core => core.Memory.L2Tlb.Ways, "memory.l2_tlb.ways", 1, 64, "Its associativity."),
        Integer(core => core.Memory.L2Tlb.HitCycles, "memory.l2_tlb.hit_cycles", 0, 100, "Cycles that a hit in it adds."),
        Integer(core => core.Memory.WalkCycles, "memory.walk_cycles", 1, 500, "Cycles that a page walk adds."),
    ];

    static ProfileKey[] BtbLevel(int level, string path) =>
    [
        Integer(core => core.Branches.BtbLevels[0].Entries, $"{path}.entries", 1, 1 << 20, "Branches that this level of the BTB holds.") with { Member = $"Branches.BtbLevels[{level}].Entries" },
        Integer(core => core.Branches.BtbLevels[0].Ways, $"{path}.ways", 1, 4_096, "Its associativity.") with { Member = $"Branches.BtbLevels[{level}].Ways" },
        Integer(core => core.Branches.BtbLevels[0].Bubble, $"{path}.bubble", 0, 8, "Empty fetch cycles after a taken branch that it predicts.") with { Member = $"Branches.BtbLevels[{level}].Bubble", IsFittable = level == 0 },
    ];

    // Latencies of the first level are not the caches' own: the front end's depth, and the load latency.
    static ProfileKey[] Cache(string path, string member) =>
    [
        Size(core => core.Memory.L2.SizeBytes, $"{path}.size", 256, 1L << 34, "Capacity; size / ways / line is a power of two.") with { Member = $"{member}.SizeBytes" },
        Integer(core => core.Memory.L2.Ways, $"{path}.ways", 1, 64, "Associativity.") with { Member = $"{member}.Ways" },
        Size(core => core.Memory.L2.LineBytes, $"{path}.line", 16, 256, "Line, a power of two.") with { Member = $"{member}.LineBytes" },
    ];

    static ProfileKey Latency(string path, string member) =>
        Integer(core => core.Memory.L2.Latency, $"{path}.latency", 1, 1_000, "Load-to-use cycles of a hit.") with { Member = $"{member}.Latency" };

    // What a loop of traced calls can tell: the front end, forwarding, draining, ordering, and the cache after the first.
    static IReadOnlyList<int> Whole(object? items) => [.. (items as List<object> ?? []).Select(item => (int)(long)item)];

    // An instruction takes the port that can do least, so that the others stay free: whatever the order in the file.
    static IReadOnlyList<PortKinds> LeastAbleFirst(object? items) =>
        [.. (items as List<object> ?? []).Select(item => (PortKinds)(int)item).OrderBy(kinds => BitOperations.PopCount((uint)kinds))];
}
