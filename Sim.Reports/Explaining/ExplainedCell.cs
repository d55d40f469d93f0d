using Sim.Core.Runs;

namespace Sim.Reports.Explaining;

/// <summary>A cell with the reasons for its cycles.</summary>
/// <param name="Label">What it is called in tables: its place in the plan, or what was changed.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Why">Where its cycles go.</param>
public sealed record ExplainedCell(string Label, Cell Cell, CallExplanation Why)
{
    /// <summary>What was set in it, and what that is, as a sentence; empty where nothing was.</summary>
    public string Without { get; init; } = "";

    /// <summary>Core clock cycles of a call.</summary>
    public double PerCall => PerCallOf(Why.Cycles);

    /// <summary>So many of all calls, for each.</summary>
    public double PerCallOf(long count) => (double)count / Why.Calls;
}
