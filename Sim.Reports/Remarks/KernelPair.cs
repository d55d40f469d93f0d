using Sim.Core.Kernel.Build;
using Sim.Core.Runs;
using Sim.Reports.Factors;

namespace Sim.Reports.Remarks;

/// <summary>Two cells that differ in their kernel alone, and what a call takes more on the second.</summary>
/// <param name="First">The cell on the kernel as it was captured, at its first addresses, or without function tracing.</param>
/// <param name="Second">The same on a kernel that is patched, at other addresses, or traceable.</param>
/// <param name="AddedNs">Nanoseconds that it takes more on the second one; less than 0 where it takes less.</param>
sealed record KernelPair(CellResult First, CellResult Second, double AddedNs)
{
    const string NoTracing = "none";

    static readonly Metric PerCallNs = Metric.Find("per_call_ns")!;
    static readonly Metric OverheadNs = Metric.Find("overhead_ns")!;

    /// <summary>Captured kernels and the same patched.</summary>
    public static IReadOnlyList<KernelPair> Patched(CellTable table)
    {
        var captured = table.Cells.Where(cell => cell.Spec.Kernel.Capture is not null).ToList();
        return [.. Pairs(captured, captured, PerCallNs).Where(pair => pair.First.Spec.Kernel.Capture == pair.Second.Spec.Kernel.Capture!.Original)];
    }

    /// <summary>Kernels and the same at other addresses, whose name is longer. None where a cell is in no pair.</summary>
    public static IReadOnlyList<KernelPair> Moved(CellTable table)
    {
        // Few kernels, and perhaps very many cells.
        var kernels = table.Cells.Select(cell => cell.Spec.Kernel).Distinct().ToList();
        List<KernelPair> pairs =
        [
            .. from moved in kernels
               from first in kernels
               where IsMoved(first, moved)
               from pair in Pairs(CellsOf(first), CellsOf(moved), OverheadNs)
               where pair.First.Strategy == pair.Second.Strategy
               select pair,
        ];
        return 2 * pairs.Count == table.Cells.Count && pairs.Select(pair => pair.Move).Distinct().Count() == 1 ? pairs : [];

        IEnumerable<CellResult> CellsOf(KernelBuild kernel) => table.Cells.Where(cell => cell.Spec.Kernel == kernel);
    }

    /// <summary>What a kernel's name adds to that of the same at other addresses: <c>kaslr</c>.</summary>
    public string Move => NameOfMove(First.Spec.Kernel, Second.Spec.Kernel);

    /// <summary>Untraced calls in kernels without function tracing and in others.</summary>
    public static IReadOnlyList<KernelPair> Traceable(IReadOnlyList<CellResult> cells)
    {
        var (plain, traceable) = (Untraced(cells).Where(cell => cell.Strategy == NoTracing), Untraced(cells).Where(cell => cell.Strategy != NoTracing));
        return [.. Pairs(plain, traceable, PerCallNs)];
    }

    /// <summary>Cells without tracers.</summary>
    public static IReadOnlyList<CellResult> Untraced(IReadOnlyList<CellResult> cells) =>
        [.. cells.Where(cell => cell.Spec is { RelevantTracers: 0, IrrelevantTracers: 0 } && cell.Spec.Tools.All.All(tool => tool.Count == 0))];

    // Second ones, each with the first ones that differ from it in their kernel, and perhaps in their strategy, alone.
    static IEnumerable<KernelPair> Pairs(IEnumerable<CellResult> firsts, IEnumerable<CellResult> seconds, Metric metric)
    {
        var byRest = firsts.ToLookup(first => RestOf(first.Planned));
        return from second in seconds
               from first in byRest[RestOf(second.Planned)]
               let added = metric.Of(second) - metric.Of(first)
               where added is not null
               select new KernelPair(first, second, added.Value);
    }

    // All that a cell is but for its kernel and strategy.
    static string RestOf(Cell cell) => string.Join('\n', Dimension.All
        .Where(dimension => dimension != Dimension.Kernel && dimension != Dimension.Strategy)
        .Select(dimension => dimension.Text(cell))
        .Concat(cell.Swept.Select(value => $"{value}")));

    static bool IsMoved(KernelBuild first, KernelBuild moved) =>
        moved != first && NameOfMove(first, moved).Length > 0 && moved with { Name = first.Name, Addresses = first.Addresses } == first;

    static string NameOfMove(KernelBuild first, KernelBuild moved) =>
        moved.Name.StartsWith(first.Name, StringComparison.Ordinal) ? moved.Name[first.Name.Length..].Trim('-', '_', '.') : "";
}
