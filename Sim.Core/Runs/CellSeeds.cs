namespace Sim.Core.Runs;

/// <summary>How much a cell's figures depend on the seed.</summary>
/// <param name="Seeds">Seeds that it was run with, the scenario's own among them; 1 if it does not depend on the seed.</param>
/// <param name="Figures">The means; empty if it does not depend on the seed.</param>
public sealed record CellSeeds(int Seeds, IReadOnlyList<SeedFigure> Figures)
{
    /// <summary>Figures that means are given of: names of columns of results.csv.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(figure => figure.Name)];

    /// <summary>The same with their values.</summary>
    public static IReadOnlyList<(string Name, Func<CellResult, double?> Value)> Values => All;

    /// <summary>False for a cell in which nothing is drawn.</summary>
    public bool DependsOnSeed => Seeds > 1;

    /// <summary>The mean of that name; null where there is none.</summary>
    public SeedFigure? Find(string name) => Figures.FirstOrDefault(figure => figure.Name == name);

    static (string Name, Func<CellResult, double?> Value)[] All =>
    [
        .. ((string[])["total_ns", "per_call_ns", "overhead_ns", "calls_per_second"]).Select(name => (name, (Func<CellResult, double?>)Metric.Find(name)!.Of)),
        ("call_p99_ns", cell => cell.Run?.CallTimes?.P99Ns),
        .. ((string[])["response_mean_ns", "response_added_ns"]).Select(name => (name, (Func<CellResult, double?>)Metric.Find(name)!.Of)),
    ];
}

/// <summary>A mean over seeds.</summary>
/// <param name="Name">Column of results.csv that it is a mean of, in the same unit.</param>
/// <param name="Mean">Mean over the seeds.</param>
/// <param name="Low">Lower end of the 95 % confidence interval of the mean, by Student's t.</param>
/// <param name="High">Upper end of it.</param>
public sealed record SeedFigure(string Name, double Mean, double Low, double High);
