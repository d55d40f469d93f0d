using Sim.Core.Machine;

namespace Sim.Core.Probes;

/// <summary>When a load takes its data from stores in flight, and how long that lasts: a chain of a store and a load of what it stored.</summary>
static class ForwardingProbe
{
    const string Name = "forwarding";
    const int PairsPerTurn = 4;
    const int PairBytes = 16;
    const int Turns = 8;
    const ulong Line = Bench.Data + 1024;

    static readonly int[] Lengths = [1, 2, 4, 8, 16];
    static readonly bool[] BothPlaces = [false, true];

    /// <summary>Findings, and the time of every overlap of one store and one load.</summary>
    public static (IReadOnlyList<Finding> Findings, IReadOnlyList<ForwardingCell> Cells) Run(CoreProfile machine, CoreProfile declared)
    {
        var bench = new Bench(machine, Text());
        bench.Memory.Map(Bench.Data, 4096);
        bench.X[2] = Line;
        bench.Run("touch", 1, 1);

        // An out-of-order core issues a load long before the chain gets there: the stores of the run before must have left the queue.
        var warmUp = 8 + (declared.BackEnd.StoreQueueEntries / PairsPerTurn);
        var cases = ForwardingCase.All
            .Select(known => known with { Timing = Time(bench, warmUp, known.Loop, StoreAt(known), StoreAt(known)) })
            .ToList();
        List<(ForwardingCell Cell, ForwardingTiming Timing)> cells =
        [
            .. from crossesLine in BothPlaces
               from store in Lengths
               from load in Lengths
               where load > 1 || !crossesLine
               from offset in Enumerable.Range(1 - load, store + load - 1)
               select Cell(bench, warmUp, declared, store, load, offset, crossesLine),
        ];

        return ([.. ForwardingRules.Compare(Name, cases, cells, declared.Forwarding)], [.. cells.Select(cell => cell.Cell)]);
    }

    // Cases that cross a line do so between their two stores of four bytes.
    static ulong StoreAt(ForwardingCase known) => Line + (known.CrossesLine ? 60u : 16u);

    static (ForwardingCell Cell, ForwardingTiming Timing) Cell(
        Bench bench, int warmUp, CoreProfile core, int store, int load, int offset, bool crossesLine)
    {
        var loadAt = Line + 64 + (crossesLine ? (ulong)(64 - (load / 2)) : 16);
        var timing = Time(bench, warmUp, LoopOf(store, load), loadAt - (ulong)offset, loadAt);
        var halves = core.Forwarding.PairHalves && load == PairBytes;
        var forwarded = halves
            ? Math.Max(Declared(core, store, load / 2, offset, loadAt, core.Forwarding.ExtraPair), Declared(core, store, load / 2, offset + (load / 2), loadAt + ((ulong)load / 2), core.Forwarding.ExtraPair))
            : Declared(core, store, load, offset, loadAt, load == PairBytes ? core.Forwarding.ExtraPair : 0);
        return (new(store, load, offset, crossesLine, timing.Cycles, Math.Max(forwarded, FromCache(core, store, load, offset, loadAt))), timing);
    }

    // From the store's issue to the data, as the rules say; 0 if the load, or half of one, has none of the store's bytes.
    static int Declared(CoreProfile core, int store, int load, int offset, ulong loadAt, int extra)
    {
        var rules = core.Forwarding;
        if (offset + load <= 0 || offset >= store)
            return 0;
        var lineBytes = (ulong)core.Memory.L1D.LineBytes;
        var crosses = loadAt / lineBytes != (loadAt + (ulong)load - 1) / lineBytes;
        var covered = offset >= 0 && offset + load <= store;
        var latency = (covered || rules.Partial) && !(crosses && rules.RefusesCrossing) ? rules.Latency + extra : rules.FailLatency;
        return latency + (crosses ? rules.ExtraCrossing : 0);
    }

    // In order, the load issues when the store has its slots of a port that both need, and may be split itself.
    static int FromCache(CoreProfile core, int store, int load, int offset, ulong loadAt)
    {
        var costs = core.BackEnd.Operations;
        var registerBytes = (ulong)Math.Min(load, PairBytes / 2);
        if (core.BackEnd.Window is not null || Blocks(loadAt, load, costs.LoadBlockBytes) == 1 || loadAt % registerBytes == 0)
            return 0;
        var waits = core.BackEnd.Ports.Any(port => port.HasFlag(PortKinds.Load) && !port.HasFlag(PortKinds.Store)) ? 0 : Blocks(loadAt - (ulong)offset, store, costs.StoreBlockBytes);
        return waits + core.Memory.LoadLatency + costs.SplitLatency;
    }

    static int Blocks(ulong first, int bytes, int blockBytes) =>
        blockBytes == 0 ? 1 : (int)((first + (ulong)bytes - 1) / (ulong)blockBytes - (first / (ulong)blockBytes)) + 1;

    static ForwardingTiming Time(Bench bench, int warmUp, string loop, ulong storeAt, ulong loadAt)
    {
        (bench.X[1], bench.X[2], bench.X[3]) = (0, storeAt, loadAt);
        var counts = bench.Run(loop, warmUp, Turns);
        const double Pairs = Turns * PairsPerTurn;
        return new(counts.Cycles / Pairs, counts.ForwardingFailures > 0);
    }

    static string Text()
    {
        // Brings all lines into the L1D, and waits until they are there.
        var text = new Loops().Add("touch", "ldr x4, [x2]\nldr x4, [x2, #64]\nldr x4, [x2, #128]\ndsb sy");
        foreach (var known in ForwardingCase.All)
            text.Add(known.Loop, known.Body, PairsPerTurn);
        foreach (var store in Lengths)
        {
            foreach (var load in Lengths)
                text.Add(LoopOf(store, load), $"{StoreOf(store)}\n{LoadOf(load)}", PairsPerTurn);
        }

        return text.ToString();
    }

    static string LoopOf(int store, int load) => FormattableString.Invariant($"store_{store}_load_{load}");

    // X1 is loaded and stored again: the chain.
    static string StoreOf(int bytes) => bytes switch
    {
        1 => "strb w1, [x2]",
        2 => "strh w1, [x2]",
        4 => "str w1, [x2]",
        8 => "str x1, [x2]",
        _ => "stp x1, x1, [x2]",
    };

    static string LoadOf(int bytes) => bytes switch
    {
        1 => "ldrb w1, [x3]",
        2 => "ldrh w1, [x3]",
        4 => "ldr w1, [x3]",
        8 => "ldr x1, [x3]",
        _ => "ldp x1, x4, [x3]",
    };
}

/// <summary>How long a store and a load of its data took.</summary>
/// <param name="Cycles">From one turn of the chain to the next.</param>
/// <param name="Refused">True if the core counted loads that met a store in flight and could not take its data.</param>
readonly record struct ForwardingTiming(double Cycles, bool Refused);
