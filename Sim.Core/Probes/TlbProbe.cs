using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Probes;

/// <summary>Reach and cost of the data TLBs: one line per page, against as many lines that share pages.</summary>
static class TlbProbe
{
    const string Name = "memory";
    const int LoadsPerTurn = 16;
    const int LeastPages = 4;
    const double Step = 0.5;

    // Through an addition: a pointer that comes straight from the L1D may be there a cycle earlier, and would blur the difference.
    static readonly string Text = new Loops().Add("chase", "ldr x1, [x0]\nadd x0, x1, #0", LoadsPerTurn).ToString();

    /// <summary>Findings, and the cycles that translation adds to a load against the number of pages.</summary>
    public static (IReadOnlyList<Finding> Findings, Curve Curve) Run(CoreProfile machine, CoreProfile declared)
    {
        var memory = declared.Memory;
        var stairs = new Staircase(Name, "entries",
        [
            new("L1 data TLB", "memory", memory.DtlbEntries, "dtlb_entries", memory.DtlbEntries, 0, ""),
            new("L2 TLB", "memory.l2_tlb", memory.L2Tlb.Entries, "entries", memory.L2Tlb.Ways, memory.L2Tlb.HitCycles, "hit_cycles"),
            new("page walk", "memory", null, null, 1, memory.WalkCycles, "walk_cycles"),
        ], Step);

        List<CurvePoint> points = [];
        var data = new GuestMemory();
        foreach (var pages in stairs.Grid(LeastPages, stairs.Most))
        {
            var sparse = Latency(new Bench(machine, Text, data), PointerChain.LinePerPage((int)pages, memory));
            var dense = Latency(
                new Bench(machine, Text, data), PointerChain.PageByPage(pages * PointerChain.LineBytes(memory), memory));
            points.Add(new(pages, sparse - dense));
        }

        // The first level adds nothing: its capacity is all there is to find.
        return ([.. stairs.Compare(points).Where(finding => finding.Parameter != "memory.")], new("translation", "pages", "cycles added to a load", points));
    }

    static double Latency(Bench bench, List<ulong> circle)
    {
        PointerChain.Link(bench.Memory, circle);
        bench.X[0] = circle[0];
        var turns = (circle.Count + LoadsPerTurn - 1) / LoadsPerTurn;
        return bench.CyclesPerTurn("chase", turns + 1, Math.Max(turns, 64)) / LoadsPerTurn;
    }
}
