using Sim.Reports.Cells;
using Sim.Reports.Charts;
using Sim.Reports.Results;
using Sim.Reports.Traces;

namespace Sim.Cli.Output;

/// <summary>The files of one scenario in their directory.</summary>
sealed class ResultFiles(string directory)
{

    readonly OutputDirectory _output = new(directory);

    /// <inheritdoc cref="OutputDirectory.Written"/>
    public IReadOnlyList<string> Written => _output.Written;

    /// <inheritdoc cref="OutputDirectory.Prepare"/>
    public string? Prepare() => _output.Prepare();

    /// <summary>Writes everything; the reason why that cannot be, or null.</summary>
    public string? Write(ScenarioResults results, bool charts) => _output.Attempt(() =>
    {
        _output.Save("results.csv", ResultsCsv.Write(results.Cells));
        _output.Save("results.json", ResultsJson.Write(results));
        Save("intervals.csv", IntervalsCsv.Write(results.Cells));
        Save("timeline.json", TraceJson.Write(results));
        Save("overhead", charts ? OverheadChart.Draw(results) : null);
        Save("timeline", charts ? TimelineChart.Draw(results) : null);
    });

    void Save(string name, Chart? chart)
    {
        Save($"{name}.svg", chart?.ToSvg());
        if (chart is not null)
            _output.Save($"{name}.png", chart.ToPng());
        else
            _output.Delete($"{name}.png");
    }

    // What an earlier run left does not stay beside these results.
    void Save(string name, string? content)
    {
        if (content is not null)
            _output.Save(name, content);
        else
            _output.Delete(name);
    }
}
