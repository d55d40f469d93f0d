using System.CommandLine;
using Sim.Cli.Output;
using Sim.Cli.Usage;
using Sim.Core.Diagnostics;
using Sim.Scenarios.Files;
using Sim.Scenarios.Store;

namespace Sim.Cli.Verbs;

/// <summary><c>sim merge</c>: puts the shards of a scenario together.</summary>
static class MergeVerb
{
    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "merge",
            "Combines the directories that 'sim run --shard I/N' wrote; the files are those of an unsharded run.",
            """
            sim merge out/mine/shard-*              the files go to out/mine
            sim merge s0 s1 s2 --out results        in any order
            """);
        var directories = Options.Words("DIR", "Directories of shards, each once", least: 1);
        var output = new Option<string?>("--out") { HelpName = "DIR", Description = "Where the files go; default: out/<scenario>" };
        var scenario = new Option<string?>("--scenario") { HelpName = "FILE", Description = "The scenario's file, where it has moved since the shards ran" };
        var format = Options.Format("table", "csv", "json", "markdown");
        var noCharts = new Option<bool>("--no-charts") { Description = "Draw nothing" };
        var quiet = new Option<bool>("--quiet") { Description = "No progress, no remarks; errors only" };
        var jobs = Options.Jobs();
        var cache = new CacheOptions();
        var gates = new GateOptions();
        command.Add(directories);
        foreach (var option in (List<Option>)[output, scenario, format, noCharts, .. gates.All, jobs, .. cache.All, quiet])
            command.Add(option);
        command.SetAction(parsed => Run(context, parsed.GetValue(directories)!, parsed.GetValue(output), parsed.GetValue(scenario), new RunRequest(
            [], [], null, Options.JobsOf(parsed, jobs), parsed.GetValue(format)!, !parsed.GetValue(noCharts), true, null, true, null,
            cache.DirectoryOf(parsed), gates.Read(parsed), parsed.GetValue(quiet))));
        return command;
    }

    /// <summary>Merges shards; the exit code.</summary>
    /// <param name="context">What the verb works with.</param>
    /// <param name="directories">The shards.</param>
    /// <param name="output">Where the files go. Null for the default.</param>
    /// <param name="file">The scenario's file. Null for where the shards had it.</param>
    /// <param name="request">Format, charts and the like.</param>
    public static int Run(CommandContext context, IReadOnlyList<string> directories, string? output, string? file, RunRequest request)
    {
        var gates = new GateFiles(context, request.Gates);
        var begun = false;
        try
        {
            var shards = ShardSet.Read(directories);
            var identity = shards.Identity;
            var bag = new DiagnosticBag();
            var scenario = ScenarioFile.Read(file ?? shards.ScenarioPath, identity.Overrides, bag);
            context.Show(bag);
            begun = true;
            if (gates.Begin("merge") is { } unwritten)
                throw new StoreException(unwritten);
            if (scenario is null)
                return ExitCode.BadInput;

            var own = StudyIdentity.Of(scenario, identity.Overrides, identity.EveryCall, identity.Uncertainty, null);
            if (own.Differences(identity).ToList() is { Count: > 0 } differences)
                throw new StoreException($"{scenario.File} is not what the shards ran: {string.Join("; ", differences)}");
            using var runs = new StudyRuns(context, request with
            {
                Overrides = identity.Overrides,
                SteadyState = !identity.EveryCall,
                Uncertainty = identity.Uncertainty,
            });
            var study = runs.Add(scenario, output ?? Path.Combine("out", scenario.Name));
            if (study.Open(resume: false) is { } error)
                throw new StoreException(error);
            study.Import(shards.Stores);
            return runs.Run(resume: true);
        }
        catch (StoreException exception)
        {
            context.Error.WriteLine($"sim: {exception.Message}");
            if (!begun && gates.Begin("merge") is { } unwritten)
                context.Error.WriteLine($"sim: {unwritten}");
            return ExitCode.BadInput;
        }
    }
}
