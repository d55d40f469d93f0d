using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Reports.Results;
using Sim.Scenarios.Running;

namespace Sim.Cli.Output;

/// <summary>Rows of results.csv on stdout while a study runs. What goes wrong there does not stop the study.</summary>
sealed class RowsOnStdout(TextWriter output, IReadOnlyList<Cell> planned) : IDisposable
{
    readonly ResultsCsvStream _rows = new(output, planned, CellShape.First(planned));

    /// <summary>Why stdout does not have all rows. Null if it has.</summary>
    public string? Error { get; private set; }

    /// <inheritdoc cref="ResultsCsvStream.Add"/>
    public void Add(CellResult cell)
    {
        if (Error is not null)
            return;
        try
        {
            _rows.Add(cell);
        }
        catch (IOException exception)
        {
            Error = StandardStreams.Unwritten(exception);
        }
        catch (SimBug bug)
        {
            Error = $"bug: stdout is cut short, results.csv is whole: {bug.Message}";
        }
    }

    public void Dispose()
    {
        try
        {
            _rows.Dispose();
        }
        catch (IOException exception)
        {
            Error ??= StandardStreams.Unwritten(exception);
        }
    }
}
