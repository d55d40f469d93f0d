using System.Globalization;
using Sim.Core.Kernel.Layout;
using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Results;

/// <summary>The columns of results.csv.</summary>
public static class ResultColumns
{
    // The dimensions in which most scenarios differ come first.
    static readonly IReadOnlyList<Dimension> Leading =
        [.. Dimension.All.Where(dimension => dimension.HasColumn).Except([Dimension.RunState, Dimension.TracerSetup, Dimension.Timeline, Dimension.Arrivals])];

    static readonly IReadOnlyList<ResultColumn> Names =
    [
        ResultColumn.Of("scenario", "name of the scenario", cell => cell.Scenario) with { Role = ColumnRole.Place },
        ResultColumn.Of("cell", "number of the cell in the scenario, from 0", cell => cell.Cell.ToString(CultureInfo.InvariantCulture)) with { Role = ColumnRole.Place },
        .. Leading.Select(ResultColumn.Of),
    ];

    static readonly IReadOnlyList<ResultColumn> Figures =
    [
        ResultColumn.Of("status", "ok, unreachable, unsupported or failed", cell => StatusName.Of(cell.Status)),
        .. Metric.All.Select(ResultColumn.Of),
        ResultColumn.Of("reason", "why the cell has no numbers, or why calls take a detour", cell => cell.Reason ?? ""),
        ResultColumn.Of("validated", "whether a measurement of this strategy is checked", cell => cell.Validated ? "true" : "false"),
        ResultColumn.Of("simulated_calls", "calls", "calls that were simulated one by one", cell => cell.Run?.SimulatedCalls) with { Role = ColumnRole.Effort },
        ResultColumn.Of("followed_calls", "calls", "calls that repeat the simulated ones exactly", cell => cell.Run?.FollowedCalls) with { Role = ColumnRole.Effort },
        ResultColumn.Of(Dimension.RunState),
        ResultColumn.Of("dispatch_path", "how calls got to their tracers", cell => cell.Run is { } run ? DispatchPathName.Of(run.Path.Kind) : ""),
        Reaching("direct", "the callsite's own branch reaches the trampoline", reach => reach.Direct),
        Reaching("veneer", "only the module's PLT entry reaches the trampoline", reach => reach.Veneer),
        Reaching("fallback", "the ops list is walked, because no branch reaches the trampoline", reach => reach.Fallback),
        Reaching("unreachable", "tracing is impossible", reach => reach.Unreachable),
        ResultColumn.Of(Dimension.Timeline),
        ResultColumn.Of(Dimension.TracerSetup),
        ResultColumn.Of("call_median_ns", "ns", "half of the calls took no longer, branch to return", cell => cell.Run?.CallTimes?.MedianNs) with { Member = "call_times_ns/median" },
        ResultColumn.Of("call_p99_ns", "ns", "99 of 100 calls took no longer", cell => cell.Run?.CallTimes?.P99Ns) with { Member = "call_times_ns/p99" },
        ResultColumn.Of("call_longest_ns", "ns", "the longest call", cell => cell.Run?.CallTimes?.LongestNs) with { Member = "call_times_ns/longest" },
        ResultColumn.Of(Dimension.Arrivals),
        ResultColumn.Of("inputs", "hashes of the parts of the cell, and of the model", cell => cell.Planned.Inputs) with { Role = ColumnRole.Inputs },
    ];

    static readonly IReadOnlyList<ResultColumn> Bands =
    [
        .. from column in (IEnumerable<ResultColumn>)
           [
               ResultColumn.Of("uncertainty_samples", "", "samples of the guesses", cell => cell.Uncertainty?.Samples) with { Role = ColumnRole.Parameter, Member = "uncertainty/samples" },
               .. BandsOf("per_call_ns", uncertainty => uncertainty.PerCallNs),
               .. BandsOf("overhead_ns", uncertainty => uncertainty.OverheadNs),
           ]
           select column with { Availability = "with --uncertainty" },
    ];

    static readonly IReadOnlyList<ResultColumn> Seeds =
    [
        .. from column in (IEnumerable<ResultColumn>)
           [
               ResultColumn.Of("seeds", "", "seeds that the cell was run with; 1 where nothing is drawn: one run is enough", cell => cell.Seeds?.Seeds) with { Role = ColumnRole.Parameter, Member = "seeds/seeds" },
               ResultColumn.Of("depends_on_seed", "whether anything in the cell is drawn", cell => cell.Seeds is not { } seeds ? "" : seeds.DependsOnSeed ? "true" : "false") with { Member = "seeds/depends_on_seed" },
               .. CellSeeds.Names.SelectMany(MeansOf),
           ]
           select column with { Availability = "with --seeds" },
    ];

