using System.CommandLine;
using Sim.Cli.Usage;
using Sim.Scenarios.Store;

namespace Sim.Cli.Verbs;

/// <summary>What <c>sim run</c> takes.</summary>
sealed class RunOptions
{
    readonly Argument<string[]> _paths = Options.Words("SCENARIO", "Scenario files, or names from 'sim list scenarios'", least: 1);
    readonly Option<string?> _out = new("--out")
    {
        HelpName = "DIR",
        Description = "Where the files go; with several scenarios, each gets a directory of its name there; default: out/<scenario>",
    };
    readonly Option<string[]> _set = Set();
    readonly Option<long?> _jobs = Options.Jobs();
    readonly Option<long?> _seed = Options.Number("--seed", "S", "Seed of everything random; default: the scenario's", 0, long.MaxValue);
    readonly Option<long?> _seeds = Options.Number(
        "--seeds", "N", "Run each cell that draws random values with N seeds: means with 95 % confidence intervals; default: the scenario's", 2, 1000);
    readonly Option<string> _format = Options.Format("table", "csv", "json", "markdown");
    readonly Option<bool> _noCharts = new("--no-charts") { Description = "Draw nothing" };
    readonly Option<bool> _noSteadyState = new("--no-steady-state")
    {
        Description = "Execute every call, even where the machine's state repeats exactly; slower, same numbers",
    };
    readonly Option<long?> _uncertainty = Uncertainty();
    readonly Option<bool> _resume = new("--resume") { Description = "Continue an interrupted run in the same directory" };
    readonly Option<Shard?> _shard = new("--shard")
    {
        HelpName = "I/N",
        Description = "Run every N-th cell, from cell I on (I from 0); 'sim merge' puts the shards together",
        CustomParser = result =>
        {
            if (Shard.Read(result.Tokens[0].Value) is { } shard)
                return shard;
            result.AddError($"--shard '{result.Tokens[0].Value}' is not I/N with I from 0 to N - 1, such as 0/4");
            return null;
        },
    };
    readonly Option<bool> _quiet = new("--quiet") { Description = "No progress, no remarks; errors only" };

    readonly CacheOptions _cache = new();
    readonly GateOptions _gates = new();

    /// <summary><c>--uncertainty</c>: how many samples of the guesses.</summary>
    public static Option<long?> Uncertainty() => Options.Number(
        "--uncertainty", "N", "Simulate each cell on N variants of its core, with guesses drawn from their ranges: p5, p50, p95 and what matters most", 1, 100_000);

    /// <summary><c>--set</c>: other values for keys of the scenario file.</summary>
    public static Option<string[]> Set() => new("--set")
    {
        HelpName = "KEY=VALUE",
        Description = "Another value for a key of the scenario file, such as workload.calls=1000; repeatable",
        Arity = new ArgumentArity(1, 1000),
        AllowMultipleArgumentsPerToken = false,
    };

    public void AddTo(Command command)
    {
        command.Add(_paths);
        foreach (var option in (List<Option>)[_out, _set, _jobs, _seed, _seeds, _format, .. _gates.All, _noCharts, _noSteadyState, _uncertainty, _resume, _shard, .. _cache.All, _quiet])
            command.Add(option);
    }

    public RunRequest Read(ParseResult parsed)
    {
        var (seed, seeds) = (parsed.GetValue(_seed), parsed.GetValue(_seeds));
        return new(
            parsed.GetValue(_paths)!,
            // Seeds go through the scenario's own keys: they are then checked, and part of the hash.
            [.. parsed.GetValue(_set) ?? [], .. Override("seed", seed), .. Override("seeds", seeds)],
            parsed.GetValue(_out),
            Options.JobsOf(parsed, _jobs),
            parsed.GetValue(_format)!,
            Charts: !parsed.GetValue(_noCharts),
            SteadyState: !parsed.GetValue(_noSteadyState),
            Uncertainty: (int?)parsed.GetValue(_uncertainty),
            Resume: parsed.GetValue(_resume),
            Shard: parsed.GetValue(_shard),
            Cache: _cache.DirectoryOf(parsed),
            Gates: _gates.Read(parsed),
            Quiet: parsed.GetValue(_quiet));
    }

    static IEnumerable<string> Override(string key, long? value) => value is null ? [] : [FormattableString.Invariant($"{key}={value}")];
}

/// <summary>What a user asked of <c>sim run</c>.</summary>
/// <param name="Paths">Scenario files or names.</param>
/// <param name="Overrides"><c>key=value</c>, later ones win.</param>
/// <param name="Out">Where the files go. Null for the default.</param>
/// <param name="Jobs">Simulations at a time.</param>
/// <param name="Format">How stdout is written.</param>
/// <param name="Charts">Whether charts are drawn.</param>
/// <param name="SteadyState">Whether exact repetitions are followed.</param>
/// <param name="Uncertainty">Samples of the guesses. Null: none.</param>
/// <param name="Resume">Whether to go on with what the directory has.</param>
/// <param name="Shard">Which part of the cells. Null for all.</param>
/// <param name="Cache">Which cache. Null for none.</param>
/// <param name="Gates">Files for CI systems.</param>
/// <param name="Quiet">Whether stderr carries errors only.</param>
sealed record RunRequest(
    IReadOnlyList<string> Paths,
    IReadOnlyList<string> Overrides,
    string? Out,
    int Jobs,
    string Format,
    bool Charts,
    bool SteadyState,
    int? Uncertainty,
    bool Resume,
    Shard? Shard,
    CacheRequest? Cache,
    GateRequest Gates,
    bool Quiet);
