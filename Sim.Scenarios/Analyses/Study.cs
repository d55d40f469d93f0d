using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Running;
using Sim.Scenarios.Seeds;
using Sim.Scenarios.Uncertainty;

namespace Sim.Scenarios.Analyses;

/// <summary>A scenario's cells with every analysis that was asked for, all by one runner.</summary>
/// <param name="scenario">The cells; their means over seeds if it has several.</param>
/// <param name="samples">Combinations of guesses for the uncertainty of each cell. Null for none.</param>
public sealed class Study(Scenario scenario, int? samples)
{
    /// <summary>Cells and further runs that progress is told of.</summary>
    public int Steps =>
        scenario.Cells.Count - scenario.Searches.Sum(search => search.Candidates.Count - ThresholdSearch.MostCells(search.Candidates.Count)) + (scenario.Seeds is null ? 0 : SeedMeans.FurtherRuns(scenario));

    /// <summary>True if a cell's result is final when progress is told of it, and which cells there are is known before.</summary>
    public bool IsFinalAtOnce => scenario.Searches.Count == 0 && scenario.Seeds is null && samples is null;

    /// <summary>Results in plan order; those that were not done when the runner was cancelled are missing.</summary>
    public StudyResults Run(Runner runner, IProgress<CellResult>? progress = null)
    {
        var (planned, cells, thresholds) = Cells(runner, progress);
        var places = planned.Cells.Index().ToDictionary(cell => cell.Item.Index, cell => cell.Index);
        if (scenario.Seeds is not null && !runner.IsCancelled)
        {
            var means = SeedMeans.Of(planned, cells.ToDictionary(cell => cell.Cell), runner, progress);
            cells = [.. cells.Select(cell => cell with { Seeds = means[places[cell.Cell]] })];
        }

        if (samples is { } draws && !runner.IsCancelled)
        {
            var bands = CellBands.Of(planned, draws, runner);
            cells = [.. cells.Select(cell => cell with { Uncertainty = bands[places[cell.Cell]] })];
        }

        return new(cells, NearestRows.Of(cells, scenario.Measurements, runner), thresholds) { HasBands = samples is not null && !runner.IsCancelled };
    }

    // With searches, the scenario of the cells that they ran.
    (Scenario Planned, IReadOnlyList<CellResult> Cells, IReadOnlyList<Threshold> Thresholds) Cells(Runner runner, IProgress<CellResult>? progress)
    {
        if (scenario.Searches.Count == 0)
        {
            // One of each shape first: then it is known what all of them execute.
            var first = CellShape.First(scenario.Cells);
            var heads = first.Select(cell => cell.Index).ToHashSet();
            return (scenario, [.. runner.Run([.. first, .. scenario.Cells.Where(cell => !heads.Contains(cell.Index))], progress).OrderBy(cell => cell.Cell)], []);
        }

        var candidates = scenario.Searches.SelectMany(search => search.Candidates).Select(candidate => candidate.Cell).ToHashSet();
        var plan = scenario.Cells.ToDictionary(cell => cell.Index);
        var searches = scenario.Searches.Select(search => new ThresholdSearch(search)).ToList();
        var done = runner.Run([.. scenario.Cells.Where(cell => !candidates.Contains(cell.Index))], progress).ToDictionary(cell => cell.Cell);
        while (!runner.IsCancelled && searches.SelectMany(search => search.Next()).Order().ToList() is { Count: > 0 } next)
        {
            var found = runner.Run([.. next.Select(index => plan[index])], progress).ToDictionary(cell => cell.Cell);
            foreach (var (index, result) in found)
                done[index] = result;
            if (runner.IsCancelled)
                break;
            foreach (var search in searches)
                search.Add(found);
        }

        var ran = scenario with { Cells = [.. scenario.Cells.Where(cell => done.ContainsKey(cell.Index))] };
        return (ran, [.. ran.Cells.Select(cell => done[cell.Index])], runner.IsCancelled ? [] : [.. searches.Select(search => search.Result)]);
    }
}

/// <summary>What a study found.</summary>
/// <param name="Cells">Results in plan order.</param>
/// <param name="Nearest">What was measured that is nearest to them, by core and strategy.</param>
/// <param name="Thresholds">What searches found, in plan order.</param>
public sealed record StudyResults(IReadOnlyList<CellResult> Cells, IReadOnlyList<NearestMeasurement> Nearest, IReadOnlyList<Threshold> Thresholds)
{
    /// <summary>True if each cell was asked for its band.</summary>
    public bool HasBands { get; init; }
}
