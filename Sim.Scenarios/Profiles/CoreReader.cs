using System.Numerics;
using Sim.Core.Diagnostics;
using Sim.Core.Machine;
using Sim.Core.Machine.Pipeline;
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
                values.Integer("front_end.taken_branches_per_cycle", 1, 2)),
            Branches = new BranchReader(values, bag).Read(),
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
            Ordering = new(
                values.Integer("ordering.store_release", 1, 64),
                values.Integer("ordering.load_acquire", 1, 64),
                values.Integer("ordering.dmb", 0, 200),
                values.Integer("ordering.dsb", 1, 200),
                values.Integer("ordering.isb", 0, 200),
                values.Integer("ordering.atomic", 1, 200)),
            Memory = new MemoryReader(values).Read(),
        };

        // A restart passes through the whole front end.
        var depth = profile.FrontEnd.Depth;
        values.Require(
            profile.Branches.MispredictCycles > depth || profile.Branches.MispredictCycles == 0, "branches.mispredict_cycles", "must be above front_end.depth");
        values.Require(profile.Ordering.IsbCycles > depth || profile.Ordering.IsbCycles == 0, "ordering.isb", "must be above front_end.depth");
        values.RejectUnknown();
        return profile;
    }

    BackEnd BackEnd() => new(
        values.Integer("back_end.width", 1, 32),
        values.Has("back_end.window") ? Window() : null,
        values.Integer("back_end.store_queue_entries", 1, 256),
        Ports("back_end.ports"),
        values.Integer("back_end.multiply_32", 1, 20),
        values.Integer("back_end.multiply_64", 1, 20),
        values.Integer("back_end.divide_32", 1, 80),
        values.Integer("back_end.divide_64", 1, 80),
        values.Integer("back_end.drain_cycles", 0, 64),
        values.Integer("back_end.drain_width", 1, 4),
        values.Truth("back_end.eliminates_moves"));

    // Only out-of-order cores have one.
    Window Window() => new(
        values.Integer("back_end.window.retire_width", 1, 64),
        values.Integer("back_end.window.reorder_buffer_entries", 8, 2_048),
        values.Integer("back_end.window.load_queue_entries", 1, 512));

    List<PortKinds> Ports(string path)
    {
        // An instruction takes the port that can do least, so that the others stay free: whatever the order in the file.
        List<PortKinds> ports = [.. values.Items(path).Select(item => Port(item, path)).OrderBy(kinds => BitOperations.PopCount((uint)kinds))];
        values.Require(ports.Count <= PortCalendar.MaxPorts, path, $"must have 1 to {PortCalendar.MaxPorts} ports");
        var missing = PortNames.Where(kind => !ports.Any(port => port.HasFlag(kind.Value))).Select(kind => kind.Key).ToList();
        values.Require(ports.Count == 0 || missing.Count == 0, path, $"has no port for: {string.Join(", ", missing)}");
        return ports;
    }

    PortKinds Port(Node item, string path)
    {
        var port = PortKinds.None;
        foreach (var kind in (new ValueReader(bag).Text(item, path) ?? "").Split('+', StringSplitOptions.RemoveEmptyEntries))
        {
            if (PortNames.TryGetValue(kind, out var known))
                port |= known;
            else
                item.Place.Report(bag, Code.UnknownName, $"unknown port kind {Quoted.Text(kind)}", NearestName.Hint(kind, PortNames.Keys));
        }

        return port;
    }

    MultipleStores StoreCombination(string path)
    {
        var text = values.Text(path);
        if (StoreNames.TryGetValue(text, out var value))
            return value;
        if (text.Length > 0)
            values.Report(path, Code.UnknownName, $"unknown {path} {Quoted.Text(text)}", NearestName.Hint(text, StoreNames.Keys));
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
