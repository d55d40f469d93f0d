using Sim.Core.Diagnostics;
using Sim.Reports.Cells;
using Sim.Reports.Charts;
using Sim.Scenarios.Files;

namespace Sim.Cli.Verbs;

/// <summary><c>charts</c> of a scenario, as reports take it.</summary>
static class ChartKeys
{
    const string UnknownName = "SIM102";
    const string Inconsistent = "SIM123";

    /// <summary>What reports are told.</summary>
    public static ChartRequest Of(Scenario scenario) => scenario.Charts is { } charts
        ? new(charts.X?.Text, charts.Colour?.Text, charts.Panels?.Select(panel => panel.Text).ToList(), charts.Metric, charts.Scale is { } scale ? scale == "log" : null)
        : ChartRequest.None;

    /// <summary>Reports names that are nothing in which the scenario's cells differ.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="overridden">True if options changed it: what no longer differs is then no mistake.</param>
    /// <param name="bag">Receives the mistakes.</param>
    public static void Check(Scenario scenario, bool overridden, DiagnosticBag bag)
    {
        if (scenario.Charts is not { } charts || overridden)
            return;
        List<ChartName> names = [.. new[] { charts.X, charts.Colour }.OfType<ChartName>(), .. charts.Panels ?? []];
        foreach (var name in names)
        {
            if (ChartNames.MistakeIn(scenario.Cells, name.Key, name.Text) is { } mistake)
                bag.Add(UnknownName, mistake.Message, name.At, mistake.Hint, name.Excerpt);
        }

        foreach (var twice in names.GroupBy(name => name.Text).Where(group => group.Count() > 1))
            bag.Add(Inconsistent, $"'{twice.Key}' is given twice in charts: each has one place", twice.Last().At, null, twice.Last().Excerpt);
    }
}