    /// <summary>Name of the column that says how many rows there are.</summary>
    public const string CellsName = "cells";

    /// <summary>The columns of a file with these cells, in its order.</summary>
    public static IReadOnlyList<ResultColumn> Of(IReadOnlyList<CellResult> cells) =>
    [
        .. Names,
        .. Swept(cells),
        .. Figures,
        Cells(cells.CountBy(cell => cell.Scenario).ToDictionary()),
        .. Regions.Of(cells).Order(StringComparer.Ordinal).Select(OfRegion),
        .. cells.Any(cell => cell.Uncertainty is not null) ? Bands : [],
        .. cells.Any(cell => cell.Seeds is not null) ? Seeds : [],
    ];

    /// <summary>Every column that a file may have; those of swept values and regions by example.</summary>
    public static IReadOnlyList<ResultColumn> All { get; } =
    [
        .. Names,
        ResultColumn.Of("PATH_UNIT", $"{SweptColumns.Meaning} by its path, such as core.clock_ghz", _ => "") with { Availability = "for each path in the sweep" },
        .. Figures,
        Cells(new Dictionary<string, int>()),
        OfRegion("REGION") with { Availability = "for each part of the code that is executed" },
        .. Bands,
        .. Seeds,
    ];

    /// <summary>The column of cycles in a part of the code.</summary>
    public static ResultColumn OfRegion(string region) => ResultColumn.Of(
        $"cycles_{region}_per_call", "cycles", "core clock cycles per call in this part of the code", cell => Regions.CyclesPerCall(cell, region)) with
    {
        Member = $"regions/{region}/cycles",
        Per = "calls",
        IsZeroIfAbsent = true,
    };

    static IEnumerable<ResultColumn> Swept(IReadOnlyList<CellResult> cells) => SweptColumns.Of(cells).Each.Select(swept =>
        ResultColumn.Of(swept.Heading, SweptColumns.Meaning, cell => swept.Text(cell.Planned)) with { Role = ColumnRole.Coordinate });

    // A file that lost its end has fewer rows than this.
    static ResultColumn Cells(Dictionary<string, int> byScenario) => ResultColumn.Of(
        CellsName, "rows that the file has of the scenario", cell => byScenario[cell.Scenario].ToString(CultureInfo.InvariantCulture)) with
    { Role = ColumnRole.Place };

    static ResultColumn Reaching(string name, string meaning, Func<Reach, long> callsites) =>
        ResultColumn.Of($"reach_{name}_fraction", "share", $"share of callsites: {meaning}", cell => cell.Reach is { } reach ? reach.Share(callsites(reach)) : null) with
        {
            Member = $"reach/{name}",
            Per = "reach/callsites",
        };

    static IEnumerable<ResultColumn> BandsOf(string metric, Func<CellUncertainty, Band> band) =>
        from figure in ((string Name, string Meaning, Func<Band, double> Value)[])
        [
            ("p5", "5 % of the samples are lower", of => of.P5),
            ("p50", "half of the samples are lower", of => of.P50),
            ("p95", "95 % of the samples are lower", of => of.P95),
            ("low", "the lowest of all samples, and of every guess alone at an end of its range", of => of.Low),
            ("high", "the highest of them", of => of.High),
        ]
        select ResultColumn.Of($"{metric}_{figure.Name}", "ns", figure.Meaning, cell => cell.Uncertainty is { } uncertainty ? figure.Value(band(uncertainty)) : null) with
        {
            Member = $"uncertainty/{metric}/{figure.Name}",
        };

    static IEnumerable<ResultColumn> MeansOf(string name) =>
        from figure in ((string Name, string Meaning, Func<SeedFigure, double> Value)[])
        [
            ("mean", "mean over the seeds", mean => mean.Mean),
            ("ci95_low", "lower end of the 95 % confidence interval of the mean", mean => mean.Low),
            ("ci95_high", "upper end of it", mean => mean.High),
        ]
        select ResultColumn.Of($"{name}_{figure.Name}", Metric.Find(name)?.Unit ?? "ns", figure.Meaning, cell => cell.Seeds?.Find(name) is { } mean ? figure.Value(mean) : null) with
        {
            Member = $"seeds/{name}/{figure.Name}",
        };
}
