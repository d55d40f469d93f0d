using CsvHelper;
using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Results;

/// <summary>intervals.csv: one row per cell and interval, in plan order, then in time.</summary>
public static class IntervalsCsv
{
    static readonly IReadOnlyList<Dimension> Who =
        [.. ((string[])["core", "kernel", "strategy", "tracer", "relevant_tracers", "irrelevant_tracers"]).Select(name => Dimension.Find(name)!)];

    static IReadOnlyList<string> Columns { get; } =
    [
        "scenario", "cell", .. Who.Select(dimension => dimension.Name), "interval", "start_ns", "end_ns",
        "calls", "calls_per_second", "overhead_percent", "calls_direct_share", "calls_list_share", "calls_veneer_share", "calls_untraced_share",
        "others_ns", "attach_ns", "idle_ns",
    ];

    /// <summary>The whole file, with its heading; null where no cell has intervals.</summary>
    public static string? Write(IReadOnlyList<CellResult> cells)
    {
        var measured = cells.Where(cell => cell.Run is { Course.Intervals.Count: > 0 }).ToList();
        return measured.Count == 0 ? null : CsvText.Write(csv =>
        {
            csv.WriteHeader([.. Columns]);
            foreach (var cell in measured)
            {
                foreach (var (index, interval) in cell.Run!.Course.Intervals.Index())
                    WriteRow(csv, cell, index, interval);
            }
        });
    }

    static void WriteRow(CsvWriter csv, CellResult cell, int index, IntervalResult interval)
    {
        csv.WriteField(cell.Scenario);
        csv.WriteField(cell.Cell);
        foreach (var dimension in Who)
            csv.WriteField(dimension.Text(cell.Planned));
        csv.WriteField(index);
        csv.WriteNumber(interval.StartNs);
        csv.WriteNumber(interval.EndNs);
        csv.WriteField(interval.Calls.Total);
        csv.WriteNumber(interval.CallsPerSecond);
        csv.WriteNumber(IntervalFigures.OverheadPercent(cell, interval));
        foreach (var (_, share) in IntervalFigures.Shares(interval))
            csv.WriteNumber(share);
        csv.WriteNumber(interval.OthersNs);
        csv.WriteNumber(interval.AttachNs);
        csv.WriteNumber(interval.IdleNs);
        csv.EndRecord();
    }
}
