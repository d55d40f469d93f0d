using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Store;

/// <summary>All shards of one study.</summary>
/// <param name="Identity">The study, without a shard.</param>
/// <param name="Stores">Their stores.</param>
/// <param name="ScenarioPath">Where the scenario's file was.</param>
public sealed record ShardSet(StudyIdentity Identity, IReadOnlyList<string> Stores, string ScenarioPath)
{
    /// <summary>The shards in these directories, in any order.</summary>
    /// <exception cref="StoreException">One is missing, unfinished, there twice, or of another study.</exception>
    public static ShardSet Read(IReadOnlyList<string> directories)
    {
        var shards = directories.Select(Read).ToList();
        var first = shards[0];
        foreach (var shard in shards.Skip(1))
        {
            var differences = first.Identity.Differences(shard.Identity with { Shard = first.Identity.Shard }).ToList();
            if (shard.Shard.Count != first.Shard.Count)
                differences.Add(FormattableString.Invariant($"{shard.Shard.Count} shards there, {first.Shard.Count} here"));
            if (differences.Count > 0)
                throw new StoreException($"{shard.Directory} is not of the same study as {first.Directory}: {string.Join("; ", differences)}");
        }

        if (shards.GroupBy(shard => shard.Shard.Index).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new StoreException($"{twice.First().Shard.Name} is given twice: {string.Join(", ", twice.Select(shard => shard.Directory))}");
        var missing = Enumerable.Range(0, first.Shard.Count).Except(shards.Select(shard => shard.Shard.Index)).ToList();
        if (missing.Count > 0)
            throw new StoreException($"missing of {first.Shard.Count} shards: {string.Join(", ", missing)}");
        return new(first.Identity with { Shard = null }, [.. shards.Select(shard => Path.Combine(shard.Directory, StudyStore.FileName))], first.Scenario);
    }

    static (string Directory, StudyIdentity Identity, Shard Shard, string Scenario) Read(string directory)
    {
        var path = Path.Combine(directory, StudyStore.FileName);
        if (!File.Exists(path))
            throw new StoreException($"{directory} has no {StudyStore.FileName}: it is no directory of a run");
        using var store = RunStore.OpenToRead(path);
        var facts = store.Facts;
        // Whether or not they are read again: they belong to the study.
        foreach (var input in store.Inputs.Select(input => input.Path).Concat([facts.GetValueOrDefault("file"), facts.GetValueOrDefault("path")]).OfType<string>())
            FilesRead.Add(input);
        if (StudyIdentity.Of(facts) is not { } identity)
            throw new StoreException($"{path} says nothing about its study");
        if (identity.Shard is not { } shard)
            throw new StoreException($"{directory} is no shard: it was run without --shard");
        if (facts["state"] != "complete")
            throw new StoreException($"{shard.Name} in {directory} is not complete: run it with --resume");
        return (directory, identity, shard, File.Exists(facts["file"]) || !File.Exists(facts["path"]) ? facts["file"] : facts["path"]);
    }
}
