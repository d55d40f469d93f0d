using ScottPlot;
using Sim.Core.Probes;
using Sim.Reports.Cells;
using Sim.Reports.Charts;

namespace Sim.Reports.Probes;

/// <summary>The curves of a probe and its forwarding matrix in one picture.</summary>
public static class ProbeChart
{
    const int Width = 980;
    const int CurveHeight = 290;

    /// <summary>Draws <paramref name="result"/>.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="simVersion">Version of Sim, for the footer.</param>
    public static Chart Draw(ProbeResult result, string simVersion)
    {
        _ = BundledFont.Instance;
        var core = result.Core;
        var (memory, branches) = (core.Memory, core.Branches);
        var colors = new CycleColors(result.Forwarding);

        List<CurveMark> caches = [new(memory.L1D.SizeBytes, "L1D"), new(memory.L2.SizeBytes, "L2")];
        if (memory.L3 is { } l3 && l3.SizeBytes > memory.L2.SizeBytes)
            caches.Add(new(l3.SizeBytes, "L3"));
        var levels = branches.BtbLevels.Select((level, i) => new CurveMark(level.Entries, $"BTB {NumberText.Integer(i + 1)}"));

        List<PanelRow> rows =
        [
            new(CurveHeight,
            [
                CurvePanel.Draw(result.CurveOf("load_latency"), "bytes loaded from (log scale)", "cycles per load (log scale)", caches, isLogY: true),
                CurvePanel.Draw(result.CurveOf("translation"), "pages, one line of each (log scale)", "cycles added to a load",
                    [new(memory.DtlbEntries, "L1 TLB"), new(memory.L2Tlb.Entries, "L2 TLB")]),
            ]),
            new(CurveHeight,
            [
                CurvePanel.Draw(result.CurveOf("taken_branches"), "taken branches (log scale)", "cycles per branch", [.. levels]),
                LastCurve(result),
            ]),
            new(ForwardingPanel.Height,
            [
                ForwardingPanel.Draw(result.Forwarding, crossesLine: false, colors),
                ForwardingPanel.Draw(result.Forwarding, crossesLine: true, colors),
            ]),
        ];
        return new(Width, ProbeHeadline.Of(result), ProbeHeadline.Conditions(result), colors.Keys, rows,
            ["Squares: a store and a load of its bytes. Dotted: capacities that the profile declares.", $"sim {simVersion} · probe · {core.Name}"]);
    }

    static Plot LastCurve(ProbeResult result) => result.Core.BackEnd.Window is { } window
        ? CurvePanel.Draw(result.CurveOf("window"), "NOPs between two misses", "cycles for both misses",
            [new(window.ReorderBufferEntries, "reorder buffer")], isLogX: false)
        : CurvePanel.Draw(result.CurveOf("return_stack"), "depth of nested calls", "mispredicted returns",
            [new(result.Core.Branches.ReturnStackDepth, "return stack")], isLogX: false);
}
