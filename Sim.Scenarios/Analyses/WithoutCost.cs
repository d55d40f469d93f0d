using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Profiles;

namespace Sim.Scenarios.Analyses;

/// <summary>Cells on a core of which one thing takes no time.</summary>
public static class WithoutCost
{
    // Cycles beyond what is needed anyway. Widths and sizes cannot be 0.
    static readonly string[] Costs =
    [
        "branches.btb.bubble", "branches.btb_2.bubble", "branches.btb_3.bubble", "branches.btb_miss_bubble", "branches.mispredict_cycles",
        "back_end.multiply_32", "back_end.multiply_64", "back_end.divide_32", "back_end.divide_64", "back_end.crc32", "back_end.vector_move", "back_end.drain_cycles",
        "forwarding.latency", "forwarding.extra_per_store", "forwarding.fail_latency", "forwarding.release_latency",
        "ordering.store_release", "ordering.load_acquire", "ordering.dmb", "ordering.dsb", "ordering.isb", "ordering.atomic",
        "ordering.exception_entry", "ordering.exception_return",
    ];

    /// <summary>The keys of the scenario's cores that can be 0.</summary>
    public static IReadOnlyList<string> KeysOf(Scenario scenario) =>
        [.. Costs.Where(cost => scenario.Cores.Any(core => core.Provenance.Any(value => value.Key == cost)))];

    /// <summary>What is set, what it was, and what that is: <c>forwarding.latency is 0 instead of 4: ...</c>.</summary>
    /// <param name="scenario">Whose cell it is.</param>
    /// <param name="cell">The cell as it was.</param>
    /// <param name="key">One of <see cref="KeysOf"/>.</param>
    public static string MeaningOf(Scenario scenario, Cell cell, string key)
    {
        var value = scenario.Cores.First(core => ReferenceEquals(core.Value, cell.Spec.Core)).Provenance.First(value => value.Key == key).Value;
        var sentence = ProfileKind.Core.Keys.First(known => known.Path == key).Sentence;
        var meaning = char.IsLower(sentence[1]) ? $"{char.ToLowerInvariant(sentence[0])}{sentence[1..]}" : sentence;
        return $"{key} is 0{(value == "0" ? ", as it was" : $" instead of {value}")}. It is: {meaning}";
    }

    /// <summary>The cell with <paramref name="key"/> of its core set to 0, or null with what to type instead.</summary>
    /// <param name="scenario">Whose cell it is.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="key">Path in the core's file, one of <see cref="KeysOf"/>.</param>
    public static (Cell? Cell, string? Mistake) Of(Scenario scenario, Cell cell, string key)
    {
        var keys = KeysOf(scenario);
        if (!keys.Contains(key))
            return (null, $"'{key}' is no cost of a core that can be 0\n hint: {NearestName.Hint(key, keys)}");
        var profile = scenario.Cores.First(core => ReferenceEquals(core.Value, cell.Spec.Core));
        return profile.Vary(new Dictionary<string, double> { [key] = 0 }) is { } core
            ? (cell with { Spec = cell.Spec with { Core = core } }, null)
            : (null, $"'{key}' cannot be 0 on {cell.Spec.Core.Name}: its other values do not allow that");
    }
}
