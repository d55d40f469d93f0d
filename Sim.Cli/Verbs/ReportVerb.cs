using System.CommandLine;
using Sim.Cli.Output;
using Sim.Cli.Usage;
using Sim.Scenarios.Analyses;
using Sim.Scenarios.Store;

namespace Sim.Cli.Verbs;

/// <summary><c>sim report</c>: the reports and charts of a run, made again from its directory alone.</summary>
static class ReportVerb
{
    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "report",
            "Makes the files of a run again from its directory alone: nothing is simulated, no file of yours is read, the bytes are those of the run.",
            """
            sim report out/01-one-tracer                    table on stdout; charts, report.html and the rest into the directory
            sim report results --out elsewhere              the files go to ./elsewhere
            sim report results --format markdown > table.md
            """);
        var directory = new Argument<string>("DIR") { Description = "Directory of a finished run: it has results.db", HelpName = "DIR" };
        var output = new Option<string?>("--out") { HelpName = "DIR", Description = "Where the files go; default: the directory itself" };
        var format = Options.Format("table", "csv", "json", "markdown");
        var noCharts = new Option<bool>("--no-charts") { Description = "Draw nothing" };
        var quiet = new Option<bool>("--quiet") { Description = "No remarks; errors only" };
        command.Add(directory);
        foreach (var option in (List<Option>)[output, format, noCharts, quiet])
            command.Add(option);
        command.SetAction(parsed => Run(
            context, parsed.GetValue(directory)!, parsed.GetValue(output), parsed.GetValue(format)!, !parsed.GetValue(noCharts), parsed.GetValue(quiet)));
        return command;
    }

    static int Run(CommandContext context, string directory, string? into, string format, bool charts, bool quiet)
    {
        var output = new OutputDirectory(into ?? directory);
        try
        {
            using var mark = into is null && File.Exists(Path.Combine(directory, StudyStore.FileName)) ? ResultsMark.Take(directory) : null;
            var begun = false;
            try
            {
                var study = FinishedStudy.Read(directory);
                if (!quiet && ResultsDirectory.Remark(directory) is { } remark)
                    context.Error.WriteLine(remark);
                var results = FoundResults.Of(study.Scenario, study.Results);
                ResultText.Write([results], format, context.Out);
                if (mark is { WasThere: false })
                    mark.Write("The files of this directory are being made again; 'sim report' makes all of them.\n");
                if ((output.Prepare() ?? output.Attempt(() =>
                {
                    ReportFiles.Stage(output, results, charts);
                    begun = true;
                    output.Commit();
                })) is { } error)
                {
                    output.Attempt(output.Abandon);
                    throw new StoreException(error);
                }

                if (!ResultsDirectory.HasUnfinished(directory))
                    mark?.Remove();
            }
            finally
            {
                // What this verb marked it unmarks, unless its files are half written.
                if (mark is { WasThere: false } && !begun)
                    mark.Remove();
            }

            foreach (var path in quiet ? [] : output.Written)
                context.Error.WriteLine($"wrote {path}");
            return ExitCode.Done;
        }
        catch (StoreException exception)
        {
            context.Error.WriteLine($"sim: {exception.Message}");
            return ExitCode.BadInput;
        }
    }
}
