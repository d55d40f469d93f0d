using Sim.Reports.Cells;
using Sim.Reports.Charts;
using Sim.Reports.Html;
using Sim.Reports.Results;
using Sim.Reports.Traces;

namespace Sim.Cli.Output;

/// <summary>The reports and charts of one scenario.</summary>
static class ReportFiles
{
    /// <summary>All names that they may have.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["results.csv", "results.json", "intervals.csv", "timeline.json", "overhead.svg", "overhead.png", "timeline.svg", "timeline.png", "report.html"];

    /// <summary>Puts all of them into <paramref name="output"/>, to be committed; what an earlier run left does not stay beside them.</summary>
    public static void Stage(OutputDirectory output, ScenarioResults results, bool charts)
    {
        output.Stage("results.csv", file => ResultsCsv.Write(results.Cells, file));
        output.Stage("results.json", file => ResultsJson.Write(results, file));
        Stage(output, "intervals.csv", IntervalsCsv.Write(results.Cells));
        Stage(output, "timeline.json", TraceJson.Write(results));
        List<(string Svg, string Description)> drawn = [];
        Stage(output, "overhead", charts ? OverheadChart.Draw(results) : null, drawn);
        Stage(output, "timeline", charts ? TimelineChart.Draw(results) : null, drawn);
        Stage(output, "report.html", charts ? HtmlReport.Of(results, drawn) : null);
    }

    static void Stage(OutputDirectory output, string name, Chart? chart, List<(string Svg, string Description)> drawn)
    {
        var svg = chart?.ToSvg();
        Stage(output, $"{name}.svg", svg);
        if (svg is not null)
            drawn.Add((svg, $"Chart ({name}): {chart!.Title}"));
        if (chart is not null)
            output.Stage($"{name}.png", chart.ToPng());
        else
            output.StageRemoval($"{name}.png");
    }

    static void Stage(OutputDirectory output, string name, string? content)
    {
        if (content is not null)
            output.Stage(name, content);
        else
            output.StageRemoval(name);
    }
}
