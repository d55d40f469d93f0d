using System.Numerics;
using Sim.Core.Diagnostics;
using Sim.Core.Hardware;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>Reads the values of a core file; ranges are those of <see cref="CoreProfile"/>.</summary>
sealed class CoreReader(ProfileValues values, DiagnosticBag bag)
{
    public CoreProfile Read(string name)
    {
        var profile = new CoreProfile
        {
            Name = name,
            Clock = new((long)values.Measured("clock", Quantity.Frequencies, 1e6, 1e11)),
            FrontEnd = new(
                values.Integer("front_end.fetch_width", 1, 32),
                values.Integer("front_end.depth", 1, 40),
                values.Integer("front_end.buffer_entries", 1, 1_024),
                values.Integer("front_end.taken_branch_bubble", 0, 8)),
            Branches = Branches(),
            BackEnd = BackEnd(),
            Forwarding = new(
                values.Integer("forwarding.latency", 1, 64),
                values.Integer("forwarding.extra_per_store", 0, 16),
                values.Integer("forwarding.fail_latency", 1, 200),
                StoreCombination("forwarding.multiple_stores"),
                values.Truth("forwarding.partial"),
                values.Truth("forwarding.across_lines"),
                values.Truth("forwarding.from_release"),
                values.Integer("forwarding.release_latency", 1, 200)),
            Memory = Memory(),
        };
        values.RejectUnknown();
        return profile;
    }

    BranchPredictors Branches()
    {
        var branches = new BranchPredictors(
            values.Integer("branches.btb_entries", 1, 1 << 20),
            values.Integer("branches.btb_ways", 1, 64),
            values.Integer("branches.btb_miss_bubble", 0, 20),
            values.Integer("branches.return_stack_depth", 1, 128),
            values.Integer("branches.mispredict_cycles", 1, 64),
            values.Integer("branches.history_bits", 8, 128),
            Lengths("branches.history_lengths"),
            values.Integer("branches.table_entries", 1, 1 << 20));

        values.Require(
            branches.BtbWays == 0 || (branches.BtbEntries % branches.BtbWays == 0 && BitOperations.IsPow2(branches.BtbEntries / branches.BtbWays)),
            "branches.btb_entries",
            "branches.btb_entries must be a power of two times branches.btb_ways");
        values.Require(
            branches.TableEntries == 0 || BitOperations.IsPow2(branches.TableEntries),
            "branches.table_entries",
            "branches.table_entries must be a power of two");
        var lengths = branches.HistoryLengths;
        values.Require(
            lengths.Count <= 8 && lengths.Zip(lengths.Skip(1)).All(pair => pair.First < pair.Second) && lengths.All(bits => bits <= branches.HistoryBits),
            "branches.history_lengths",
            "branches.history_lengths must be 1 to 8 ascending numbers up to branches.history_bits");
        return branches;
    }

    BackEnd BackEnd() => new(
        values.Integer("back_end.dispatch_width", 1, 32),
        values.Integer("back_end.retire_width", 1, 64),
        values.Integer("back_end.reorder_buffer_entries", 8, 2_048),
        values.Integer("back_end.load_queue_entries", 1, 512),
        values.Integer("back_end.store_queue_entries", 1, 256),
        Ports("back_end.ports"),
        values.Integer("back_end.multiply_latency", 1, 20),
        values.Integer("back_end.divide_latency", 1, 80),
        values.Integer("back_end.drain_cycles", 0, 64),
        values.Integer("back_end.drain_width", 1, 4),
        values.Truth("back_end.eliminates_moves"));

    MemoryLevels Memory()
    {
        var load = values.Integer("memory.load_latency", 1, 10);
        var pointer = values.Integer("memory.pointer_latency", 1, 10);
        values.Require(pointer <= load || load == 0, "memory.pointer_latency", "memory.pointer_latency must not be above memory.load_latency");
        var page = (int)values.Measured("memory.page", Quantity.Sizes, 4_096, 65_536);
        values.Require(page is 0 or 4_096 or 16_384 or 65_536, "memory.page", "memory.page must be 4 KiB, 16 KiB or 64 KiB");

        return new MemoryLevels(
            load,
            pointer,
            Cache("memory.l1i", latency: 0),
            Cache("memory.l1d", load),
            Cache("memory.l2", latency: null),
            values.Has("memory.l3") ? Cache("memory.l3", latency: null) : null,
            values.Measured("memory.dram", Quantity.Durations, 1, 1_000),
            values.Integer("memory.itlb_entries", 1, 1_024),
            values.Integer("memory.dtlb_entries", 1, 1_024),
            Tlb(),
            values.Integer("memory.walk_cycles", 1, 500),
            page);
    }

