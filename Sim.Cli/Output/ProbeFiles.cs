using Sim.Core.Probes;
using Sim.Reports.Probes;

namespace Sim.Cli.Output;

/// <summary>The files of one core's probe in their directory.</summary>
sealed class ProbeFiles(string directory)
{
    const string Svg = "probe.svg";
    const string Png = "probe.png";

    readonly OutputDirectory _output = new(directory);

    /// <inheritdoc cref="OutputDirectory.Written"/>
    public IReadOnlyList<string> Written => _output.Written;

    /// <inheritdoc cref="OutputDirectory.Prepare"/>
    public string? Prepare() => _output.Prepare();

    /// <summary>Writes everything; the reason why that cannot be, or null.</summary>
    public string? Write(ProbeResult result, bool charts) => _output.Attempt(() =>
    {
        _output.Save("probe.csv", ProbeCsv.Findings([result]));
        _output.Save("curves.csv", ProbeCsv.Curves(result));
        _output.Save("forwarding.csv", ProbeCsv.Forwarding(result));
        if (charts)
        {
            var chart = ProbeChart.Draw(result, SimVersion.Text);
            _output.Save(Svg, chart.ToSvg());
            _output.Save(Png, chart.ToPng());
            return;
        }

        _output.Delete(Svg);
        _output.Delete(Png);
    });
}
