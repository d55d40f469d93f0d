using Sim.Scenarios.Files;

namespace Sim.Scenarios.Store;

/// <summary>The directory of a study while it runs: its store, and the mark that its results are not there yet.</summary>
public sealed class StudyStore : IDisposable
{
    /// <summary>Name of the store.</summary>
    public const string FileName = "results.db";

    /// <summary>The file that is in a directory as long as its results are not complete.</summary>
    public const string MarkName = "INCOMPLETE";

    readonly string _directory;
    readonly StudyIdentity _identity;

    StudyStore(string directory, StudyIdentity identity, RunStore runs) => (_directory, _identity, Runs) = (directory, identity, runs);

    public RunStore Runs { get; }

    /// <summary>Opens or makes the store of a directory that exists, for this process alone.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="identity">The study that will run.</param>
    /// <param name="scenario">What it is read from, for whoever puts shards together or makes reports again.</param>
    /// <param name="resume">True to go on with what is there, which must be the same study.</param>
    /// <exception cref="StoreException">It is in use, is of another study, or cannot be written.</exception>
    public static StudyStore Open(string directory, StudyIdentity identity, Scenario scenario, bool resume)
    {
        var runs = RunStore.Open(Path.Combine(directory, FileName), shared: false);
        try
        {
            if (StudyIdentity.Of(runs.Facts) is { } there && (resume || (there.Shard is not null && there.Shard != identity.Shard)))
                Refuse(directory, identity, there, resume);
            var study = new StudyStore(directory, identity, runs);
            study.Mark("running");
            runs.SetFacts([.. identity.Facts, new("file", scenario.File), new("path", Path.GetFullPath(scenario.File)), new("state", "running")]);
            runs.SetInputs(scenario.Inputs);
            return study;
        }
        catch
        {
            runs.Dispose();
            throw;
        }
    }

    /// <summary>Says that the study was stopped, and how to go on.</summary>
    public void Interrupt(string progress)
    {
        Runs.Flush();
        Mark($"interrupted: {progress}");
    }

    /// <summary>Marks the study as done, and drops what earlier ones left in the store.</summary>
    /// <param name="keys">Runs that it used.</param>
    public void Complete(IReadOnlyCollection<string> keys)
    {
        Runs.Retain(keys);
        Runs.SetFacts(Runs.Facts.Where(fact => fact.Key != "state").Append(new("state", "complete")));
        if (_identity.Shard is { } shard)
            Mark($"{shard.Name}, complete: sim merge puts all shards together");
        else
            File.Delete(Path.Combine(_directory, MarkName));
    }

    public void Dispose() => Runs.Dispose();

    static void Refuse(string directory, StudyIdentity identity, StudyIdentity there, bool resume)
    {
        var differences = identity.Differences(there).ToList();
        if (differences.Count > 0)
        {
            var what = resume ? "--resume cannot go on with it" : "give each shard a directory of its own";
            throw new StoreException($"{directory} holds another study: {string.Join("; ", differences)}; {what}");
        }
    }

    void Mark(string state)
    {
        var path = Path.Combine(_directory, MarkName);
        try
        {
            File.WriteAllText(path, $"""
                {_identity.Scenario} {_identity.Hash}: {state}
                Finished runs are in {FileName}; 'sim run' with the same words and --resume computes the rest.
                Other results in this directory are of an earlier run.

                """);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"cannot write {path}: {exception.Message}", exception);
        }
    }
}
