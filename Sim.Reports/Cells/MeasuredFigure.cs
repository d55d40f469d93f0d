using Sim.Core.Runs;

namespace Sim.Reports.Cells;

/// <summary>The measured figure that is beside a cell in tables and charts.</summary>
/// <remarks>
/// Beside a cell during which others have the core, figures are as published, time lost to others included; their metric's name says so.
/// </remarks>
public static class MeasuredFigure
{
    /// <summary>The metric that is compared: the overhead of a traced call, the whole time of an untraced one.</summary>
    public static Metric MetricOf(CellResult cell) => Metric.Find(cell.Spec.RelevantTracers > 0 ? "overhead_ns" : "per_call_ns")!;

    /// <summary>
    /// The prediction beside the measurement of the cell's situation; figures for checks go before context, then the first in file order.
    /// Null if not measured.
    /// </summary>
    public static ValidationRow? Of(CellResult cell, IEnumerable<Measurement> measurements)
    {
        var metric = MetricOf(cell);
        var name = cell.Spec.Timeline.IsEmpty ? metric.Name : metric.Name + Measurement.AsPublished;
        return measurements
            .Where(measurement => measurement.Metric == name && measurement.IsOf(cell))
            .OrderBy(measurement => measurement.Role == MeasurementRole.Context)
            .Select(measurement => new ValidationRow(measurement, metric.Of(cell), cell.Reason))
            .FirstOrDefault();
    }
}
