using Sim.Core.Runs;

namespace Sim.Reports.Cells;

/// <summary>All that is known after a scenario has run: what every table, file and chart is made from.</summary>
public sealed record ScenarioResults
{
    /// <summary>Name of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>The question that the scenario answers.</summary>
    public required string Question { get; init; }

    /// <summary>Hash of everything that the numbers depend on, in hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>Version of Sim, without a leading <c>v</c>.</summary>
    public required string SimVersion { get; init; }

    /// <summary>Seed of the scenario; 0 or more.</summary>
    public required long Seed { get; init; }

    /// <summary>The cells, in plan order.</summary>
    public required IReadOnlyList<CellResult> Cells { get; init; }

    /// <summary>What searches among cells found, in plan order.</summary>
    public IReadOnlyList<Threshold> Thresholds { get; init; } = [];

    /// <summary>Measured figures that the scenario names, whether or not a cell matches them.</summary>
    public IReadOnlyList<Measurement> Measurements { get; init; } = [];

    /// <summary>What was noticed about the user's own assembly text before anything ran, one sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>True if each cell was asked for the band that guesses give it.</summary>
    public bool HasBands { get; init; }

    /// <summary>What was measured that is nearest to the cells, by core and strategy.</summary>
    public IReadOnlyList<NearestMeasurement> Nearest { get; init; } = [];

    /// <summary>The scenario's budgets and expectations, each with what became of it.</summary>
    public IReadOnlyList<RuleOutcome> Rules { get; init; } = [];

    /// <summary>What the user wants of the chart.</summary>
    public ChartRequest Chart { get; init; } = ChartRequest.None;

    /// <summary>The profiles in use, each with the origin of its values.</summary>
    public IReadOnlyList<ProfileSources> Profiles { get; init; } = [];
}
