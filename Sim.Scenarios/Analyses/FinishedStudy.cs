using Sim.Core.Diagnostics;
using Sim.Scenarios.Files;
using Sim.Scenarios.Reading;
using Sim.Scenarios.Running;
using Sim.Scenarios.Store;

namespace Sim.Scenarios.Analyses;

/// <summary>A study that ran to its end, read back from its directory alone.</summary>
/// <param name="Scenario">What was planned.</param>
/// <param name="Results">What was found.</param>
public sealed record FinishedStudy(Scenario Scenario, StudyResults Results)
{
    /// <summary>The study in <paramref name="directory"/>. Nothing is simulated, and no other file of the user is read.</summary>
    /// <exception cref="StoreException">It is not there, not finished, or of another version of Sim.</exception>
    public static FinishedStudy Read(string directory)
    {
        var path = Path.Combine(directory, StudyStore.FileName);
        if (!File.Exists(path))
            throw new StoreException($"{directory} has no {StudyStore.FileName}: it is no directory of a run");
        using var store = RunStore.OpenToRead(path);
        var facts = store.Facts;
        if (StudyIdentity.Of(facts) is not { } identity)
            throw new StoreException($"{path} says nothing about its study");
        if (identity.Shard is { } shard)
            throw new StoreException($"{directory} is {shard.Name}: 'sim merge' puts all shards together");
        if (facts["state"] != "complete")
            throw new StoreException($"{directory} is not complete: {(facts["state"] == ResultsDirectory.Failed ? $"cells failed, see {Path.Combine(directory, ResultsMark.FileName)}" : "run it with --resume")}");
        if (store.Inputs is not { Count: > 0 } inputs)
            throw new StoreException($"{path} does not have the scenario: an earlier version of Sim wrote it; 'sim run' with the same words and --resume adds it");

        using var files = InputFiles.Only(inputs);
        var mistakes = new DiagnosticBag();
        if (ScenarioFile.ReadAt(InputFiles.PathOf(inputs[0].Path), identity.Overrides, mistakes) is not { } scenario)
            throw new StoreException($"this version of Sim does not take the scenario in {path}: {mistakes.First()}");
        if (StudyIdentity.Of(scenario, identity.Overrides, identity.EveryCall, identity.Uncertainty, null).Differences(identity).ToList() is { Count: > 0 } differences)
            throw new StoreException($"{directory} holds another study than this version of Sim reads: {string.Join("; ", differences)}");
        var runner = new Runner(1) { Known = KnownRuns.Only(store) };
        return new(scenario, new Study(identity.EveryCall ? scenario.ExecutingEveryCall() : scenario, identity.Uncertainty).Run(runner));
    }
}
