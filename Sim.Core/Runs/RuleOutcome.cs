using Sim.Core.Diagnostics;

namespace Sim.Core.Runs;

/// <summary>Whether a scenario's results keep one of its rules.</summary>
/// <param name="Kind"><c>budget</c> or <c>expectation</c>.</param>
/// <param name="Text">The rule in one clause, such as <c>overhead_ns (relevant 1) is at most 3 ns</c>.</param>
/// <param name="At">Where the rule is written.</param>
/// <param name="Compared">How many figures, pairs or steps were compared; 0 where options left no cell that the rule is about.</param>
/// <param name="Broken">How many of them break the rule; 0 to <paramref name="Compared"/>.</param>
/// <param name="Violations">Cells and figures of the first <see cref="MostViolations"/> of these, one clause each.</param>
public sealed record RuleOutcome(string Kind, string Text, SourceSpan At, int Compared, int Broken, IReadOnlyList<string> Violations)
{
    /// <summary>Violations that are kept in words; all are counted.</summary>
    public const int MostViolations = 100;

    /// <summary>True if something breaks the rule.</summary>
    public bool IsBroken => Broken > 0;

    /// <summary>True if there was nothing to compare: neither kept nor broken.</summary>
    public bool IsUnchecked => Compared == 0;
}
