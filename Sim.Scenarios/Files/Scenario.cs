using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Checks;
using Sim.Scenarios.Keys;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Reading;
using Sim.Scenarios.Spec;
using Sim.Scenarios.Sweeps;

namespace Sim.Scenarios.Files;

/// <summary>A question, and the cells whose results answer it.</summary>
public sealed record Scenario
{
    /// <summary>Name of its file, without extension.</summary>
    public required string Name { get; init; }

    /// <summary>The comment in the first line of its file.</summary>
    public required string Question { get; init; }

    /// <summary>Path as the user gave it.</summary>
    public required string File { get; init; }

    /// <summary>What is simulated, in plan order: by kernel, then core, then strategy, then sweep entry, then its values, the last one fastest.</summary>
    public required IReadOnlyList<Cell> Cells { get; init; }

    /// <summary>Searches among the cells: of theirs, only those are run that they need.</summary>
    public IReadOnlyList<CellSearch> Searches { get; init; } = [];

    /// <summary>The same without their names.</summary>
    public IReadOnlyList<CellSpec> Specs => [.. Cells.Select(cell => cell.Spec)];

    /// <summary>Figures to compare with. Null where the scenario names none.</summary>
    public MeasurementFile? Measurements { get; init; }

    /// <summary>What the results must keep: budgets, then expectations.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>What its chart shows. Null: what follows from the data.</summary>
    public ChartOverride? Charts { get; init; }

    /// <summary>
    /// What a reader of the results must know, one sentence each: what a try of the user's own trampolines and tracers showed that is no mistake, what a profile or trace lost.
    /// </summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Seed of everything random; 0 or more.</summary>
    public long Seed { get; init; }

    /// <summary>How many seeds cells are run with that depend on it, 2 to <see cref="MaxSeeds"/>. Null for this one only.</summary>
    public int? Seeds { get; init; }

    /// <summary>By profile name: source or guess of each value of the cores and kernels used.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Provenance>> Provenance { get; init; }

    /// <summary>The cores used: of one name several, where a sweep varies its values.</summary>
    public IReadOnlyList<Profile<CoreProfile>> Cores { get; init; } = [];

    /// <summary>The files that all of this was read from.</summary>
    public IReadOnlyList<InputFile> Inputs { get; init; } = [];

    /// <summary>First 12 hexadecimal digits of the SHA-256 of the texts of scenario, overrides and profiles.</summary>
    public required string Hash { get; init; }

    /// <summary>True if cells differ in where their stack begins: it is then no longer open.</summary>
    public bool SweepsStack { get; init; }

    /// <summary>Every so many cells of the plan, which one of several machines runs; each keeps its index.</summary>
    /// <param name="shard">Which of them, from 0.</param>
    /// <param name="shards">How many there are, 1 or more.</param>
    public Scenario Shard(int shard, int shards)
    {
        // A search is not divided: it goes to one shard with all its cells.
        var sought = Searches.Index().SelectMany(search => search.Item.Candidates, (search, candidate) => (candidate.Cell, search.Index)).ToDictionary(item => item.Cell, item => item.Index);
        return this with
        {
            Cells = [.. Cells.Where(cell => (sought.TryGetValue(cell.Index, out var search) ? search : cell.Index) % shards == shard)],
            Searches = [.. Searches.Where((_, index) => index % shards == shard)],
        };
    }

    /// <summary>The same with every call executed, also where the machine's state repeats exactly.</summary>
    public Scenario ExecutingEveryCall() => this with
    {
        Cells = [.. Cells.Select(cell => PlannedCell.Of(cell.Spec with { SteadyState = false }, cell.Scenario, cell.Index, cell.Seed))],
    };

    /// <summary>Most seeds.</summary>
    public const int MaxSeeds = ScenarioKeys.MaxSeeds;
}
