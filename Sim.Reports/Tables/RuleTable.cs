using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Rules;

namespace Sim.Reports.Tables;

/// <summary>A scenario's budgets and expectations, and whether they hold.</summary>
static class RuleTable
{
    static readonly IReadOnlyList<Column<RuleOutcome>> Columns =
    [
        new("line", "of the scenario file", rule => NumberText.Integer(rule.At.Line)),
        new("rule", "what must hold", rule => rule.Text, IsText: true),
        new("state", "holds, broken, or unchecked where options left nothing to compare", RuleText.StateOf, IsText: true),
        new("compared", "figures, groups or pairs that were compared", rule => NumberText.Integer(rule.Compared)),
        new("broken", "how many of them break the rule", rule => NumberText.Integer(rule.Broken)),
    ];

    /// <summary>The section; none where there are no rules.</summary>
    public static IEnumerable<Section> Of(IReadOnlyList<RuleOutcome> rules) => rules.Count == 0 ? [] :
    [
        new(
            "Budgets and expectations",
            [Table.Of("", Columns, rules)],
            [.. from rule in rules from violation in RuleText.Violations(rule) select $"line {rule.At.Line}: {violation}"]),
    ];

    /// <summary>The answer, with the number of rules that are broken.</summary>
    public static string Title(string answer, IReadOnlyList<RuleOutcome> rules) => rules.Count(rule => rule.IsBroken) is var broken and > 0
        ? FormattableString.Invariant($"{broken} of {rules.Count} {(rules.Count == 1 ? "rule" : "rules")} broken: {answer}")
        : answer;
}
