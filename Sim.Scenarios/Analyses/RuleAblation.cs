using System.Globalization;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Reading;
using Sim.Scenarios.Running;

namespace Sim.Scenarios.Analyses;

/// <summary>What each rule that a core file may leave out is worth: the same cells on cores without it, the other rules as they are.</summary>
public static class RuleAblation
{
    static readonly Metric Overhead = Metric.Find("overhead_ns")!;

    /// <summary>A row for the cores as they are, then one for each rule that any of them has, in the order of a core file.</summary>
    /// <param name="scenario">Whose cells they are.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="runner">Simulates the variants.</param>
    public static IReadOnlyList<RuleRow> Of(Scenario scenario, IReadOnlyList<Cell> cells, Runner runner)
    {
        List<Profile<CoreProfile>> cores = [.. cells.Select(cell => scenario.Cores.First(core => ReferenceEquals(core.Value, cell.Spec.Core)))];
        List<(string Key, string None, IReadOnlyList<CoreProfile?> Cores)> variants =
        [
            ("", "", [.. cores.Select(core => core.Value)]),
            .. ProfileKind.Core.Keys.Where(key => key.Default is not null)
                .Select(key => (key.Path, None: TextOf(key), Cores: (IReadOnlyList<CoreProfile?>)[.. cores.Select(core => Without(core, key))]))
                .Where(variant => variant.Cores.Any(core => core is not null)),
        ];
        List<(int Variant, int Cell, CellSpec Spec)> wanted =
        [
            .. from variant in variants.Index()
               from cell in cells.Index()
               where variant.Item.Cores[cell.Index] is not null
               select (variant.Index, cell.Index, cell.Item.Spec with { Core = variant.Item.Cores[cell.Index]!, Interval = 0 }),
        ];
        var results = runner.Run(scenario.Name, wanted.Select(run => run.Spec));
        runner.ThrowIfCancelled();
        var found = wanted.Zip(results).ToDictionary(pair => (pair.First.Variant, pair.First.Cell), pair => Overhead.Of(pair.Second));
        return [.. variants.Select((variant, row) => new RuleRow(variant.Key, variant.None, [.. cells.Select((_, cell) => found.GetValueOrDefault((row, cell)))]))];
    }

    /// <summary>The rules of <paramref name="core"/> that its file may leave out, in the order of the file: key, the value without which nothing of it happens, and the core then.</summary>
    /// <remarks>A rule that cannot go without another is missing.</remarks>
    public static IReadOnlyList<(string Key, string None, CoreProfile Core)> RulesOf(Profile<CoreProfile> core) =>
    [
        .. ProfileKind.Core.Keys.Where(key => key.Default is not null)
            .Select(key => (Key: key.Path, None: TextOf(key), Core: Without(core, key)))
            .Where(rule => rule.Core is not null)
            .Select(rule => (rule.Key, rule.None, rule.Core!)),
    ];

    // Null if the core has no such rule.
    static CoreProfile? Without(Profile<CoreProfile> core, ProfileKey key)
    {
        var none = TextOf(key);
        if (core.Provenance.FirstOrDefault(value => value.Key == key.Path) is not { } given || given.Value == none)
            return null;
        var place = new TextFile(key.Path, "").Span(0, 0, 0);
        return core.With([new Setting(new(place, key.Path), new Scalar(place, none))], [])?.Value;
    }

    static string TextOf(ProfileKey key) => key.Default is bool truth ? (truth ? "true" : "false") : Convert.ToString(key.Default, CultureInfo.InvariantCulture)!;
}
