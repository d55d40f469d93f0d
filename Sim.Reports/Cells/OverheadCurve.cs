using Sim.Core.Runs;

namespace Sim.Reports.Cells;

/// <summary>Cells of one group along which one number of tracers grows and nothing else changes.</summary>
/// <param name="Points">Cells with numbers, by ascending number of tracers; at least two.</param>
public sealed record OverheadCurve(IReadOnlyList<CurvePoint> Points)
{
    static readonly Metric OverheadNs = Metric.Find("overhead_ns")!;

    /// <summary>Mean overhead that a tracer adds between the first point and the last, in nanoseconds per call.</summary>
    public double NsPerTracer => (Points[^1].OverheadNs - Points[0].OverheadNs) / (Points[^1].Tracers - Points[0].Tracers);

    /// <summary>One relevant tracer and a growing number of irrelevant ones. Null where the group has fewer than two such cells.</summary>
    public static OverheadCurve? OverIrrelevant(CellGroup group) =>
        Of(group.Cells.Where(cell => cell.Spec.RelevantTracers == 1), cell => cell.Spec.IrrelevantTracers);

    /// <summary>A growing number of relevant tracers and no irrelevant one. Null where the group has fewer than two such cells.</summary>
    public static OverheadCurve? OverRelevant(CellGroup group) =>
        Of(group.Cells.Where(cell => cell.Spec is { RelevantTracers: > 0, IrrelevantTracers: 0 }), cell => cell.Spec.RelevantTracers);

    static OverheadCurve? Of(IEnumerable<CellResult> cells, Func<CellResult, int> tracers)
    {
        var points =
            (from cell in cells
             where cell.Run is not null
             let point = new CurvePoint(cell, tracers(cell), OverheadNs.Of(cell)!.Value)
             orderby point.Tracers
             select point).DistinctBy(point => point.Tracers).ToList();
        return points.Count < 2 ? null : new(points);
    }
}

/// <summary>A cell of a sweep.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Tracers">Tracers of the kind that grows.</param>
/// <param name="OverheadNs">Overhead in nanoseconds per call.</param>
public sealed record CurvePoint(CellResult Cell, int Tracers, double OverheadNs);
