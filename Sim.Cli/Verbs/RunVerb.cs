using Sim.Cli.Output;
using Sim.Cli.Usage;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Remarks;
using Sim.Reports.Traces;
using Sim.Scenarios.Analyses;
using Sim.Scenarios.Checks;
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
            sim run mine.yaml --uncertainty 100     what the answer may be if guesses are other than declared
            sim run attach-under-load --seeds 10    means over ten draws of layout and calls, with confidence intervals
            """);
        var options = new RunOptions();
        options.AddTo(command);
        command.SetAction(parsed => new RunVerb(context, options.Read(parsed)).Run());
        return command;
    }

    int Run()
    {
        if (ScenarioArguments.Read(request.Paths, request.Overrides, context.Error) is not { } scenarios)
            return ExitCode.BadInput;

        List<ResultFiles> files = [.. scenarios.Select(scenario => new ResultFiles(DirectoryOf(scenario, scenarios.Count)))];
        if (files.Select(file => file.Prepare()).OfType<string>().ToList() is { Count: > 0 } errors)
            return Fail(errors);

        List<(Scenario Scenario, ResultFiles Files, ScenarioResults Results)> done = [];
        foreach (var (scenario, file) in scenarios.Zip(files))
        {
            if (!context.Cancel.IsCancellationRequested)
                done.Add((scenario, file, Simulate(scenario)));
        }

        List<ScenarioResults> results = [.. done.Select(run => run.Results)];
        context.Out.Write(ResultText.Of(results, request.Format));
        context.Out.Flush();
        if (done.Select(run => Write(run.Files, run.Results)).OfType<string>().ToList() is { Count: > 0 } unwritten)
            return Fail(unwritten);

        var brokenBudgets = done.Sum(run => ReportBudgets(run.Scenario, run.Results));
        if (context.Cancel.IsCancellationRequested)
            return Interrupted(results);
        if (results.Sum(ReportFailures) > 0)
            return ExitCode.Bug;
        return brokenBudgets > 0 ? ExitCode.CheckFailed : ExitCode.Done;
    }

    ScenarioResults Simulate(Scenario scenario)
    {
        var planned = request.SteadyState ? scenario : scenario.ExecutingEveryCall();
        var study = new Study(planned, request.Uncertainty);
        var found = ProgressDisplay.During(context, request.Quiet, scenario.Name, study.Steps, progress => study.Run(context.Runner(request.Jobs), progress));
        var done = found.Cells.ToDictionary(cell => cell.Cell);
        return new()
        {
            Scenario = scenario.Name,
            Question = scenario.Question,
            Hash = scenario.Hash,
            SimVersion = SimVersion.Text,
            Seed = scenario.Seed,
            Cells = [.. planned.Cells.Select(cell => done.GetValueOrDefault(cell.Index) ?? Unfinished(cell))],
            Measurements = scenario.Measurements?.Rows ?? [],
            Remarks = scenario.Remarks,
            Nearest = found.Nearest,
            Profiles = [.. scenario.Provenance.Select(profile => new ProfileSources(profile.Key, profile.Value))],
        };
    }

    static CellResult Unfinished(Cell cell) => new() { Planned = cell, Status = CellStatus.Failed, Reason = InterruptedReason };

    string? Write(ResultFiles files, ScenarioResults results)
    {
        var error = files.Write(results, request.Charts);
        if (!request.Quiet)
        {
            // Every other format has them on stdout.
            foreach (var remark in request.Format == "csv" ? HowSure.Of(results) : [])
                context.Error.WriteLine(remark);
            if (TraceJson.Remark(results) is { } leftOut)
                context.Error.WriteLine(leftOut);
            foreach (var path in files.Written)
                context.Error.WriteLine($"wrote {path}");
        }

        return error;
    }

    int ReportBudgets(Scenario scenario, ScenarioResults results)
    {
        var broken = BrokenBudget.Find(scenario.Budgets, [.. results.Cells.Where(cell => cell.Reason != InterruptedReason)]);
        foreach (var budget in broken)
            context.Error.WriteLine($"{scenario.Name}: budget: {budget.Message}");
        return broken.Count;
    }

    int ReportFailures(ScenarioResults results)
    {
        var failed = results.Cells.Where(cell => cell.Status == CellStatus.Failed).ToList();
        foreach (var reason in failed.GroupBy(cell => cell.Reason))
            context.Error.WriteLine($"sim: bug: {results.Scenario}: {reason.Count()} cells failed: {reason.Key}");
        return failed.Count;
    }

    int Interrupted(IEnumerable<ScenarioResults> results)
    {
        var cells = results.SelectMany(scenario => scenario.Cells).ToList();
        context.Error.WriteLine($"sim: interrupted; {cells.Count(cell => cell.Run is not null)} of {cells.Count} cells have numbers");
        return ExitCode.Interrupted;
    }

    int Fail(IEnumerable<string> errors)
    {
        foreach (var error in errors)
            context.Error.WriteLine($"sim: {error}");
        return ExitCode.BadInput;
    }

    string DirectoryOf(Scenario scenario, int scenarios) => request.Out switch
    {
        null => Path.Combine("out", scenario.Name),
        { } given when scenarios == 1 => given,
        { } given => Path.Combine(given, scenario.Name),
    };

    const string InterruptedReason = "interrupted before it was done";
}
