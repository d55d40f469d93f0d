using Sim.Scenarios.Store;

namespace Sim.Scenarios.Running;

/// <summary>Runs that need not be simulated again: those of an interrupted study, and those of a cache.</summary>
/// <param name="results">Keeps what is done. Null for nothing.</param>
/// <param name="resumes">True if what it has is used.</param>
/// <param name="cache">Keeps and gives runs of all studies. Null for none.</param>
public sealed class KnownRuns(RunStore? results, bool resumes, RunStore? cache)
{
    readonly HashSet<string> _used = [];

    bool _isClosed;

    // In the store since this study began: a search goes back to them.
    readonly HashSet<string> _kept = [];

    /// <summary>The runs of a finished study, and no others: what is missing is an error.</summary>
    public static KnownRuns Only(RunStore results) => new(results, true, null) { _isClosed = true };

    /// <summary>Nothing is kept.</summary>
    public static KnownRuns None => new(null, false, null);

    /// <summary>Runs that were simulated.</summary>
    public int Computed { get; private set; }

    /// <summary>Runs that an interrupted study or the cache had.</summary>
    public int Reused { get; private set; }

    /// <summary>Keys of all runs that were asked for.</summary>
    public IReadOnlyCollection<string> Used => _used;

    /// <summary>Why the cache keeps nothing any more. Null if it does.</summary>
    public string? CacheFailure { get; private set; }

    /// <summary>What is known of a run; null if it must be simulated.</summary>
    internal StoredRun? Find(string key)
    {
        _used.Add(key);
        if (_isClosed)
            return results!.FindEvenFailed(key) ?? throw new StoreException($"{results.Path} lacks a run of its study: 'sim run' with the same words and --resume computes it");
        if (results is not null && _kept.Contains(key))
        {
            results.Flush();
            return results.Find(key);
        }

        var outcome = resumes ? results?.Find(key) : null;
        if (outcome is null && cache?.FindRow(key) is { } found)
        {
            results?.Keep(found.Row);
            outcome = found.Outcome;
        }

        if (outcome is not null)
        {
            Reused++;
            _kept.Add(key);
        }

        return outcome;
    }

    /// <summary>Keeps a run that was simulated; not for several threads at once.</summary>
    internal void Keep(string key, StoredRun outcome)
    {
        Computed++;
        _kept.Add(key);
        results?.Keep(key, outcome);
        if (cache is null || CacheFailure is not null)
            return;
        try
        {
            cache.Keep(key, outcome);
        }
        catch (StoreException exception)
        {
            CacheFailure = exception.Message;
        }
    }
}
