using Sim.Core.Machine;

namespace Sim.Core.Probes;

/// <summary>How many misses a core has in flight: independent ones against a chain of them.</summary>
static class MissProbe
{
    const string Name = "memory";
    const int LoadsPerTurn = 16;
    const int InstructionsPerLoad = 3;
    const int WarmUp = 64;
    const int Turns = 128;

    // Registers 6 to 29: so many misses that any small number divides them.
    const int Group = 24;
    const int FirstOfGroup = 6;

    public static Finding Run(CoreProfile machine, CoreProfile declared)
    {
        var memory = declared.Memory;
        var bench = new Bench(machine, Text());
        var circle = PointerChain.Evicting(memory, 0);
        var stride = PointerChain.SetStride(memory);
        PointerChain.Link(bench.Memory, circle);
        (bench.X[0], bench.X[3], bench.X[4], bench.X[5]) = (circle[0], circle[0], stride, (stride * (ulong)circle.Count) - 1);

        const string Misses = "memory.outstanding_misses";
        var one = bench.CyclesPerTurn("chain", WarmUp, Turns) / LoadsPerTurn;
        if (declared.BackEnd.Window is not { } window)
        {
            // In order, a group of misses is over when the last of its waves is.
            var waves = (Group + memory.OutstandingMisses - 1) / memory.OutstandingMisses;
            return Of(one * Group / bench.CyclesPerTurn("group", WarmUp, Turns), new(Misses, (double)Group / waves));
        }

        return Of(one * LoadsPerTurn / bench.CyclesPerTurn("stream", WarmUp, Turns), Limit.Tightest(
            new(Misses, memory.OutstandingMisses),
            new("back_end.window.load_queue_entries", window.LoadQueueEntries),
            new("back_end.window.reorder_buffer_entries", (double)window.ReorderBufferEntries / InstructionsPerLoad)));
    }

    static Finding Of(double found, Limit limit) =>
        Finding.Throughput(Name, "misses in flight", limit.Parameter, found, limit.PerCycle) with { Unit = "entries" };

    static string Text()
    {
        // X1 goes through the lines by itself.
        const string Next = "add x1, x1, x4\nand x1, x1, x5";
        var group = Enumerable.Range(FirstOfGroup, Group).ToList();
        return new Loops()
            .Add("chain", "ldr x0, [x0] // misses all caches", LoadsPerTurn)
            .Add("stream", $"ldr x2, [x3, x1]\n{Next}", LoadsPerTurn)
            .Add("group",
            [
                .. group.Select(register => $"ldr x{register}, [x3, x1]\n{Next}"),
                .. group.Select(register => $"add x2, x2, x{register}"),
            ])
            .ToString();
    }
}
