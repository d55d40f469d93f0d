namespace Sim.Scenarios.Speed;

/// <summary>How fast Sim is on this machine, by CPU time.</summary>
/// <param name="What">What was done.</param>
/// <param name="Amount">How much of it in a second of CPU time.</param>
/// <param name="Unit">Of the amount, such as <c>M instructions/s</c>.</param>
public sealed record SpeedFigure(string What, double Amount, string Unit);
