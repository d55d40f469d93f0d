using Sim.Scenarios.Files;

namespace Sim.Scenarios.Store;

/// <summary>A study while it runs: its store, and the mark that its results are not there yet.</summary>
public sealed class StudyStore : IDisposable
{
    /// <summary>Name of the store of a finished study, and of one that runs where there was none.</summary>
    public const string FileName = "results.db";

    readonly string _directory;
    readonly StudyIdentity _identity;
    readonly ResultsMark _mark;
    readonly IReadOnlyList<string> _exports;

    StudyStore(string directory, StudyIdentity identity, ResultsMark mark, RunStore runs, IReadOnlyList<string> exports) =>
        (_directory, _identity, _mark, Runs, _exports) = (directory, identity, mark, runs, exports);

    public RunStore Runs { get; }

    /// <summary>Opens or makes the store of a directory that exists, for this process alone. A finished study that is there stays as it is until this one is done.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="identity">The study that will run.</param>
    /// <param name="scenario">What it is read from, for whoever puts shards together or makes reports again.</param>
    /// <param name="resume">True to go on with what is there, which must be the same study.</param>
    /// <param name="exports">Names of the files that are made from a store.</param>
    /// <exception cref="StoreException">It is in use, is of another study, or cannot be written.</exception>
    public static StudyStore Open(string directory, StudyIdentity identity, Scenario scenario, bool resume, IReadOnlyList<string> exports)
    {
        var mark = ResultsMark.Take(directory);
        RunStore? runs = null;
        var begun = false;
        try
        {
            var aside = ResultsDirectory.HasUnfinished(directory);
            if (!aside && ResultsDirectory.Facts(directory, FileName) is { } finished && finished.GetValueOrDefault("state") == "complete"
                && (!resume || (mark.WasEmpty && StudyIdentity.Of(finished) is { } there && identity.Differences(there).Any())))
            {
                Refuse(directory, identity, finished, resume: false, unfinished: 0);
                // The end of the run did not replace all of them: they would pass for those of the finished study.
                foreach (var name in mark.WasThere ? exports : [])
                    File.Delete(Path.Combine(directory, name));
                aside = true;
            }

            runs = RunStore.Open(Path.Combine(directory, aside ? ResultsDirectory.RunningName : FileName), shared: false);
            Refuse(directory, identity, runs.Facts, resume, unfinished: runs.Facts.GetValueOrDefault("state") is "complete" or ResultsDirectory.Failed ? 0 : runs.Count);
            var study = new StudyStore(directory, identity, mark, runs, exports);
            begun = true;
            study.Mark("running");
            runs.SetFacts([.. identity.Facts, new("file", scenario.File), new("path", Path.GetFullPath(scenario.File)), new("state", "running")]);
            runs.SetInputs(scenario.Inputs);
            return study;
        }
        catch (Exception exception)
        {
            runs?.Dispose();
            if (!begun && !mark.WasThere)
                mark.Remove();
            mark.Dispose();
            if (exception is IOException or UnauthorizedAccessException)
                throw new StoreException($"cannot write to {directory}: {exception.Message}", exception);
            throw;
        }
    }

    /// <summary>Says that the study was stopped, and how to go on.</summary>
    public void Interrupt(string progress)
    {
        Runs.Flush();
        Mark($"interrupted: {progress}");
    }

    /// <summary>Says that the study cannot be completed as it is: the next run begins anew, whatever its study.</summary>
    public void Fail(string reason)
    {
        Runs.Flush();
        Runs.SetFacts(Runs.Facts.Where(fact => fact.Key != "state").Append(new("state", ResultsDirectory.Failed)));
        _mark.Write(Headed($"failed: {reason}") + $"What was finished is in {Path.GetFileName(Runs.Path)}. Once the mistake is mended, 'sim run' without --resume begins anew.\n");
    }

    /// <summary>The study is done: what earlier ones left in the store is dropped, and it takes the place of the finished one that was there.</summary>
    /// <param name="keys">Runs that it used.</param>
    /// <exception cref="StoreException">It cannot be written: what was there before still is.</exception>
    public void Finish(IReadOnlyCollection<string> keys)
    {
        Runs.Retain(keys);
        Runs.SetFacts(Runs.Facts.Where(fact => fact.Key != "state").Append(new("state", "complete")));
        Runs.Seal();
        Runs.Dispose();
        // Whoever read the store meanwhile left it.
        File.Delete(Runs.Path + "-shm");
        var path = Path.Combine(_directory, FileName);
        if (Runs.Path == path)
            return;
        // The log of another store would be taken for this one's.
        foreach (var end in (string[])["-wal", "-shm"])
            File.Delete(path + end);
        File.Move(Runs.Path, path, overwrite: true);
    }

    /// <summary>All files that are made from the store are there too.</summary>
    public void Complete()
    {
        if (_identity.Shard is { } shard)
            _mark.Write(Headed($"{shard.Name}, complete: sim merge puts all shards together"));
        else
            _mark.Remove();
    }

    public void Dispose()
    {
        Runs.Dispose();
        _mark.Dispose();
    }

    static void Refuse(string directory, StudyIdentity identity, IReadOnlyDictionary<string, string> facts, bool resume, long unfinished)
    {
        if (StudyIdentity.Of(facts) is not { } there || (!resume && unfinished == 0 && (there.Shard is null || there.Shard == identity.Shard)))
            return;
        var differences = identity.Differences(there).ToList();
        if (differences.Count > 0)
        {
            var what = resume ? "--resume cannot go on with it"
                : unfinished > 0 && there.Shard == identity.Shard ? $"it has {unfinished:N0} finished runs and is not complete: go on with it by --resume, delete it, or give another directory"
                : "give each shard a directory of its own";
            throw new StoreException($"{directory} holds another study: {string.Join("; ", differences)}; {what}");
        }
    }

    void Mark(string state)
    {
        var name = Path.GetFileName(Runs.Path);
        _mark.Write(Headed(state) + $"Finished runs are in {name}; 'sim run' with the same words and --resume computes the rest.\n"
            + (name != FileName ? "All other files are of an earlier run, which is complete.\n"
                : _exports.Any(export => File.Exists(Path.Combine(_directory, export))) ? "Other results in this directory are of an earlier run.\n" : ""));
    }

    string Headed(string state) => $"{_identity.Scenario} {_identity.Hash}: {state}\n";
}
