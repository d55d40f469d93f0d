using Sim.Core.Runs;

namespace Sim.Scenarios.Checks;

/// <summary>A bound that a scenario's results must keep.</summary>
/// <param name="Metric">What is bounded.</param>
/// <param name="AtMost">The bound, in the metric's unit.</param>
/// <param name="Cells">Indices in plan order of the cells that it holds for.</param>
public sealed record Budget(Metric Metric, double AtMost, IReadOnlySet<int> Cells);
