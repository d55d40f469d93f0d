using Sim.Core.Machine;

namespace Sim.Core.Probes;

/// <summary>What barriers, ordered accesses and atomics cost.</summary>
static class OrderingProbe
{
    const string Name = "ordering";
    const int Times = 32;
    const int WarmUp = 16;
    const int Turns = 16;

    public static IEnumerable<Finding> Run(CoreProfile machine, CoreProfile declared)
    {
        var bench = new Bench(machine, Text());
        bench.Memory.Map(Bench.Data, 4096);
        bench.X[0] = bench.X[3] = Bench.Data;
        var ordering = declared.Ordering;

        yield return Finding.Latency(Name, "store-release after a store-release", "ordering.store_release",
            CyclesEach("stlr"), ordering.StoreReleaseCycles);
        yield return Finding.Latency(Name, "load-acquire to arithmetic", "ordering.load_acquire",
            CyclesEach("ldar") - 2, ordering.LoadAcquireCycles);
        yield return Finding.Latency(Name, "DMB between two loads", "ordering.dmb",
            CyclesEach("dmb") - declared.Memory.LoadLatency, ordering.DmbCycles, "the load's latency is taken off");
        yield return Finding.Latency(Name, "DSB after a DSB", "ordering.dsb", CyclesEach("dsb"), ordering.DsbCycles);
        yield return Finding.Latency(Name, "ISB after an ISB", "ordering.isb", CyclesEach("isb"), ordering.IsbCycles);
        yield return Finding.Latency(Name, "atomic addition to arithmetic", "ordering.atomic",
            CyclesEach("atomic"), ordering.AtomicCycles);

        double CyclesEach(string loop) => bench.CyclesPerTurn(loop, WarmUp, Turns) / Times;
    }

    static string Text() => new Loops()
        .Add("stlr", "stlr x1, [x0]", Times)
        .Add("ldar", "ldar x1, [x3] // back to its own address through two instructions\nsub x2, x1, x1\nadd x3, x0, x2", Times)
        .Add("dmb", "ldr x1, [x0]\ndmb sy // waits for the load, and the next load for it", Times)
        .Add("dsb", "dsb sy", Times)
        .Add("isb", "isb", Times)

        // Each adds what the one before has read. Far apart, so that none meets the store of another in flight.
        .Add("atomic", Enumerable.Range(0, Times).Select(i => $"add x4, x0, #{64 * i}\nldadd x1, x1, [x4]"))
        .ToString();
}
