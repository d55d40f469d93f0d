using Sim.Core.Machine;

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
        foreach (var (i, level) in branches.BtbLevels.Index())
        {
            var group = i == 0 ? "branches.btb" : FormattableString.Invariant($"branches.btb_{i + 1}");
            var name = FormattableString.Invariant($"bubble, BTB level {i + 1}");
            yield return LevelOf(core, name, group, level.Entries, level.Ways, level.Bubble, "bubble");
        }

        yield return LevelOf(core, "bubble, unknown to the BTB", "branches", null, 1, branches.BtbMissBubble, "btb_miss_bubble");
    }

    // Fetch follows one or two taken branches a cycle, and issue may be narrower; a bubble ends the cycle.
    static Level LevelOf(CoreProfile core, string name, string group, int? entries, int ways, int bubble, string key)
    {
        var ports = core.BackEnd.Ports.Count(port => port.HasFlag(PortKinds.Branch));
        var fetch = bubble > 0 ? 1 : 1.0 / core.FrontEnd.TakenBranchesPerCycle;
        var branch = Math.Max(fetch, 1.0 / Math.Min(ports, core.BackEnd.Width));
        return new(name, group, entries, "entries", ways, branch + bubble, key, branch);
    }
}
