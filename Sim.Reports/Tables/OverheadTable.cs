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

    const string Added = "response_added_ns";

    static readonly IReadOnlyList<Metric> OpenLoad =
        [.. ((string[])["utilisation_percent", "response_mean_ns", "response_p99_ns", Added]).Select(name => Metric.Find(name)!)];

    static readonly IReadOnlyList<Column> Columns =
    [
        new("relevant", "tracers whose filter contains the called function"),
        new("irrelevant", "tracers whose filter contains other functions only"),
        new("total (ns)", "time of all calls"),
        new("per call (ns)", "time per call"),
        new("overhead (ns)", "time per call above that of the same cell with no tracer registered"),
        new("busy (%)", "share of the time in which the core was not idle; total and per call leave idle time out"),
        new("response (ns)", "mean time from a call's arrival to its end"),
        new("99 % (ns)", "99 of 100 calls had no longer response time"),
        new("added (ns)", "mean response time above that of the same cell with no tracer registered"),
        new("p5 to p95 (ns)", "where 90 % of the samples of all guesses have the overhead; the time per call where nothing is traced", IsText: true),
        new("lowest to highest (ns)", "the same of all samples, and of every guess alone at an end of its range", IsText: true),
        new("mean over seeds (ns)", "where the mean overhead over all seeds is, with a confidence of 95 % (Student's t); the time per call where nothing is traced; "
            + "no seed: nothing is drawn", IsText: true),
        new("measured (ns)", "measured overhead of a traced call; measured time per call where no tracer is relevant"),
        new("error (%)", "predicted minus measured, in percent of measured"),
        new("attaching (ns)", "time of tasks that attached or detached tracers, which is part of the total"),
        new("ways", "how calls got to their tracers, where not all did alike", IsText: true),
        new("meanwhile", "what happened to the system while the cell ran", IsText: true),
        new("remark", "calibration: parameters were fitted to this figure; unvalidated: no measurement of this strategy is checked; "
            + "else which detour calls take, or why the cell has no numbers", IsText: true),
    ];

    /// <summary>A table per group of cells.</summary>
    public static Section Of(ScenarioResults results)
    {
        var groups = CellGroup.Split(results.Cells, sweptApart: false);
        var swept = SweptColumns.Of(results.Cells);
        IReadOnlyList<Column> columns = [.. swept.Titles.Select(title => new Column(title, SweptColumns.Meaning)), .. Columns];
        return new("Overhead", [.. groups.Select(group => TableOf(group, swept, columns, results.Measurements).WithoutEmptyColumns())], []);
    }

    static Table TableOf(CellGroup group, SweptColumns swept, IReadOnlyList<Column> columns, IReadOnlyList<Measurement> measurements)
    {
        List<IReadOnlyList<string>> rows = [.. group.Cells.Select(cell => (IReadOnlyList<string>)[.. swept.Values(cell.Planned), .. RowOf(cell, measurements)])];

        // With other values the cell without tracers is another one in every row.
        if (columns.Count == Columns.Count && !group.Cells.Any(CellGroup.IsBaseline) && group.Cells.FirstOrDefault(cell => cell.Baseline is not null) is { } cell)
            rows.Insert(0, RowOf(BaselineOf(cell), measurements));
        return new(group.Label, columns, rows);
    }

    static IReadOnlyList<string> RowOf(CellResult cell, IReadOnlyList<Measurement> measurements)
    {
        var measured = MeasuredFigure.Of(cell, measurements);
        return
        [
            NumberText.Integer(cell.Spec.RelevantTracers),
            NumberText.Integer(cell.Spec.IrrelevantTracers),
            NumberText.Integer(TotalNs.Of(cell)),
            NumberText.Significant(PerCallNs.Of(cell)),
            CellGroup.IsBaseline(cell) ? NumberText.Missing : NumberText.Significant(OverheadNs.Of(cell)),
            .. OpenLoad.Select(metric => CellGroup.IsBaseline(cell) && metric.Name == Added ? NumberText.Missing : NumberText.Significant(metric.Of(cell))),
            RangeOf(BandOf(cell)?.P5, BandOf(cell)?.P95),
            RangeOf(BandOf(cell)?.Low, BandOf(cell)?.High),
            SeedsOf(cell),
            NumberText.Significant(measured?.Measurement.Value),
            NumberText.SignedPercent(measured?.ErrorPercent),
            cell.Run?.Course.AttachNs > 0 ? NumberText.Integer(cell.Run.Course.AttachNs) : NumberText.Missing,
            WaysOf(cell),
            cell.Spec.Timeline.ToString(),
            RemarkOf(cell, measured),
        ];
    }

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
}
