using Sim.Reports.Cells;
using Sim.Reports.Remarks;
using Sim.Reports.Tables;

namespace Sim.Reports.Html;

/// <summary>report.html: the answer, charts, all cells to explore, tables, how sure they are, what ran.</summary>
public static class HtmlReport
{
    /// <summary>The page of a scenario with charts that are drawn already, each with a description.</summary>
    public static string Of(ScenarioResults results, IReadOnlyList<(string Svg, string Description)> charts)
    {
        var document = ScenarioDocument.Of(results);
        return HtmlRenderer.Render(document with { Sections = [.. document.Sections, WhatRan.Of(results)] }, charts, Conditions.Origin(results), CellsJson.Of(results));
    }
}
