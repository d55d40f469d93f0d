using Sim.Core.Kernel.Layout;

namespace Sim.Core.Runs;

/// <summary>What became of one cell of a scenario: a row of results.csv.</summary>
public sealed record CellResult
{
    /// <summary>The cell.</summary>
    public required Cell Planned { get; init; }

    /// <inheritdoc cref="Runs.Cell.Scenario"/>
    public string Scenario => Planned.Scenario;

    /// <inheritdoc cref="Runs.Cell.Index"/>
    public int Cell => Planned.Index;

    /// <inheritdoc cref="Runs.Cell.Spec"/>
    public CellSpec Spec => Planned.Spec;

    /// <inheritdoc cref="Runs.Cell.Strategy"/>
    public string Strategy => Planned.Strategy;

    /// <inheritdoc cref="Runs.Cell.Seed"/>
    public long Seed => Planned.Seed;

    /// <inheritdoc cref="Runs.Cell.Validated"/>
    public bool Validated => Planned.Validated;

    public required CellStatus Status { get; init; }

    /// <summary>
    /// Why the cell has no numbers; when <see cref="Status"/> is <see cref="CellStatus.Ok"/>, why its calls do not go the strategy's way, or null.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>The run with the tracers registered. Null when the cell has no numbers.</summary>
    public RunResult? Run { get; init; }

    /// <summary>The same cell with no tracer registered, which overhead is counted from. Null when the cell has no numbers.</summary>
    public RunResult? Baseline { get; init; }

    /// <summary>
    /// How all callsites of the kernel build, at its addresses, get to the strategy's trampoline. Null where the build's size is unknown.
    /// </summary>
    public Reach? Reach { get; init; }

    /// <summary>What its figures may be if guesses are other than declared. Null if not requested.</summary>
    public CellUncertainty? Uncertainty { get; init; }

    /// <summary>What its figures are on average over seeds. Null if not requested.</summary>
    public CellSeeds? Seeds { get; init; }
}

/// <summary>Whether a cell has numbers.</summary>
public enum CellStatus
{
    Ok,

    /// <summary>No branch reaches the trampoline that the strategy needs.</summary>
    Unreachable,

    /// <summary>The kernel build cannot do what the cell asks for.</summary>
    Unsupported,

    /// <summary>The simulation stopped with an error of ours.</summary>
    Failed,
}
