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
    public int Steps => scenario.Cells.Count + (scenario.Seeds is null ? 0 : SeedMeans.FurtherRuns(scenario));

    /// <summary>Results in plan order; those that were not done when the runner was cancelled are missing.</summary>
    public StudyResults Run(Runner runner, IProgress<CellResult>? progress = null)
    {
        var cells = runner.Run(scenario, progress);
        var places = scenario.Cells.Index().ToDictionary(cell => cell.Item.Index, cell => cell.Index);
        if (scenario.Seeds is not null && !runner.IsCancelled)
        {
            var means = SeedMeans.Of(scenario, cells.ToDictionary(cell => cell.Cell), runner, progress);
            cells = [.. cells.Select(cell => cell with { Seeds = means[places[cell.Cell]] })];
        }

        if (samples is { } draws && !runner.IsCancelled)
        {
            var bands = CellBands.Of(scenario, draws, runner);
            cells = [.. cells.Select(cell => cell with { Uncertainty = bands[places[cell.Cell]] })];
        }

        return new(cells, NearestRows.Of(cells, scenario.Measurements, runner));
    }
}

/// <summary>What a study found.</summary>
/// <param name="Cells">Results in plan order.</param>
/// <param name="Nearest">What was measured that is nearest to them, by core and strategy.</param>
public sealed record StudyResults(IReadOnlyList<CellResult> Cells, IReadOnlyList<NearestMeasurement> Nearest);
