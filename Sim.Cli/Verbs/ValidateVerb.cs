using System.CommandLine;
using Sim.Cli.Output;
using Sim.Cli.Usage;
using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Reports.Gates;
using Sim.Reports.Results;
using Sim.Reports.Tables;
using Sim.Scenarios.Analyses;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Running;

namespace Sim.Cli.Verbs;

/// <summary><c>sim validate</c>: predicted against measured, row by row.</summary>
static class ValidateVerb
{
    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "validate",
            "Does Sim predict what was measured? Every row of measurement files beside its prediction. "
                + "Exit code 1 if a validation row is outside its tolerance.",
            """
            sim validate                            all measured figures that come with Sim
            sim validate mine.csv                   figures of your own; columns as in scenarios/measurements
            sim validate --format csv               every row with predicted and error_percent
            sim validate --out results              validation.csv and a chart of predicted against measured
            sim validate rutland-2023-m1 --ablation what each mechanism of the model is worth
            """);
        var paths = Options.Words("FILE", "Measurement files, or names of those that come with Sim; - is stdin; default: all that come with Sim", least: 0);
        var ablation = new Option<bool>("--ablation") { Description = "Predict again with each mechanism of the model changed in turn" };
        var directory = new Option<string?>("--out") { HelpName = "DIR", Description = "Where validation.csv and the chart go; default: none are written" };
        var format = Options.Format("table", "csv", "markdown");
        var jobs = Options.Jobs();
        var gates = new GateOptions();
        command.Add(paths);
        command.Add(ablation);
        command.Add(directory);
        command.Add(format);
        foreach (var option in gates.All)
            command.Add(option);
        command.Add(jobs);
        command.SetAction(parsed => Run(
            context,
            parsed.GetValue(paths) ?? [],
            parsed.GetValue(ablation),
            parsed.GetValue(directory),
            parsed.GetValue(format)!,
            gates.Read(parsed),
            Options.JobsOf(parsed, jobs)));
        return command;
    }

    static int Run(CommandContext context, string[] paths, bool ablation, string? directory, string format, GateRequest request, int jobs)
    {
        var bag = new DiagnosticBag();
        var given = paths.Length > 0 ? paths.Select(MeasurementFiles.Locate) : ProfileCatalogue.BuiltIn.MeasurementFiles;
        var files = given.Select(path => MeasurementFile.Read(path, bag)).OfType<MeasurementFile>().ToList();
        context.Show(bag);
        var gates = new GateFiles(context, request);
        if (gates.Begin("validate") is { } unwritten)
            return Fail(context, unwritten);
        if (bag.HasErrors)
            return ExitCode.BadInput;

        return ablation ? Ablate(context, files, format, jobs) : Validate(context, files, directory, format, gates, jobs);
    }

    static int Ablate(CommandContext context, List<MeasurementFile> files, string format, int jobs)
    {
        foreach (var file in files)
        {
            var table = AblationTable.Of(Ablation.Of(file, context.Runner(jobs)));
            context.Out.Write(format == "markdown" ? MarkdownRenderer.Render(table) : TextRenderer.Render(table));
        }

        return context.Cancel.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Done;
    }

    static int Validate(CommandContext context, List<MeasurementFile> files, string? directory, string format, GateFiles gates, int jobs)
    {
        var output = directory is null ? null : new ValidationFiles(directory);
        if (output?.Prepare() is { } error)
            return Fail(context, error);

        List<ValidationRow> rows = [.. files.SelectMany(file => Validator.Predict(file, context.Runner(jobs)))];
        var table = ValidationTable.Of(rows, ValidationSums.Of(rows));
        context.Out.Write(format switch
        {
            "csv" => ValidationCsv.Write(rows),
            "markdown" => MarkdownRenderer.Render(table),
            _ => TextRenderer.Render(table),
        });
        context.Out.Flush();
        if (output?.Write(table.Title, rows) is { } unwritten)
            return Fail(context, unwritten);
        foreach (var path in output?.Written ?? [])
            context.Error.WriteLine($"wrote {path}");
        if (context.Cancel.IsCancellationRequested)
            return ExitCode.Interrupted;
        if (gates.End(ValidationGate.Of(rows), () => MarkdownRenderer.Render(table)) is { } lost)
            return Fail(context, lost);
        return rows.Any(row => row.Fails) ? ExitCode.CheckFailed : ExitCode.Done;
    }

    static int Fail(CommandContext context, string error)
    {
        context.Error.WriteLine($"sim: {error}");
        return ExitCode.BadInput;
    }
}
