namespace Sim.Core.Runs;

/// <summary>What one rule that a core may have, or not, is worth.</summary>
/// <param name="Key">Path of its value in the core's file; empty for the cores as they are.</param>
/// <param name="None">The value without which nothing of the rule happens; empty for the cores as they are.</param>
/// <param name="OverheadNs">
/// Overhead of a call in nanoseconds without the rule, by cell. Null where the cell's core lacks the rule, or its other values do not allow that; and where the cell failed.
/// </param>
public sealed record RuleRow(string Key, string None, IReadOnlyList<double?> OverheadNs);
