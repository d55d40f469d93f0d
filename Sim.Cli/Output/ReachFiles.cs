using Sim.Reports.Layouts;

namespace Sim.Cli.Output;

/// <summary>The chart of what branches reach, in its directory.</summary>
sealed class ReachFiles(string directory)
{
    readonly OutputDirectory _output = new(directory);

    /// <inheritdoc cref="OutputDirectory.Written"/>
    public IReadOnlyList<string> Written => _output.Written;

    /// <inheritdoc cref="OutputDirectory.Prepare"/>
    public string? Prepare() => _output.Prepare();

    /// <summary>Draws; the reason why that cannot be, or null.</summary>
    public string? Write(BuildReach reach) => _output.Attempt(() =>
    {
        var chart = ReachChart.Draw(reach, SimVersion.Text);
        _output.Save("reach.svg", chart.ToSvg());
        _output.Save("reach.png", chart.ToPng());
    });
}
