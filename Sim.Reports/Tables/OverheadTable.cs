using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Remarks;
using Sim.Reports.Results;

namespace Sim.Reports.Tables;

/// <summary>The table of the CALL_OPS patch series: a row per cell, a block per kernel and strategy.</summary>
/// <source key="rutland-2023-call-ops">The layout; measured figures and errors are added to it.</source>
public static class OverheadTable
{
    static readonly Metric TotalNs = Metric.Find("total_ns")!;
    static readonly Metric PerCallNs = Metric.Find("per_call_ns")!;
    static readonly Metric OverheadNs = Metric.Find("overhead_ns")!;

    static readonly IReadOnlyList<Column<Row>> Columns =
    [
        new("relevant", "tracers whose filter contains the called function", row => NumberText.Integer(row.Cell.Spec.RelevantTracers)),
        new("irrelevant", "tracers whose filter contains other functions only", row => NumberText.Integer(row.Cell.Spec.IrrelevantTracers)),
        new("total (ns)", "time of all calls", row => NumberText.Integer(TotalNs.Of(row.Cell))),
        new("per call (ns)", "time per call", row => NumberText.Significant(PerCallNs.Of(row.Cell))),
        new("overhead (ns)", "time per call above that of the same cell with no tracer registered", row => Traced(row, OverheadNs)),
        new("busy (%)", "share of the time in which the core was not idle; total and per call leave idle time out",
            row => NumberText.Significant(Metric.Find("utilisation_percent")!.Of(row.Cell))),
        new("response (ns)", "mean time from a call's arrival to its end", row => NumberText.Significant(Metric.Find("response_mean_ns")!.Of(row.Cell))),
        new("99 % (ns)", "99 of 100 calls had no longer response time", row => NumberText.Significant(Metric.Find("response_p99_ns")!.Of(row.Cell))),
        new("added (ns)", "mean response time above that of the same cell with no tracer registered", row => Traced(row, Metric.Find("response_added_ns")!)),
        new("p5 to p95 (ns)", "where 90 % of the samples of all guesses have the overhead; the time per call where nothing is traced",
            row => RangeOf(BandOf(row.Cell)?.P5, BandOf(row.Cell)?.P95), IsText: true),
        new("lowest to highest (ns)", "the same of all samples, and of every guess alone at an end of its range",
            row => RangeOf(BandOf(row.Cell)?.Low, BandOf(row.Cell)?.High), IsText: true),
        new("mean over seeds (ns)", "where the mean overhead over all seeds is, with a confidence of 95 % (Student's t); the time per call where nothing is traced; "
            + "no seed: nothing is drawn", row => SeedsOf(row.Cell), IsText: true),
        new("measured (ns)", "measured overhead of a traced call; measured time per call where no tracer is relevant",
            row => NumberText.Significant(row.Measured?.Measurement.Value)),
        new("error (%)", "predicted minus measured, in percent of measured", row => NumberText.SignedPercent(row.Measured?.ErrorPercent)),
        new("attaching (ns)", "time of tasks that attached or detached tracers, which is part of the total",
            row => row.Cell.Run?.Course.AttachNs > 0 ? NumberText.Integer(row.Cell.Run.Course.AttachNs) : NumberText.Missing),
        new("ways", "how calls got to their tracers, where not all did alike", row => WaysOf(row.Cell), IsText: true),
        new("meanwhile", "what happened to the system while the cell ran", row => row.Cell.Spec.Timeline.ToString(), IsText: true),
        new("remark", "calibration: parameters were fitted to this figure; unvalidated: no measurement of this strategy is checked; "
            + "else which detour calls take, or why the cell has no numbers", row => RemarkOf(row.Cell, row.Measured), IsText: true),
    ];

    /// <summary>A table per group of cells.</summary>
    public static Section Of(ScenarioResults results)
    {
        var groups = CellGroup.Split(results.Cells, sweptApart: false);
        IReadOnlyList<Column<Row>> swept = [.. SweptColumns.Of(results.Cells).Each.Select(column => new Column<Row>(column.Title, SweptColumns.Meaning, row => column.Text(row.Cell.Planned)))];
        return new("Overhead", [.. groups.Select(group => TableOf(group, swept, results.Measurements).WithoutEmptyColumns())], []);
    }

    static Table TableOf(CellGroup group, IReadOnlyList<Column<Row>> swept, IReadOnlyList<Measurement> measurements)
    {
        List<CellResult> cells = [.. group.Cells];

        // With other values the cell without tracers is another one in every row.
        if (swept.Count == 0 && !cells.Any(CellGroup.IsBaseline) && cells.FirstOrDefault(cell => cell.Baseline is not null) is { } cell)
            cells.Insert(0, BaselineOf(cell));
        return Table.Of(group.Label, [.. swept, .. Columns], cells.Select(cell => new Row(cell, MeasuredFigure.Of(cell, measurements))));
    }

    // Where nothing is traced there is no difference.
    static string Traced(Row row, Metric metric) => CellGroup.IsBaseline(row.Cell) ? NumberText.Missing : NumberText.Significant(metric.Of(row.Cell));

    static Band? BandOf(CellResult cell) => CellGroup.IsBaseline(cell) ? cell.Uncertainty?.PerCallNs : cell.Uncertainty?.OverheadNs;

    static string RangeOf(double? low, double? high) =>
        low is null ? "" : $"{NumberText.Significant(low)} to {NumberText.Significant(high)}";

    static string SeedsOf(CellResult cell)
    {
        var mean = cell.Seeds?.Find(CellGroup.IsBaseline(cell) ? PerCallNs.Name : OverheadNs.Name);
        return cell.Seeds is { DependsOnSeed: false } ? "no seed" : RangeOf(mean?.Low, mean?.High);
    }

    static string WaysOf(CellResult cell) => cell.Run is not { Path.Kind: DispatchPath.Mixed, CallsByPath: var calls } ? "" : string.Join(", ",
        from way in ((string Name, long Calls)[])[("direct", calls.Direct), ("list", calls.List), ("veneer", calls.Veneer), ("untraced", calls.Untraced)]
        where way.Calls > 0
        select $"{NumberText.Significant(100.0 * way.Calls / calls.Total)} % {way.Name}");

    static string RemarkOf(CellResult cell, ValidationRow? measured)
    {
        List<string> remarks = [];
        if (!cell.Validated)
            remarks.Add(CellGroup.UnvalidatedMark);
        if (measured?.Measurement.Role == MeasurementRole.Calibration)
            remarks.Add("calibration");
        if (cell.Run?.Path is { Kind: DispatchPath.Veneer })
            remarks.Add("through the module's PLT");
        if (cell.Run?.Path.Reason is { } detour)
            remarks.Add(detour);
        if (Overload.Of(cell) is { } overload)
            remarks.Add(overload);
        if (cell.Status != CellStatus.Ok)
            remarks.Add($"{StatusName.Of(cell.Status)}: {cell.Reason}");
        return string.Join("; ", remarks);
    }

    // Scenarios need not list the cell that overhead is counted from: every cell brings it along.
    static CellResult BaselineOf(CellResult cell) => cell with
    {
        Planned = cell.Planned with { Spec = cell.Spec with { RelevantTracers = 0, IrrelevantTracers = 0 } },
        Run = cell.Baseline,
        Uncertainty = null,
        Seeds = null,
    };

    sealed record Row(CellResult Cell, ValidationRow? Measured);
}
