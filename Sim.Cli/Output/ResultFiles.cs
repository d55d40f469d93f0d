using Sim.Reports.Charts;
using Sim.Reports.Results;

namespace Sim.Cli.Output;

/// <summary>The files of one scenario in their directory.</summary>
sealed class ResultFiles(string directory)
{
    const string Intervals = "intervals.csv";
    const string Svg = "overhead.svg";
    const string Png = "overhead.png";

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
        if (IntervalsCsv.Write(results.Cells) is { } intervals)
            _output.Save(Intervals, intervals);
        else
            _output.Delete(Intervals);
        if (charts && OverheadChart.Draw(results) is { } chart)
        {
            _output.Save(Svg, chart.ToSvg());
            _output.Save(Png, chart.ToPng());
            return;
        }

        _output.Delete(Svg);
        _output.Delete(Png);
    });
}
