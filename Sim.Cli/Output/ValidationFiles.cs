using Sim.Core.Runs;
using Sim.Reports.Charts;
using Sim.Reports.Results;

namespace Sim.Cli.Output;

/// <summary>The files of a validation in their directory.</summary>
sealed class ValidationFiles(string directory)
{
    const string Csv = "validation.csv";
    const string Svg = "validation.svg";
    const string Png = "validation.png";

    readonly OutputDirectory _output = new(directory);

    /// <summary>All names that they may have.</summary>
    public static IReadOnlyList<string> Names { get; } = [Csv, Svg, Png];

    /// <inheritdoc cref="OutputDirectory.Written"/>
    public IReadOnlyList<string> Written => _output.Written;

    /// <inheritdoc cref="OutputDirectory.Prepare"/>
    public string? Prepare() => _output.Prepare();

    /// <summary>Writes everything; the reason why that cannot be, or null.</summary>
    public string? Write(string title, IReadOnlyList<ValidationRow> rows) => _output.Attempt(() =>
    {
        _output.Save(Csv, ValidationCsv.Write(rows));
        if (ValidationChart.Draw(title, rows, SimVersion.Text) is { } chart)
        {
            _output.Save(Svg, chart.ToSvg());
            _output.Save(Png, chart.ToPng());
            return;
        }

        _output.Delete(Svg);
        _output.Delete(Png);
    });
}
