using Sim.Core.Diagnostics;

namespace Sim.Reports.Gates;

/// <summary>One check of a gate, as CI systems know it: a test case.</summary>
/// <param name="Name">What is checked; the same from run to run.</param>
/// <param name="State">What became of it.</param>
/// <param name="Message">Why it did not pass, in one clause; empty where it did.</param>
/// <param name="Details">Cells and figures, a line each.</param>
/// <param name="At">The rule or row that is checked. Null where none is written down.</param>
public sealed record GateCase(string Name, GateState State, string Message, IReadOnlyList<string> Details, SourceSpan? At = null)
{
    /// <summary>A check that holds.</summary>
    public static GateCase Passed(string name, SourceSpan? at = null) => new(name, GateState.Passed, "", [], at);
}

/// <summary>What became of a check.</summary>
public enum GateState
{
    /// <summary>It holds.</summary>
    Passed,

    /// <summary>It does not hold: exit code 1.</summary>
    Failed,

    /// <summary>It could not be made: exit code 2 or 3.</summary>
    Error,

    /// <summary>There was nothing to check.</summary>
    Skipped,
}

/// <summary>The checks of one scenario, measurement file or comparison: a test suite.</summary>
/// <param name="Name">What is checked.</param>
/// <param name="Cases">The checks, in their order.</param>
public sealed record Gate(string Name, IReadOnlyList<GateCase> Cases)
{
    /// <summary>How many checks are in a state.</summary>
    public int Count(GateState state) => Cases.Count(one => one.State == state);
}
