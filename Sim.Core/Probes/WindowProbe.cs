using Sim.Core.Machine;

namespace Sim.Core.Probes;

/// <summary>What an out-of-order core has in flight: how far after one miss can another one start? Wong's method.</summary>
/// <remarks>Two chains of misses with fillers between them. They overlap, and a turn takes one miss, until the fillers fill a queue.</remarks>
static class WindowProbe
{
    const string Name = "window";
    const int WarmUp = 4;
    const int Turns = 8;

    // Where the second chain's lines are: another set than the first chain's, and another line than the fillers'.
    const ulong SecondOffset = 1024;
    const ulong FillerOffset = 2048;

    /// <summary>Findings, none for cores that issue in order, and cycles against the number of NOPs.</summary>
    public static (IReadOnlyList<Finding> Findings, Curve? Curve) Run(CoreProfile machine, CoreProfile declared)
    {
        if (declared.BackEnd.Window is not { } window)
            return ([], null);

        var most = 2 * Math.Max(window.ReorderBufferEntries, declared.BackEnd.StoreQueueEntries);
        var bench = NewBench(machine, declared, most);

        // After the first miss come the jump, the fillers, and the second miss, which all take an entry until the first one retires.
        List<Finding> findings = [Exact("instructions", "nop", 3, "back_end.window.reorder_buffer_entries", window.ReorderBufferEntries)];
        findings.Add(window.LoadQueueEntries < window.ReorderBufferEntries
            ? Exact("loads", "load", 2, "back_end.window.load_queue_entries", window.LoadQueueEntries)
            : Hide("loads", "back_end.window.load_queue_entries", window.LoadQueueEntries));
        findings.Add(declared.BackEnd.StoreQueueEntries < window.ReorderBufferEntries - 3
            ? Exact("stores", "store", 0, "back_end.store_queue_entries", declared.BackEnd.StoreQueueEntries)
            : Hide("stores", "back_end.store_queue_entries", declared.BackEnd.StoreQueueEntries));

        var step = Math.Max(1, window.ReorderBufferEntries / 16);
        var points = Enumerable.Range(0, 24).Select(i => new CurvePoint(i * step, CyclesWith(bench, "nop", i * step, most)));
        return (findings, new("window", "NOPs between two misses", "cycles per pair of misses", [.. points]));

        Finding Exact(string name, string filler, int others, string parameter, int entries) =>
            Finding.Exact(Name, $"{name} in flight", parameter, MostOverlapping(bench, filler, most) + others, entries);
        Finding Hide(string name, string parameter, int entries) =>
            Finding.Hidden(Name, $"{name} in flight", parameter, "entries", entries, "the reorder buffer fills first");
    }

    // The most fillers with which the misses still overlap; null if they always do.
    static int? MostOverlapping(Bench bench, string filler, int most)
    {
        var threshold = 1.5 * CyclesWith(bench, filler, 0, most);
        var (overlaps, serial) = (0, most);
        if (CyclesWith(bench, filler, most, most) < threshold)
            return null;
        while (serial - overlaps > 1)
        {
            var middle = (overlaps + serial) / 2;
            if (CyclesWith(bench, filler, middle, most) < threshold)
                overlaps = middle;
            else
                serial = middle;
        }

        return overlaps;
    }

    static double CyclesWith(Bench bench, string filler, int fillers, int most)
    {
        bench.X[6] = bench.AddressOf($"{filler}_fillers") + (4 * (ulong)(most - fillers));
        return bench.CyclesPerTurn(filler, WarmUp, Turns);
    }

    static Bench NewBench(CoreProfile machine, CoreProfile declared, int most)
    {
        var bench = new Bench(machine, new Loops()
            .Add("nop", Between("nop_fillers", "nop", most))
            .Add("load", Between("load_fillers", "ldr x4, [x5]", most))
            .Add("store", Between("store_fillers", "str x4, [x5]", most))
            .ToString());
        var (first, second) = (PointerChain.Evicting(declared.Memory, 0), PointerChain.Evicting(declared.Memory, SecondOffset));
        PointerChain.Link(bench.Memory, first);
        PointerChain.Link(bench.Memory, second);
        (bench.X[1], bench.X[2], bench.X[5]) = (first[0], second[0], Bench.Data + FillerOffset);
        return bench;
    }

    // The jump skips the fillers that are too many. The next pair starts when both misses are done.
    static IEnumerable<string> Between(string label, string filler, int most) =>
    [
        "ldr x1, [x1] // misses all caches",
        "br x6",
        $".global {label}\n{label}:",
        .. Enumerable.Repeat(filler, most),
        "ldr x2, [x2] // misses too",
        "sub x3, x2, x2\nadd x1, x1, x3",
    ];
}
