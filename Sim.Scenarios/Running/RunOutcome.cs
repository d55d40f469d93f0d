using Sim.Core.Runs;

namespace Sim.Scenarios.Running;

/// <summary>What one simulation gave: a result, or the reason why there is none.</summary>
sealed record RunOutcome(CellStatus Status, RunResult? Result, string? Reason);
