using Sim.Reports.Cells;
using Sim.Scenarios.Files;
using Sim.Scenarios.Store;

namespace Sim.Cli.Output;

/// <summary>The files of one scenario in their directory. They appear together when all are written; until then a mark says that they are not there.</summary>
sealed class ResultFiles(string directory) : IDisposable
{
    readonly OutputDirectory _output = new(directory);

    StudyStore? _study;

    /// <inheritdoc cref="OutputDirectory.Written"/>
    public IReadOnlyList<string> Written => _output.Written;

    /// <summary>Where they go.</summary>
    public string Directory => directory;

    /// <summary>Finished runs.</summary>
    public RunStore Runs => _study!.Runs;

    /// <summary>Makes the directory and its store, before hours of simulation; the reason why that cannot be, or null.</summary>
    public string? Open(StudyIdentity identity, Scenario scenario, bool resume)
    {
        if (_output.Prepare() is { } error)
            return error;
        try
        {
            _study = StudyStore.Open(directory, identity, scenario, resume, ReportFiles.Names);
            return null;
        }
        catch (StoreException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Marks the results as unfinished.</summary>
    public void Interrupt(string progress) => _study!.Interrupt(progress);

    /// <summary>Marks the results as such that cannot be completed.</summary>
    public void Fail(string reason) => _study!.Fail(reason);

    /// <summary>Writes everything; the reason why that cannot be, or null: what was there before is then still there.</summary>
    /// <param name="results">What to write. Null for a shard, whose store is all that it gives.</param>
    /// <param name="charts">Whether charts are drawn.</param>
    /// <param name="keys">Runs that the results are made from.</param>
    public string? Write(ScenarioResults? results, bool charts, IReadOnlyCollection<string> keys)
    {
        var error = _output.Attempt(() =>
        {
            if (results is not null)
                ReportFiles.Stage(_output, results, charts);
            foreach (var name in results is null ? ReportFiles.Names : [])
                _output.StageRemoval(name);
            try
            {
                _study!.Finish(keys);
                _output.Commit();
                _study.Complete();
            }
            catch (StoreException exception)
            {
                throw new IOException(exception.Message, exception);
            }
        });
        if (error is not null)
            _output.Attempt(_output.Abandon);
        return error;
    }

    public void Dispose() => _study?.Dispose();
}
