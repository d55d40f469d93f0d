using Sim.Cli.Output;
using Sim.Cli.Usage;
using Sim.Scenarios.Files;

namespace Sim.Cli.Verbs;

/// <summary><c>sim run</c>: simulates every cell of scenarios; a table on stdout, files in a directory.</summary>
sealed class RunVerb(CommandContext context, RunRequest request)
{
    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "run",
            "What does tracing cost? Simulates every cell of scenarios; writes results.csv, results.json and charts, and what happened over time.",
            """
            sim run rutland-2023-call-ops           the published table, before and after
            sim run mine.yaml --out results         files into ./results
            sim run mine.yaml --set core=neoverse-n1 --set workload.calls=1000
            sim run mine.yaml --format csv --quiet > results.csv
            sim run mine.yaml --uncertainty 100     how far off the answer may be if guesses are wrong
            sim run mine.yaml --resume              what an interrupted run left to do
            sim run mine.yaml --shard 0/4 --out s0  a quarter of the cells; sim merge s0 s1 s2 s3 puts them together
            sim run mine.yaml --junit sim.xml       budgets and expectations as test cases, for CI
            sim run attach-under-load --seeds 10    means over ten draws of layout and calls, with confidence intervals
            """);
        var options = new RunOptions();
        options.AddTo(command);
        command.SetAction(parsed => new RunVerb(context, options.Read(parsed)).Run());
        return command;
    }

    int Run()
    {
        if (request is { Shard: not null, Gates: not { JUnit: null, Markdown: null } })
            return Fail(["a shard checks nothing: give --junit and --markdown to 'sim merge'"]);
        var read = ScenarioArguments.Read(request.Paths, request.Overrides, context);
        if (new GateFiles(context, request.Gates).Begin("run") is { } unwritten)
            return Fail([unwritten]);
        if (read is not { } scenarios)
            return ExitCode.BadInput;
        using var runs = new StudyRuns(context, request);
        List<StudyRun> studies = [.. scenarios.Select(scenario => runs.Add(scenario, DirectoryOf(scenario, scenarios.Count)))];
        if (studies.Select(study => study.Open(request.Resume)).OfType<string>().ToList() is { Count: > 0 } errors)
            return Fail(errors);
        return runs.Run();
    }

    int Fail(IEnumerable<string> errors)
    {
        foreach (var error in errors)
            context.Error.WriteLine($"sim: {error}");
        if (request.Out is null)
            context.Error.WriteLine(" hint: Results go into ./out; --out DIR names another directory.");
        return ExitCode.BadInput;
    }

    string DirectoryOf(Scenario scenario, int scenarios) => request.Out switch
    {
        null when request.Shard is { } shard => Path.Combine("out", scenario.Name, FormattableString.Invariant($"shard-{shard.Index}-of-{shard.Count}")),
        null => Path.Combine("out", scenario.Name),
        { } given when scenarios == 1 => given,
        { } given => Path.Combine(given, scenario.Name),
    };
}