    // First-level latencies are not the cache's own: the front end's depth, and the load latency.
    CacheLevel Cache(string path, int? latency)
    {
        var level = new CacheLevel(
            (long)values.Measured($"{path}.size", Quantity.Sizes, 256, 1L << 34),
            values.Integer($"{path}.ways", 1, 64),
            (int)values.Measured($"{path}.line", Quantity.Sizes, 16, 256),
            latency ?? values.Integer($"{path}.latency", 1, 1_000));
        values.Require(level.LineBytes == 0 || BitOperations.IsPow2(level.LineBytes), $"{path}.line", $"{path}.line must be a power of two");
        var set = (long)level.Ways * level.LineBytes;
        values.Require(set == 0 || level.SizeBytes % set == 0, $"{path}.size", $"{path}.size must be a multiple of ways times line");
        return level;
    }

    TlbLevel Tlb()
    {
        var tlb = new TlbLevel(
            values.Integer("memory.l2_tlb.entries", 1, 1 << 16),
            values.Integer("memory.l2_tlb.ways", 1, 64),
            values.Integer("memory.l2_tlb.hit_cycles", 0, 100));
        values.Require(tlb.Ways == 0 || tlb.Entries % tlb.Ways == 0, "memory.l2_tlb.entries", "memory.l2_tlb.entries must be a multiple of its ways");
        return tlb;
    }

    List<int> Lengths(string path)
    {
        var reader = new ValueReader(bag);
        return [.. values.Items(path).Select(item => (int)(reader.Integer(item, path, 1, 128) ?? 0))];
    }

    List<PortKinds> Ports(string path)
    {
        var reader = new ValueReader(bag);
        var ports = new List<PortKinds>();
        foreach (var item in values.Items(path))
        {
            var port = PortKinds.None;
            foreach (var kind in (reader.Text(item, path) ?? "").Split('+', StringSplitOptions.RemoveEmptyEntries))
            {
                if (PortNames.TryGetValue(kind, out var known))
                    port |= known;
                else
                    item.Place.Report(bag, DiagnosticCode.UnknownName, $"unknown port kind {Quoted.Text(kind)}", NearestName.Hint(kind, PortNames.Keys));
            }

            ports.Add(port);
        }

        values.Require(ports.Count <= 32, path, $"{path} must have 1 to 32 ports");
        var missing = PortNames.Where(kind => !ports.Any(port => port.HasFlag(kind.Value))).Select(kind => kind.Key).ToList();
        values.Require(ports.Count == 0 || missing.Count == 0, path, $"{path} has no port for: {string.Join(", ", missing)}");
        return ports;
    }

    MultipleStores StoreCombination(string path)
    {
        var text = values.Text(path);
        if (StoreNames.TryGetValue(text, out var value))
            return value;
        if (text.Length > 0)
            values.Report(path, DiagnosticCode.UnknownName, $"unknown {path} {Quoted.Text(text)}", NearestName.Hint(text, StoreNames.Keys));
        return default;
    }

    static readonly Dictionary<string, PortKinds> PortNames = new()
    {
        ["alu"] = PortKinds.Alu,
        ["multiply"] = PortKinds.Multiply,
        ["divide"] = PortKinds.Divide,
        ["branch"] = PortKinds.Branch,
        ["load"] = PortKinds.Load,
        ["store"] = PortKinds.Store,
    };

    static readonly Dictionary<string, MultipleStores> StoreNames = new()
    {
        ["never"] = MultipleStores.Never,
        ["exact_halves"] = MultipleStores.ExactHalves,
        ["any"] = MultipleStores.Any,
    };
}
