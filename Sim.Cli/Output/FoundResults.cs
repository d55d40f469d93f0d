using Sim.Cli.Verbs;
using Sim.Reports.Cells;
using Sim.Scenarios.Analyses;
using Sim.Scenarios.Files;
using Sim.Scenarios.Sweeps;

namespace Sim.Cli.Output;

/// <summary>What reports are made from.</summary>
static class FoundResults
{
    /// <summary>What a study of <paramref name="scenario"/> found.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="found">Results of its cells.</param>
    /// <param name="areWhole">False for a shard: it has no cells to compare with, 'sim merge' has.</param>
    public static ScenarioResults Of(Scenario scenario, StudyResults found, bool areWhole = true) => new()
    {
        Scenario = scenario.Name,
        Question = scenario.Question,
        Hash = scenario.Hash,
        SimVersion = SimVersion.Text,
        Seed = scenario.Seed,
        Cells = found.Cells,
        Thresholds = found.Thresholds,
        Measurements = scenario.Measurements?.Rows ?? [],
        Remarks = scenario.Remarks,
        Nearest = found.Nearest,
        HasBands = found.HasBands,
        Profiles = [.. scenario.Provenance.Select(profile => new ProfileSources(profile.Key, profile.Value))],
        Chart = ChartKeys.Of(scenario),
        Rules = areWhole ? [.. scenario.Rules.Select(rule => rule.Check(CellSearch.Without(scenario.Searches, found.Cells, cell => cell.Cell)))] : [],
    };
}
