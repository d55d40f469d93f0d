using System.Globalization;
using System.Text.Json;
using Sim.Scenarios.Files;
using Sim.Scenarios.Spec;

namespace Sim.Scenarios.Store;

/// <summary>Which study a store holds: two that differ in any of these give different results.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Hash">Its hash: its text, overrides and profiles.</param>
/// <param name="Overrides">What options changed in it.</param>
/// <param name="EveryCall">True if every call is executed.</param>
/// <param name="Uncertainty">Samples of guesses. Null for none.</param>
/// <param name="Shard">Which part of its cells. Null for all.</param>
/// <param name="Model">Which model computes it.</param>
public sealed record StudyIdentity(
    string Scenario, string Hash, IReadOnlyList<string> Overrides, bool EveryCall, int? Uncertainty, Shard? Shard, string Model)
{
    public static StudyIdentity Of(Scenario scenario, IReadOnlyList<string> overrides, bool everyCall, int? uncertainty, Shard? shard) =>
        new(scenario.Name, scenario.Hash, overrides, everyCall, uncertainty, shard, ModelVersion.Text);

    /// <summary>The study of a store; null where it has none.</summary>
    public static StudyIdentity? Of(IReadOnlyDictionary<string, string> facts) => !facts.ContainsKey("scenario") ? null : new(
        facts["scenario"],
        facts["hash"],
        JsonSerializer.Deserialize(facts["overrides"], FactJson.Default.StringArray) ?? [],
        facts["every_call"] == "true",
        facts["uncertainty"].Length > 0 ? int.Parse(facts["uncertainty"], CultureInfo.InvariantCulture) : null,
        Store.Shard.Read(facts["shard"]),
        facts["model"]);

    /// <summary>The same as facts of a store.</summary>
    public IEnumerable<KeyValuePair<string, string>> Facts =>
    [
        new("scenario", Scenario),
        new("hash", Hash),
        new("overrides", JsonSerializer.Serialize([.. Overrides], FactJson.Default.StringArray)),
        new("every_call", EveryCall ? "true" : "false"),
        new("uncertainty", Uncertainty?.ToString(CultureInfo.InvariantCulture) ?? ""),
        new("shard", Shard?.ToString() ?? ""),
        new("model", Model),
    ];

    /// <summary>In what <paramref name="there"/> differs, one clause each.</summary>
    public IEnumerable<string> Differences(StudyIdentity there)
    {
        if (there.Scenario != Scenario)
            yield return $"scenario {there.Scenario} there, {Scenario} here";
        else if (!there.Overrides.SequenceEqual(Overrides))
            yield return $"options {Text(there.Overrides)} there, {Text(Overrides)} here";
        else if (there.Hash != Hash)
            yield return $"the scenario, or a profile or file that it uses, has changed (hash {there.Hash} there, {Hash} here)";
        if (there.EveryCall != EveryCall)
            yield return $"--no-steady-state {(there.EveryCall ? "there" : "here")} only";
        if (there.Uncertainty != Uncertainty)
            yield return FormattableString.Invariant($"uncertainty {there.Uncertainty ?? 0} there, {Uncertainty ?? 0} here");
        if (there.Shard != Shard)
            yield return $"{there.Shard?.Name ?? "all cells"} there, {Shard?.Name ?? "all cells"} here";
        if (there.Model != Model)
            yield return $"model version {there.Model} there, {Model} here: another version of Sim computed it";
    }

    static string Text(IReadOnlyList<string> overrides) => overrides.Count == 0 ? "none" : string.Join(' ', overrides);
}
