using System.CommandLine;
using System.Globalization;
using Sim.Cli.Output;
using Sim.Cli.Usage;
using Sim.Reports.Comparing;
using Sim.Reports.Gates;
using Sim.Reports.Tables;
using Sim.Scenarios.Store;

namespace Sim.Cli.Verbs;

/// <summary><c>sim compare</c>: results beside those of a baseline.</summary>
static class CompareVerb
{
    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "compare",
            "What moved since the baseline, and why? Exit code 1 if a figure differs, 2 if there is nothing to compare. Sim is deterministic: equal means equal.",
            """
            sim compare baseline.json out/mine      results.json or results.csv, or the directory that has them
            sim compare old new --tolerance 1       ignore changes up to 1 %
            """);
        var baseline = new Argument<string>("BASELINE") { Description = "Results that were right" };
        var current = new Argument<string>("CURRENT") { Description = "Results of now" };
        var tolerance = new Option<double>("--tolerance")
        {
            HelpName = "PERCENT",
            Description = "Largest change that does not count; default: 0",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value.TrimEnd('%').Trim();
                if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100)
                    return percent;
                result.AddError($"--tolerance '{result.Tokens[0].Value}' is not a percentage from 0 to 100");
                return 0;
            },
        };
        var across = new Option<bool>("--across-versions") { Description = "Compare although another version of the model made the baseline" };
        var format = Options.Format("table", "csv", "markdown");
        var gates = new GateOptions();
        command.Add(baseline);
        command.Add(current);
        foreach (var option in (List<Option>)[tolerance, across, format, .. gates.All])
            command.Add(option);
        command.SetAction(parsed => Run(
            context, parsed.GetValue(baseline)!, parsed.GetValue(current)!, parsed.GetValue(tolerance), parsed.GetValue(across), parsed.GetValue(format)!, new GateFiles(context, gates.Read(parsed))));
        return command;
    }

    static int Run(CommandContext context, string baseline, string current, double tolerance, bool across, string format, GateFiles gates)
    {
        if (gates.Begin("compare") is { } unwritten)
            return Fail(context, unwritten);
        try
        {
            var (before, now) = (Read(context, baseline), Read(context, current));
            var comparison = Comparison.Of(before, now, tolerance, across);
            var table = ComparisonTable.Of(comparison, before, now);
            context.Out.Write(format switch
            {
                "csv" => ComparisonCsv.Write(comparison),
                "markdown" => MarkdownRenderer.Render(table),
                _ => TextRenderer.Render(table),
            });
            context.Out.Flush();
            if (gates.End([ComparisonGate.Of(comparison)], () => MarkdownRenderer.Render(table)) is { } lost)
                return Fail(context, lost);
            return comparison.Moved.Count > 0 ? ExitCode.CheckFailed : ExitCode.Done;
        }
        catch (ComparisonException exception)
        {
            gates.End([ComparisonGate.Impossible(exception.Message)], () => $"# No comparison\n\n{exception.Message}\n");
            return Fail(context, exception.Message);
        }
    }

    static ComparedResults Read(CommandContext context, string path)
    {
        switch (ResultsDirectory.StateOf(path))
        {
            case ResultsState.Unfinished:
                throw new ComparisonException($"the results in {path} are not complete: finish them with sim run --resume");
            case ResultsState.Replacing:
                throw new ComparisonException($"files in {path} may be of an earlier run, as the last one ended while it replaced them: 'sim report {path}' makes them again");
        }

        if (ResultsDirectory.Remark(path) is { } remark)
            context.Error.WriteLine(remark);
        return ResultsReader.Read(path);
    }

    static int Fail(CommandContext context, string error)
    {
        context.Error.WriteLine($"sim: {error}");
        return ExitCode.BadInput;
    }
}
