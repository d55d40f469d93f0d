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
    public static IReadOnlyList<KernelPair> Patched(CellTable table) =>
    [
        .. from patched in table.Cells
           where patched.Spec.Kernel.Capture?.Original is not null
           from original in table.Cells
           where original.Spec.Kernel.Capture == patched.Spec.Kernel.Capture!.Original
           from pair in Of(original, patched, PerCallNs)
           select pair,
    ];

    /// <summary>Kernels and the same at other addresses, whose name is longer. None where a cell is in no pair.</summary>
    public static IReadOnlyList<KernelPair> Moved(CellTable table)
    {
        List<KernelPair> pairs =
        [
            .. from moved in table.Cells
               from first in table.Cells
               where moved.Spec.Kernel != first.Spec.Kernel && moved.Strategy == first.Strategy && NameOfMove(first, moved).Length > 0
                   && moved.Spec.Kernel with { Name = first.Spec.Kernel.Name, Addresses = first.Spec.Kernel.Addresses } == first.Spec.Kernel
               from pair in Of(first, moved, OverheadNs)
               select pair,
        ];
        return 2 * pairs.Count == table.Cells.Count && pairs.Select(pair => pair.Move).Distinct().Count() == 1 ? pairs : [];
    }

    /// <summary>What a kernel's name adds to that of the same at other addresses: <c>kaslr</c>.</summary>
    public string Move => NameOfMove(First, Second);

    /// <summary>Untraced calls in kernels without function tracing and in others.</summary>
    public static IReadOnlyList<KernelPair> Traceable(IReadOnlyList<CellResult> cells)
    {
        var untraced = Untraced(cells);
        return
        [
            .. from plain in untraced
               where plain.Strategy == NoTracing
               from traceable in untraced
               where traceable.Strategy != NoTracing
               from pair in Of(plain, traceable, PerCallNs)
               select pair,
        ];
    }

    /// <summary>Cells without tracers.</summary>
    public static IReadOnlyList<CellResult> Untraced(IReadOnlyList<CellResult> cells) =>
        [.. cells.Where(cell => cell.Spec is { RelevantTracers: 0, IrrelevantTracers: 0 } && cell.Spec.Tools.All.All(tool => tool.Count == 0))];

    static IEnumerable<KernelPair> Of(CellResult first, CellResult second, Metric metric) =>
        IsSame(first.Planned, second.Planned) && metric.Of(second) - metric.Of(first) is { } added ? [new(first, second, added)] : [];

    static string NameOfMove(CellResult first, CellResult moved) =>
        moved.Spec.Kernel.Name.StartsWith(first.Spec.Kernel.Name, StringComparison.Ordinal) ? moved.Spec.Kernel.Name[first.Spec.Kernel.Name.Length..].Trim('-', '_', '.') : "";

    static bool IsSame(Cell first, Cell second) =>
        Dimension.All.All(dimension => dimension == Dimension.Kernel || dimension == Dimension.Strategy || dimension.Text(first) == dimension.Text(second))
        && first.Swept.SequenceEqual(second.Swept);
}
