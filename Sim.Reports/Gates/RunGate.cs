using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Rules;

namespace Sim.Reports.Gates;

/// <summary>A run as a gate: each of the scenario's rules, and that no simulation failed.</summary>
public static class RunGate
{
    /// <summary>The checks of a scenario.</summary>
    public static Gate Of(ScenarioResults results) => new(results.Scenario, [Simulated(results), .. results.Rules.Select(CaseOf)]);

    static GateCase Simulated(ScenarioResults results)
    {
        const string Name = "every cell is simulated";
        var failed = results.Cells.Where(cell => cell.Status == CellStatus.Failed).ToList();
        return failed.Count == 0 ? GateCase.Passed(Name) : new(
            Name,
            GateState.Error,
            FormattableString.Invariant($"{failed.Count} of {results.Cells.Count} cells failed by a bug in Sim"),
            [.. failed.GroupBy(cell => cell.Reason).Select(reason => FormattableString.Invariant($"{reason.Count()} cells: {reason.Key}"))]);
    }

    static GateCase CaseOf(RuleOutcome rule) => rule switch
    {
        { IsBroken: true } => new(
            rule.Text, GateState.Failed, FormattableString.Invariant($"{rule.Kind} broken: {rule.Text} ({rule.Broken} of {rule.Compared})"), rule.Violations, rule.At),
        { IsUnchecked: true } => new(rule.Text, GateState.Skipped, $"options left nothing to compare: {RuleText.StateOf(rule)}", [], rule.At),
        _ => GateCase.Passed(rule.Text, rule.At),
    };
}
