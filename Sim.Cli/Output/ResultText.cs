using Sim.Reports.Cells;
using Sim.Reports.Results;
using Sim.Reports.Tables;

namespace Sim.Cli.Output;

/// <summary>What stdout carries: the results of all scenarios of a run in one format.</summary>
static class ResultText
{
    public static void Write(IReadOnlyList<ScenarioResults> results, string format, TextWriter output)
    {
        switch (format)
        {
            case "csv":
                ResultsCsv.Write([.. results.SelectMany(scenario => scenario.Cells)], output);
                break;
            case "json":
                output.Write(Json(results));
                break;
            default:
                output.Write(Documents(results, format == "markdown" ? MarkdownRenderer.Render : TextRenderer.Render));
                break;
        }
    }

    /// <summary>The results of all scenarios as Markdown.</summary>
    public static string Markdown(IReadOnlyList<ScenarioResults> results) => Documents(results, MarkdownRenderer.Render);

    // One scenario is the object that results.json holds; several are an array of them.
    static string Json(IReadOnlyList<ScenarioResults> results) => results is [var only]
        ? ResultsJson.Write(only)
        : $"[\n{string.Join(",\n", results.Select(scenario => ResultsJson.Write(scenario).TrimEnd('\n')))}\n]\n";

    static string Documents(IEnumerable<ScenarioResults> results, Func<Document, string> render) =>
        string.Join('\n', results.Select(scenario => render(ScenarioDocument.Of(scenario))));
}
