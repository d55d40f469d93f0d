using Sim.Reports.Cells;
using Sim.Reports.Remarks;

namespace Sim.Reports.Tables;

/// <summary>What <c>sim run</c> says about a scenario.</summary>
public static class ScenarioDocument
{
    /// <summary>The answer, the question, the conditions; overhead, where the cycles go, and how sure that is.</summary>
    public static Document Of(ScenarioResults results) => Of(results, Headline.Of(results));

    static Document Of(ScenarioResults results, Answer answer) => new(
        RuleTable.Title(answer.Title, results.Rules),
        [.. answer.Rest.Length > 0 ? [answer.Rest] : (string[])[], $"{results.Scenario}: {results.Question}", Conditions.Of(results)],
        [
            .. ThresholdTable.Of(results.Thresholds),
            .. RuleTable.Of(results.Rules),
            .. Cells(results).Where(section => section.Tables.Count > 0),
            new("How sure", [], Confidence.Of(results)),
        ]);

    static IEnumerable<Section> Cells(ScenarioResults results) =>
        results.Cells.Count > SweepSummary.MostCells ? [SweepSummary.Of(results)] : [OverheadTable.Of(results), CycleTable.Of(results)];
}
