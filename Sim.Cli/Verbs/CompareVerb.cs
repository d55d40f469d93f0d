using System.CommandLine;
using System.CommandLine.Parsing;
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
            "What moved since the baseline, and why? Exit code 1 if a value differs or a cell is gone, 2 if the two cannot be compared. Sim is deterministic: equal means equal.",
            """
            sim compare baseline.json out/mine      results.json or results.csv, or the directory that has them
            sim compare old new --tolerance 1       ignore changes up to 1 %
            sim compare old new --tolerance overhead_ns=1   of this column only
            """);
        var baseline = new Argument<string>("BASELINE") { Description = "Results that were right" };
        var current = new Argument<string>("CURRENT") { Description = "Results of now" };
        var tolerance = new Option<Tolerance>("--tolerance")
        {
            HelpName = "[COLUMN=]PERCENT",
            Description = "Largest change that does not count, of every number but instructions, or of one column; may be repeated; default: 0",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = ToleranceOf,
        };
        var across = new Option<bool>("--across-versions") { Description = "Compare although another version of the model made the baseline" };
        var format = Options.Format("table", "csv", "markdown");
        var gates = new GateOptions();
        command.Add(baseline);
        command.Add(current);
        foreach (var option in (List<Option>)[tolerance, across, format, .. gates.All])
            command.Add(option);
        command.SetAction(parsed => Run(
            context, parsed.GetValue(baseline)!, parsed.GetValue(current)!, parsed.GetValue(tolerance) ?? Tolerance.Exact, parsed.GetValue(across), parsed.GetValue(format)!, new GateFiles(context, gates.Read(parsed))));
        return command;
    }

    static int Run(CommandContext context, string baseline, string current, Tolerance tolerance, bool across, string format, GateFiles gates)
    {
        if (gates.Begin("compare") is { } unwritten)
            return Fail(context, unwritten);
        try
        {
            CheckComplete(context, baseline);
            CheckComplete(context, current);
            var (before, now) = ResultsReader.Read(baseline, current);
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
            return comparison.IsEqual ? ExitCode.Done : ExitCode.CheckFailed;
        }
        catch (ComparisonException exception)
        {
            gates.End([ComparisonGate.Impossible(exception.Message)], () => $"# No comparison\n\n{exception.Message}\n");
            return Fail(context, exception.Message);
        }
    }

    static void CheckComplete(CommandContext context, string path)
    {
        var directory = Path.GetFileName(path) is "results.json" or "results.csv" ? Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : "." : path;
        switch (ResultsDirectory.StateOf(directory))
        {
            case ResultsState.Unfinished when ResultsDirectory.FinishedShard(directory) is { } shard:
                throw new ComparisonException($"{directory} is {shard.Name}: 'sim merge' puts all shards together");
            case ResultsState.Unfinished:
                throw new ComparisonException($"the results in {directory} are not complete: finish them with sim run --resume");
            case ResultsState.Replacing:
                throw new ComparisonException($"files in {directory} may be of an earlier run, as the last one ended while it replaced them: 'sim report {directory}' makes them again");
            case ResultsState.Earlier when !File.Exists(Path.Combine(directory, "results.json")) && !File.Exists(Path.Combine(directory, "results.csv")):
                throw new ComparisonException($"{directory} has a whole run without its files, as it ended before they were written: 'sim report {directory}' makes them");
        }

        if (ResultsDirectory.Remark(directory) is { } remark)
            context.Error.WriteLine(remark);
    }

    static Tolerance ToleranceOf(ArgumentResult result)
    {
        var tolerance = Tolerance.Exact;
        var given = new HashSet<string>();
        foreach (var word in result.Tokens.Select(token => token.Value))
        {
            var parts = word.Split('=', 2);
            if (!double.TryParse(parts[^1].TrimEnd('%').Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) || percent is not (>= 0 and <= 100) || parts[0].Length == 0)
                result.AddError($"--tolerance '{word}' is not a percentage from 0 to 100, nor a column with one, such as instructions_per_call=1");
            else if (!given.Add(parts.Length == 1 ? "" : parts[0]))
                result.AddError($"--tolerance '{word}' is given after another one {(parts.Length == 1 ? "for all columns" : $"for {parts[0]}")}: one of them is to go");
            else if (parts.Length == 1)
                tolerance = tolerance with { Percent = percent };
            else
                tolerance = tolerance with { Named = new Dictionary<string, double>(tolerance.Named) { [parts[0]] = percent } };
        }

        return tolerance;
    }

    static int Fail(CommandContext context, string error)
    {
        context.Error.WriteLine($"sim: {error}");
        return ExitCode.BadInput;
    }
}
