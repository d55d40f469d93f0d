using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Units;

namespace Sim.Core.Probes;

/// <summary>Load latency against the size of what is loaded from: a step where each cache ends.</summary>
static class LoadLatencyProbe
{
    const string Name = "memory";
    const int LoadsPerTurn = 16;
    const int LeastBytes = 4096;
    const int MostLoads = 1 << 16;
    const double Step = 1;

    static readonly string Text = new Loops().Add("chase", "ldr x0, [x0]", LoadsPerTurn).ToString();

    /// <summary>Findings, and latency against size.</summary>
    public static (IReadOnlyList<Finding> Findings, Curve Curve) Run(CoreProfile machine, CoreProfile declared)
    {
        var memory = declared.Memory;
        var stairs = new Staircase(Name, "B", [.. LevelsOf(memory, declared.Clock)], Step);
        var points = Measure(machine, memory, stairs, LeastBytes, null);
        List<Finding> findings = [.. stairs.Compare(points)];
        if (PageColor.ThatShowsL3(memory) is { } color)
            ShowL3(machine, declared, color, findings);
        return (findings, new("load_latency", "bytes", "cycles per load", points));
    }

    // An L3 that is no larger than the L2 shows in memory that uses only a part of the L2's sets.
    static void ShowL3(CoreProfile machine, CoreProfile declared, PageColor color, List<Finding> findings)
    {
        var memory = declared.Memory;
        var smaller = memory with { L2 = memory.L2 with { SizeBytes = color.UsedBytes * memory.L2.Ways } };
        var stairs = new Staircase(Name, "B", [.. LevelsOf(smaller, declared.Clock).Skip(1)], Step);
        var points = Measure(machine, memory, stairs, smaller.L2.SizeBytes / 2, color);
        var remark = $"in memory that uses {100 * color.UsedBytes / color.PeriodBytes} % of the L2's sets";
        foreach (var finding in stairs.Compare(points).Where(finding => finding.Parameter.StartsWith("memory.l3", StringComparison.Ordinal)))
            findings[findings.FindIndex(other => other.Parameter == finding.Parameter)] = finding with { Remark = remark };
    }

    static List<CurvePoint> Measure(CoreProfile machine, MemoryLevels memory, Staircase stairs, long least, PageColor? color)
    {
        // Each size on a machine that has just started: what was loaded before would be found in one cache, and not be seen by the next.
        var data = new GuestMemory();
        return [.. stairs.Grid(least, stairs.Most).Select(bytes => new CurvePoint(
            bytes, Latency(new Bench(machine, Text, data), PointerChain.PageByPage(bytes, memory, color))))];
    }

    // A whole circle to warm up: with least-recently-used replacement nothing older matters after it.
    static double Latency(Bench bench, List<ulong> circle)
    {
        PointerChain.Link(bench.Memory, circle);
        bench.X[0] = circle[0];
        var turns = (circle.Count + LoadsPerTurn - 1) / LoadsPerTurn;
        return bench.CyclesPerTurn("chase", turns + 1, Math.Min(turns, MostLoads / LoadsPerTurn)) / LoadsPerTurn;
    }

    static IEnumerable<Level> LevelsOf(MemoryLevels memory, Frequency clock)
    {
        yield return new("L1D", "memory.l1d", memory.L1D.SizeBytes, "size", memory.L1D.Ways, memory.PointerLatency, "latency");
        yield return new("L2", "memory.l2", memory.L2.SizeBytes, "size", memory.L2.Ways, memory.L2.Latency, "latency");
        if (memory.L3 is { } l3)
            yield return new("L3", "memory.l3", l3.SizeBytes, "size", l3.Ways, l3.Latency, "latency");
        yield return new("main memory", "memory", null, null, 1, memory.DramNs * clock.Hertz / 1e9, "dram");
    }
}
