using System.Globalization;
using Sim.Core.Probes.Measured;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Probes;

/// <summary>What each rule of a core is worth to its measured figures, for people.</summary>
public static class RuleWorthTable
{
    static readonly IReadOnlyList<Column<RuleWorth>> Columns =
    [
        new("without", "value of the core's file that is left out; the others as they are", row => row.Key, IsText: true),
        new("value", "what it is then", row => row.None),
        new("figures", "measured figures whose prediction is another then", row => NumberText.Integer(row.Changed)),
        new("mean error (%)", "of these, with the rule", row => Percent(row.MeanPercent)),
        new("without (%)", "of these, without it", row => Percent(row.MeanWithoutPercent)),
        new("90th (%)", "nine of ten of all figures are off by no more than this without it", row => Percent(row.Without.NinetiethPercent)),
    ];

    /// <summary>A row per rule, in the order of the core's file.</summary>
    public static Document Of(CaseComparison comparison, IReadOnlyList<RuleWorth> rules) => new(
        $"{comparison.Core.Name}: {NumberText.Integer(rules.Count(rule => rule.MeanWithoutPercent > rule.MeanPercent))} of {NumberText.Integer(rules.Count)} rules bring it nearer to its measured figures; "
            + $"with all, nine of ten are off by {Percent(comparison.Total.NinetiethPercent)} % or less",
        [],
        [new("Rules", [Table.Of("", Columns, rules)], [])]);

    static string Percent(double number) => double.IsNaN(number) ? NumberText.Missing : number.ToString("0.0", CultureInfo.InvariantCulture);
}
