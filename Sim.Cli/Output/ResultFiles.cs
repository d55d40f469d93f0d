using System.Text;
using Sim.Reports.Charts;
using Sim.Reports.Results;

namespace Sim.Cli.Output;

/// <summary>The files of one scenario in their directory.</summary>
/// <remarks>Each is written under another name and then renamed: a file that is there is whole.</remarks>
sealed class ResultFiles(string directory)
{
    const string Svg = "overhead.svg";
    const string Png = "overhead.png";

    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    readonly List<string> _written = [];

    /// <summary>Paths of what was written, in order.</summary>
    public IReadOnlyList<string> Written => _written;

    /// <summary>Makes the directory and tries to write there, before hours of simulation; the reason why that cannot be, or null.</summary>
    public string? Prepare() => Attempt(() =>
    {
        Directory.CreateDirectory(directory);
        var trial = Temporary("trial");
        File.WriteAllBytes(trial, []);
        File.Delete(trial);
    });

    /// <summary>Writes everything; the reason why that cannot be, or null.</summary>
    public string? Write(ScenarioResults results, bool charts) => Attempt(() =>
    {
        Save("results.csv", Utf8.GetBytes(ResultsCsv.Write(results.Cells)));
        Save("results.json", Utf8.GetBytes(ResultsJson.Write(results)));
        if (charts && OverheadChart.Draw(results) is { } chart)
        {
            Save(Svg, Utf8.GetBytes(chart.ToSvg()));
            Save(Png, chart.ToPng());
            return;
        }

        // What an earlier run drew does not belong to these results.
        File.Delete(Path.Combine(directory, Svg));
        File.Delete(Path.Combine(directory, Png));
    });

    void Save(string name, byte[] content)
    {
        var temporary = Temporary(name);
        try
        {
            File.WriteAllBytes(temporary, content);
            var path = Path.Combine(directory, name);
            File.Move(temporary, path, overwrite: true);
            _written.Add(path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // With the process in its name, so that two runs into one directory do not write into each other's file.
    string Temporary(string name) => Path.Combine(directory, FormattableString.Invariant($".{name}.{Environment.ProcessId}.tmp"));

    string? Attempt(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"cannot write to {directory}: {exception.Message.ReplaceLineEndings(" ")}";
        }
    }
}
