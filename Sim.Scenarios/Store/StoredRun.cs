using Sim.Core.Runs;

namespace Sim.Scenarios.Store;

/// <summary>What one simulation gave: a result, or the reason why there is none.</summary>
public sealed record StoredRun(CellStatus Status, RunResult? Result, string? Reason);
