using Sim.Core.Runs;
using Sim.Reports.Factors;

namespace Sim.Reports.Remarks;

/// <summary>Answers from pairs of kernels: what a patch saves, what other addresses add, what being traceable costs.</summary>
static class KernelAnswer
{
    /// <summary>What the changes of captured kernels save a call. Null where nothing is patched.</summary>
    public static Answer? Patched(CellTable table)
    {
        var pairs = KernelPair.Patched(table);
        if (pairs.Count == 0)
            return null;
        var saves = pairs.All(pair => pair.AddedNs <= 0);
        var subject = saves ? "The patch saves a call" : pairs.All(pair => pair.AddedNs > 0) ? "The patch costs a call" : "The patch changes the time of a call by";
        return Of([subject], pairs, pair => pair.First, saves ? -1 : 1);
    }

    /// <summary>What other addresses add to a traced call. Null where some kernel is not there at two.</summary>
    public static Answer? Moved(CellTable table)
    {
        var pairs = KernelPair.Moved(table);
        if (pairs.Count == 0)
            return null;
        var name = pairs[0].Move == "kaslr" ? "KASLR" : pairs[0].Move;
        return Of([$"{name} costs a call", $"{name} adds"], pairs, pair => pair.First, 1);
    }

    /// <summary>What being traceable costs an untraced call. Null where no kernel is without function tracing.</summary>
    public static Answer? Traceable(IReadOnlyList<CellResult> cells)
    {
        var pairs = KernelPair.Traceable(cells);
        return pairs.Count == 0 ? null : Of(["Being traceable costs an untraced call", "Being traceable costs a call"], pairs, pair => pair.Second, 1);
    }

    static Answer Of(IReadOnlyList<string> subjects, IReadOnlyList<KernelPair> pairs, Func<KernelPair, CellResult> cell, int sign) =>
        CostAnswer.Of(subjects, CellTable.Of([.. pairs.Select(cell)]), [.. pairs.Select(pair => (double?)(sign * pair.AddedNs))]);
}
