using System.Globalization;
using CsvHelper;
using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Results;

/// <summary>results.csv: one row per cell, in plan order, those without numbers included.</summary>
public static class ResultsCsv
{
    // The dimensions in which most scenarios differ come first.
    static readonly IReadOnlyList<Dimension> Leading =
        [.. Dimension.All.Where(dimension => dimension.HasColumn).Except([Dimension.RunState, Dimension.TracerSetup, Dimension.Timeline, Dimension.Arrivals])];

    /// <summary>The whole file, with its heading.</summary>
    public static string Write(IReadOnlyList<CellResult> cells)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Write(cells, text);
        return text.ToString();
    }

    /// <summary>The same into a file.</summary>
    public static void Write(IReadOnlyList<CellResult> cells, Stream file)
    {
        using var text = new StreamWriter(file, leaveOpen: true);
        Write(cells, text);
    }

    /// <summary>The same, row by row.</summary>
    public static void Write(IReadOnlyList<CellResult> cells, TextWriter output)
    {
        var uncertain = cells.Any(cell => cell.Uncertainty is not null);
        var seeded = cells.Any(cell => cell.Seeds is not null);
        var regions = Regions.Of(cells).Order(StringComparer.Ordinal).ToList();
        var swept = SweptColumns.Of(cells);
        CsvText.Write(output, csv =>
        {
            WriteHeading(csv, swept, regions, uncertain, seeded);
            foreach (var cell in cells)
                WriteCell(csv, cell, swept, regions, uncertain, seeded);
        });
    }

    static void WriteHeading(CsvWriter csv, SweptColumns swept, IEnumerable<string> regions, bool uncertain, bool seeded)
    {
        csv.WriteHeader(
        [
            "scenario", "cell", .. Leading.Select(dimension => dimension.Name), .. swept.Headings, "status",
            .. Metric.All.Select(metric => metric.Name),
            "reason", "validated", "simulated_calls", "followed_calls", Dimension.RunState.Name, "dispatch_path",
            "reach_direct_fraction", "reach_veneer_fraction", "reach_fallback_fraction", "reach_unreachable_fraction", Dimension.Timeline.Name, Dimension.TracerSetup.Name,
            "call_median_ns", "call_p99_ns", "call_longest_ns", Dimension.Arrivals.Name, "inputs",
            .. regions.Select(region => $"cycles_{region}_per_call"),
            .. uncertain ? BandColumns : [],
            .. seeded ? SeedColumns : [],
        ]);
    }

    static void WriteCell(CsvWriter csv, CellResult cell, SweptColumns swept, IEnumerable<string> regions, bool uncertain, bool seeded)
    {
        csv.WriteField(cell.Scenario);
        csv.WriteField(cell.Cell);
        foreach (var dimension in Leading)
            csv.WriteField(dimension.Text(cell.Planned));
        foreach (var value in swept.Values(cell.Planned))
            csv.WriteField(value);
        csv.WriteField(StatusName.Of(cell.Status));
        foreach (var metric in Metric.All)
            csv.WriteNumber(metric.Of(cell));
        csv.WriteField(cell.Reason ?? "");
        csv.WriteField(cell.Validated ? "true" : "false");
        csv.WriteNumber(cell.Run?.SimulatedCalls);
        csv.WriteNumber(cell.Run?.FollowedCalls);
        csv.WriteField(Dimension.RunState.Text(cell.Planned));
        csv.WriteField(cell.Run is { } run ? DispatchPathName.Of(run.Path.Kind) : "");
        csv.WriteNumber(cell.Reach?.Share(cell.Reach.Direct));
        csv.WriteNumber(cell.Reach?.Share(cell.Reach.Veneer));
        csv.WriteNumber(cell.Reach?.Share(cell.Reach.Fallback));
        csv.WriteNumber(cell.Reach?.Share(cell.Reach.Unreachable));
        csv.WriteField(Dimension.Timeline.Text(cell.Planned));
        csv.WriteField(Dimension.TracerSetup.Text(cell.Planned));
        csv.WriteNumber(cell.Run?.CallTimes?.MedianNs);
        csv.WriteNumber(cell.Run?.CallTimes?.P99Ns);
        csv.WriteNumber(cell.Run?.CallTimes?.LongestNs);
        csv.WriteField(Dimension.Arrivals.Text(cell.Planned));
        csv.WriteField(cell.Planned.Inputs);
        foreach (var region in regions)
            csv.WriteNumber(Regions.CyclesPerCall(cell, region));
        if (uncertain)
            WriteUncertainty(csv, cell.Uncertainty);
        if (seeded)
            WriteSeeds(csv, cell.Seeds);
        csv.EndRecord();
    }

    // Only on request: without --uncertainty the file has not these columns.
    static IReadOnlyList<string> BandColumns { get; } =
    [
        "uncertainty_samples",
        .. from metric in (string[])["per_call_ns", "overhead_ns"]
           from figure in (string[])["p5", "p50", "p95", "low", "high"]
           select $"{metric}_{figure}",
    ];

    // The same without --seeds.
    static IReadOnlyList<string> SeedColumns { get; } =
    [
        "seeds", "depends_on_seed",
        .. from name in CellSeeds.Names
           from figure in (string[])["mean", "ci95_low", "ci95_high"]
           select $"{name}_{figure}",
    ];

    static void WriteSeeds(CsvWriter csv, CellSeeds? seeds)
    {
        csv.WriteNumber(seeds?.Seeds);
        csv.WriteField(seeds is null ? "" : seeds.DependsOnSeed ? "true" : "false");
        foreach (var mean in CellSeeds.Names.Select(name => seeds?.Find(name)))
        {
            foreach (var figure in (double?[])[mean?.Mean, mean?.Low, mean?.High])
                csv.WriteNumber(figure);
        }
    }

    static void WriteUncertainty(CsvWriter csv, CellUncertainty? uncertainty)
    {
        csv.WriteNumber(uncertainty?.Samples);
        foreach (var band in (Band?[])[uncertainty?.PerCallNs, uncertainty?.OverheadNs])
        {
            foreach (var figure in (double?[])[band?.P5, band?.P50, band?.P95, band?.Low, band?.High])
                csv.WriteNumber(figure);
        }
    }
}
