namespace Sim.Scenarios.Store;

/// <summary>How far the results in a directory are.</summary>
public enum ResultsState
{
    /// <summary>Nothing says that they are not.</summary>
    Complete,

    /// <summary>There are none: a run has not finished, or it was a shard.</summary>
    Unfinished,

    /// <summary>They are complete, and a later run into the directory is not.</summary>
    Earlier,

    /// <summary>The store is complete; other files may be of an earlier run.</summary>
    Replacing,
}

/// <summary>A directory that runs write to.</summary>
/// <remarks>
/// A run into a directory with a finished study works in <see cref="RunningName"/>, which takes the place of the finished store at the end; then come the other files;
/// then the mark goes. So the mark beside a finished store and no other says that the files are being replaced.
/// </remarks>
public static class ResultsDirectory
{
    /// <summary>The store of a run that is not finished, where <see cref="StudyStore.FileName"/> is one that is.</summary>
    public const string RunningName = "running.db";

    /// <summary>The state of a store whose study cannot be completed.</summary>
    internal const string Failed = "failed";

    /// <summary>The state of what is in <paramref name="directory"/>.</summary>
    public static ResultsState StateOf(string directory) => !ResultsMark.IsIn(directory) ? ResultsState.Complete
        : !HasWholeStudy(directory) ? ResultsState.Unfinished
        : HasUnfinished(directory) ? ResultsState.Earlier : ResultsState.Replacing;

    /// <summary>The shard whose runs are all in the directory's store; null if that is no shard or not finished.</summary>
    public static Shard? FinishedShard(string directory) =>
        Facts(directory, StudyStore.FileName) is { } facts && facts.GetValueOrDefault("state") == "complete" ? StudyIdentity.Of(facts)?.Shard : null;

    /// <summary>What is to be said of results that a later run has not replaced; null if there is no such run.</summary>
    public static string? Remark(string directory)
    {
        if (StateOf(directory) != ResultsState.Earlier)
            return null;
        var (finished, later) = (Identity(directory, StudyStore.FileName), Identity(directory, RunningName));
        return $"{directory} also has an unfinished run{(later is null ? "" : $" of {later.Scenario} {later.Hash}")}: these results are of the run before, {finished?.Scenario} {finished?.Hash}";
    }

    /// <summary>Whether a run has begun there and not finished, beside a finished study.</summary>
    public static bool HasUnfinished(string directory) => File.Exists(Path.Combine(directory, RunningName));

    /// <summary>The facts of a store in the directory; null if it has none or they cannot be read.</summary>
    internal static IReadOnlyDictionary<string, string>? Facts(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        if (!File.Exists(path))
            return null;
        try
        {
            using var store = RunStore.OpenToRead(path);
            return store.Facts;
        }
        catch (StoreException)
        {
            return null;
        }
    }

    static bool HasWholeStudy(string directory) =>
        Facts(directory, StudyStore.FileName) is { } facts && facts.GetValueOrDefault("state") == "complete" && facts.GetValueOrDefault("shard") == "";

    static StudyIdentity? Identity(string directory, string name) => Facts(directory, name) is { } facts ? StudyIdentity.Of(facts) : null;
}
