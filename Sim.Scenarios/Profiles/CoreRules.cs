using System.Numerics;
using Sim.Core.Machine;
using Sim.Core.Machine.Pipeline;

namespace Sim.Scenarios.Profiles;

/// <summary>What the values of a core file must be to each other. Values that were mistakes are 0.</summary>
static class CoreRules
{
    public static void Check(CoreProfile core, ProfileValues values)
    {
        Check(core.Branches, values);
        Check(core.BackEnd.Ports, values);
        Check(core.BackEnd.Operations, values);
        CheckDivides(core.BackEnd, values);
        CheckOrder(core, values);
        Check(core.Memory, values);

        // A restart passes through the whole front end.
        var depth = core.FrontEnd.Depth;
        if (core.Branches.MispredictCycles <= depth && core.Branches.MispredictCycles > 0)
            values.ReportPair("branches.mispredict_cycles", "must be above {0}", "front_end.depth", "must be below {0}");
        if (core.Ordering.IsbCycles <= depth && core.Ordering.IsbCycles > 0)
            values.ReportPair("ordering.isb", "must be above {0}", "front_end.depth", "must be below {0}");
        if (core.Ordering.ExceptionEntryCycles <= depth && core.Ordering.ExceptionEntryCycles > 0)
            values.ReportPair("ordering.exception_entry", "must be above {0}", "front_end.depth", "must be below {0}");
        if (core.Ordering.ExceptionReturnCycles <= depth && core.Ordering.ExceptionReturnCycles > 0)
            values.ReportPair("ordering.exception_return", "must be above {0}", "front_end.depth", "must be below {0}");
    }

    static void Check(BranchPredictors branches, ProfileValues values)
    {
        for (var level = 0; level < branches.BtbLevels.Count; level++)
            values.RequireSets(level == 0 ? "branches.btb.entries" : $"branches.btb_{level + 1}.entries", branches.BtbLevels[level].Entries, branches.BtbLevels[level].Ways);
        values.Require(branches.TableEntries == 0 || BitOperations.IsPow2(branches.TableEntries), "branches.table_entries", "must be a power of two");
        var lengths = branches.HistoryLengths;
        var ascending = lengths.Zip(lengths.Skip(1)).All(pair => pair.First < pair.Second);
        values.Require(
            ascending && lengths.Count <= 8 && lengths.All(bits => bits <= branches.HistoryBits),
            "branches.history_lengths",
            "must be 1 to 8 ascending numbers up to branches.history_bits");
    }

    static void Check(IReadOnlyList<PortKinds> ports, ProfileValues values)
    {
        const string Path = "back_end.ports";
        values.Require(ports.Count <= PortCalendar.MaxPorts, Path, $"must have 1 to {PortCalendar.MaxPorts} ports");
        var missing = CoreKeys.PortNames.Where(kind => !ports.Any(port => port.HasFlag((PortKinds)kind.Value))).Select(kind => kind.Key).ToList();
        values.Require(ports.Count == 0 || missing.Count == 0, Path, $"has no port for: {string.Join(", ", missing)}");

        // An instruction can be of several special kinds.
        foreach (var kinds in (ReadOnlySpan<PortKinds>)[PortKinds.Shift | PortKinds.Flags, PortKinds.Flags | PortKinds.SelectAdd])
        {
            var listed = kinds & ports.Aggregate(PortKinds.None, (one, other) => one | other);
            values.Require(ports.Count == 0 || missing.Count > 0 || ports.Any(port => port.HasFlag(listed)), Path, $"has no port for all of: {Names(listed)}");
        }
    }

    static string Names(PortKinds kinds) => string.Join(", ", CoreKeys.AllPortNames.Where(kind => kinds.HasFlag((PortKinds)kind.Value)).Select(kind => kind.Key));

    // What has no effect must not seem to have one.
    static void CheckOrder(CoreProfile core, ProfileValues values)
    {
        var inOrder = core.BackEnd.Window is null;
        values.Require(inOrder || core.BackEnd.Operations.AddressExtra == 0, "back_end.address_extra", "must be 0 on a core with back_end.window, which issues out of order");
        values.Require(inOrder || !core.Forwarding.HoldsIssue, "forwarding.holds_issue", "must be false on a core with back_end.window, which issues out of order");
        values.Require(!inOrder || core.BackEnd.Operations.StoreWriteBackSlots == 0, "back_end.store_write_back_slots", "must be 0 on a core without back_end.window, which issues in order");
        values.Require(!inOrder || core.Ordering.AtomicChainCycles == 0, "ordering.atomic_chain", "must be 0 on a core without back_end.window, which issues in order");
        values.Require(!inOrder || core.Memory.IndexedBase == 0, "memory.indexed_base", "must be 0 on a core without back_end.window, which issues in order");
        values.Require(!inOrder || core.Memory.PairSecond == 0, "memory.pair_second", "must be 0 on a core without back_end.window, which issues in order: both registers are there at once");
    }

    // The easiest operands take no longer than the hardest, and none keeps the divider longer than the hardest.
    static void CheckDivides(BackEnd back, ProfileValues values)
    {
        var costs = back.Operations;
        NotAbove(costs.Divide32Least, "back_end.divide_32_least", back.Divide32Latency, "back_end.divide_32");
        NotAbove(costs.Divide64Least, "back_end.divide_64_least", back.Divide64Latency, "back_end.divide_64");
        NotAbove(costs.DivideInterval, "back_end.divide_interval", Math.Max(back.Divide32Latency, back.Divide64Latency), "back_end.divide_64");

        void NotAbove(int value, string path, int most, string other)
        {
            if (value > most && most > 0)
                values.ReportPair(path, "must not be above {0}", other, "must not be below {0}");
        }
    }

    static void Check(OperationCosts costs, ProfileValues values)
    {
        RequireBlock(costs.LoadBlockBytes, "back_end.load_block");
        RequireBlock(costs.StoreBlockBytes, "back_end.store_block");

        void RequireBlock(int bytes, string path) => values.Require(bytes == 0 || (bytes >= 8 && BitOperations.IsPow2(bytes)), path, "must be 0 or a power of two from 8 on");
    }

    static void Check(MemoryLevels memory, ProfileValues values)
    {
        if (memory.PointerLatency > memory.LoadLatency && memory.LoadLatency > 0)
            values.ReportPair("memory.pointer_latency", "must not be above {0}", "memory.load_latency", "must not be below {0}");
        values.Require(memory.PageBytes is 0 or 4_096 or 16_384 or 65_536, "memory.page", "must be 4 KiB, 16 KiB or 64 KiB");
        Check("memory.l1i", memory.L1I, values);
        Check("memory.l1d", memory.L1D, values);
        Check("memory.l2", memory.L2, values);
        if (memory.L3 is { } last)
            Check("memory.l3", last, values);
        values.RequireSets("memory.l2_tlb.entries", memory.L2Tlb.Entries, memory.L2Tlb.Ways);
    }

    static void Check(string path, CacheLevel cache, ProfileValues values)
    {
        if (cache.LineBytes == 0)
            return;
        values.Require(BitOperations.IsPow2(cache.LineBytes), $"{path}.line", "must be a power of two");
        values.RequireSets($"{path}.size", cache.SizeBytes / cache.LineBytes, cache.Ways);
    }
}
