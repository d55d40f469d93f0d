using Sim.Core.Hardware;

namespace Sim.Core.Probes;

/// <summary>Cycles per taken branch against the number of branches: a step where each level of the branch target buffer ends.</summary>
static class BranchTargetProbe
{
    const string Name = "branches";
    const int LeastBranches = 4;
    const int InstructionBytes = 4;
    const double Step = 0.3;

    /// <summary>Findings, and cycles against branches.</summary>
    public static (IReadOnlyList<Finding> Findings, Curve Curve) Run(CoreProfile machine, CoreProfile declared)
    {
        var stairs = new Staircase(Name, "entries", [.. LevelsOf(declared)], Step);

        // More branches than the L1I holds would wait for it.
        var most = Math.Min(stairs.Most, declared.Memory.L1I.SizeBytes / InstructionBytes);
        List<CurvePoint> points = [];
        foreach (var branches in stairs.Grid(LeastBranches, most))
            points.Add(new(branches, CyclesEach(machine, (int)branches)));

        return ([.. stairs.Compare(points)], new("taken_branches", "branches", "cycles per branch", points));
    }

    // Each branch leads to the next one: as dense as branches can be, so that they fill all sets alike.
    static double CyclesEach(CoreProfile machine, int branches)
    {
        var bench = new Bench(machine, new Loops().Add("chain", "b 1f\n1:", branches - 1).ToString());
        return bench.CyclesPerTurn("chain", 3, Math.Max(3, 256 / branches)) / branches;
    }

    static IEnumerable<Level> LevelsOf(CoreProfile core)
    {
        var branches = core.Branches;
        for (var i = 0; i < branches.BtbLevels.Count; i++)
        {
            var (level, parameter) = (branches.BtbLevels[i], i == 0 ? "btb" : FormattableString.Invariant($"btb_{i + 1}"));
            yield return new(
                $"taken branch, BTB level {i + 1}", $"branches.{parameter}", level.Entries, "entries", level.Ways, CyclesOf(level.Bubble, core), "bubble");
        }

        yield return new(
            "taken branch, unknown to the BTB", "branches", null, null, 1, CyclesOf(branches.BtbMissBubble, core), "btb_miss_bubble");
    }

    // Fetch follows one or two taken branches a cycle; a bubble ends its cycle. Issue may be narrower.
    static double CyclesOf(int bubble, CoreProfile core)
    {
        var fetch = bubble > 0 ? 1 + bubble : 1.0 / core.FrontEnd.TakenBranchesPerCycle;
        var ports = core.BackEnd.Ports.Count(port => port.HasFlag(PortKinds.Branch));
        return Math.Max(fetch, 1.0 / Math.Min(ports, core.BackEnd.Width));
    }
}
