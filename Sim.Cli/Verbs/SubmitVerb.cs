using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Sim.Cli.Slurm;
using Sim.Cli.Usage;
using Sim.Scenarios.Files;
using Sim.Scenarios.Store;

namespace Sim.Cli.Verbs;

/// <summary><c>sim submit</c>: a sweep on a cluster.</summary>
static class SubmitVerb
{
    const int Attempts = 3;
    const int PollSeconds = 5;

    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "submit",
            "What does a sweep say that outgrows a machine? Runs its shards on a cluster and merges them.",
            "sim submit slurm mine.yaml --tasks 20      a job array of 20 tasks; the files go to out/mine");
        command.Add(Slurm(context));
        return command;
    }

    static VerbCommand Slurm(CommandContext context)
    {
        var command = new VerbCommand(
            "slurm",
            "Submits the shards of a sweep as a job array, waits for them, submits again what was killed, and merges: the files are those of 'sim run'.",
            """
            sim submit slurm mine.yaml --tasks 20
            sim submit slurm mine.yaml --tasks 20 --sbatch=--partition=long --sbatch=--cpus-per-task=8
            sim submit slurm mine.yaml --tasks 20      again, after Ctrl-C: only shards that are missing
            """);
        var path = new Argument<string>("SCENARIO") { Description = "Scenario file, or a name from 'sim list scenarios'" };
        var tasks = Options.Number("--tasks", "N", "How many shards, a task each", 1, Shard.Most);
        tasks.Required = true;
        var output = new Option<string?>("--out") { HelpName = "DIR", Description = "Where the files go, in a directory that nodes share; default: out/<scenario>" };
        var set = RunOptions.Set();
        var uncertainty = RunOptions.Uncertainty();
        var sbatch = new Option<string[]>("--sbatch") { HelpName = "OPTION", Description = "A further option of sbatch, such as --sbatch=--partition=long; repeatable" };
        var call = new Option<string?>("--command") { HelpName = "TEXT", Description = "How nodes call Sim, as a shell command; default: as here" };
        var attempts = Options.Number("--attempts", "N", "How often a task is submitted that ends without its results; default: 3", 1, 100);
        var poll = Options.Number("--poll", "SECONDS", "Time between two looks at the queue; default: 5", 1, 3600);
        var noCharts = new Option<bool>("--no-charts") { Description = "Draw nothing" };
        var format = Options.Format("table", "csv", "json", "markdown");
        var gates = new GateOptions();
        var quiet = new Option<bool>("--quiet") { Description = "No progress, no remarks; errors only" };
        command.Add(path);
        foreach (var option in (List<Option>)[tasks, output, set, uncertainty, sbatch, call, attempts, poll, noCharts, format, .. gates.All, quiet])
            command.Add(option);
        command.SetAction(parsed => Run(
            context,
            new(parsed.GetValue(path)!, parsed.GetValue(set) ?? [], (int?)parsed.GetValue(uncertainty), (int)parsed.GetValue(tasks)!.Value, parsed.GetValue(output), parsed.GetValue(sbatch) ?? [],
                parsed.GetValue(call) ?? OwnCommand, (int)(parsed.GetValue(attempts) ?? Attempts), TimeSpan.FromSeconds(parsed.GetValue(poll) ?? PollSeconds), parsed.GetValue(quiet)),
            new RunRequest([], [], null, 1, parsed.GetValue(format)!, !parsed.GetValue(noCharts), true, null, true, null, null, gates.Read(parsed), parsed.GetValue(quiet))));
        return command;
    }

    static int Run(CommandContext context, Submission submission, RunRequest merge)
    {
        if (ScenarioArguments.Read([submission.Path], submission.Overrides, context) is not [var scenario])
            return ExitCode.BadInput;
        var output = submission.Out ?? Path.Combine("out", scenario.Name);
        try
        {
            var sweep = Prepare(scenario, submission, Path.GetFullPath(Path.Combine(output, "shards")));
            if (!sweep.Run(submission.Quiet ? _ => { }
            : context.Error.WriteLine, context.Cancel))
            {
                context.Error.WriteLine($"sim: {scenario.Name}: interrupted; its job is cancelled, shards that were done are kept; the same command goes on");
                return ExitCode.Interrupted;
            }

            return MergeVerb.Run(context, sweep.Directories, output, scenario.File, merge);
        }
        catch (Exception exception) when (exception is SlurmException or IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"sim: {exception.Message}");
            return ExitCode.BadInput;
        }
    }

    static SlurmSweep Prepare(Scenario scenario, Submission submission, string directory)
    {
        Directory.CreateDirectory(Path.Combine(directory, "logs"));
        var script = Path.Combine(directory, "job.sh");
        string[] words = [Path.GetFullPath(scenario.File), .. submission.Overrides.SelectMany(value => (string[])["--set", value]), .. Uncertain(submission)];
        File.WriteAllText(script, ShardScript.Text(scenario.Name, submission.Command, words, submission.Tasks, directory, submission.Options));
        var study = StudyIdentity.Of(scenario, submission.Overrides, everyCall: false, submission.Uncertainty, shard: null);
        return new(study, scenario.Name, script, directory, submission.Tasks, submission.Attempts, submission.Poll);
    }

    static IEnumerable<string> Uncertain(Submission submission) =>
        submission.Uncertainty is { } samples ? ["--uncertainty", samples.ToString(CultureInfo.InvariantCulture)] : [];

    // The program itself, or the runtime with it.
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "An empty location says that the program is the command.")]
    static string OwnCommand
    {
        get
        {
            var (program, assembly) = (Environment.ProcessPath ?? "dotnet", typeof(SubmitVerb).Assembly.Location);
            return Path.GetFileNameWithoutExtension(program) == "sim" || assembly.Length == 0 ? $"'{program}'" : $"'{program}' '{assembly}'";
        }
    }

    sealed record Submission(
        string Path, IReadOnlyList<string> Overrides, int? Uncertainty, int Tasks, string? Out, IReadOnlyList<string> Options, string Command, int Attempts, TimeSpan Poll, bool Quiet);
}
