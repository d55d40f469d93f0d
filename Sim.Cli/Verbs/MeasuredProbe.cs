using System.CommandLine;
using System.Globalization;
using Sim.Cli.Usage;
using Sim.Core.Diagnostics;
using Sim.Core.Machine;
using Sim.Core.Probes.Measured;
using Sim.Reports.Probes;
using Sim.Reports.Tables;
using Sim.Scenarios.Analyses;
using Sim.Scenarios.Measurements.Instructions;
using Sim.Scenarios.Profiles;

namespace Sim.Cli.Verbs;

/// <summary><c>sim probe CORE --measured FILE</c>: a core against latencies and throughputs that a benchmark measured.</summary>
sealed class MeasuredProbe
{
    const double DefaultTolerancePercent = 10;
    const string Understood = "Cases have the names of insn_bench_aarch64, such as 'ldr (imm; ofs = 0)' and 'add (reg)'; insn-bench, which comes with Sim, has all that it knows.";

    readonly Option<string?> _file = new("--measured")
    {
        HelpName = "FILE",
        Description = "Compare with figures of the benchmark insn_bench_aarch64 instead of the core file: a CSV file, or insn-bench, which comes with Sim",
    };

    readonly Option<string?> _rowsOf = new("--rows-of")
    {
        HelpName = "NAME",
        Description = "With --measured: whose rows; default: those of CORE's name",
    };

    readonly Option<double?> _tolerance = new("--tolerance")
    {
        HelpName = "PERCENT",
        Description = "With --measured: largest median error of validation rows that counts as right; default: 10",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value.TrimEnd('%').Trim();
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 1000)
                return percent;
            result.AddError($"--tolerance '{result.Tokens[0].Value}' is not a percentage from 0 to 1000");
            return null;
        },
    };

    readonly Option<bool> _sums = new("--sums") { Description = "With --measured: errors by section and role only, without the figures" };

    readonly Option<bool> _rules = new("--rules")
    {
        Description = "With --measured: instead, the errors without each rule that the core's file may leave out; a minute",
    };

    /// <summary>Adds the options; <paramref name="others"/> have no meaning beside them.</summary>
    public void AddTo(VerbCommand command, params Option[] others)
    {
        command.Add(_file);
        command.Add(_rowsOf);
        command.Add(_tolerance);
        command.Add(_sums);
        command.Add(_rules);
        command.Check(result =>
        {
            if (result.GetValue(_rules) && result.GetValue(_sums))
                result.AddError("give --sums or --rules, not both");
            if (result.GetValue(_rules) && result.GetValue<string>("--format") == "csv")
                result.AddError("--rules has the formats table and markdown");
            var measured = result.GetValue(_file) is not null;
            foreach (var option in (measured ? others : [_rowsOf, _tolerance, _sums, _rules]).Where(option => result.GetResult(option) is { Implicit: false }))
                result.AddError(measured ? $"--measured writes no files: leave {option.Name} out" : $"{option.Name} needs --measured");
        });
    }

    /// <summary>The file that was given; null if none was.</summary>
    public string? FileOf(ParseResult parsed) => parsed.GetValue(_file);

    /// <summary>Compares <paramref name="profiles"/> and prints the result.</summary>
    public int Run(CommandContext context, ParseResult parsed, IReadOnlyList<Profile<CoreProfile>> profiles, string format)
    {
        List<CoreProfile> cores = [.. profiles.Select(profile => profile.Value)];
        var path = parsed.GetValue(_file)!;
        var tolerance = parsed.GetValue(_tolerance) ?? DefaultTolerancePercent;
        var rowsOf = parsed.GetValue(_rowsOf);
        var bag = new DiagnosticBag();
        var file = InstructionMeasurements.Read(path, [.. cores.Select(core => core.Name), .. rowsOf is null ? [] : (string[])[rowsOf]], bag);
        foreach (var diagnostic in bag.Distinct())
            context.Error.WriteLine(diagnostic);
        if (file is null || Missing(context, file, cores, rowsOf))
            return ExitCode.BadInput;
        if (parsed.GetValue(_rules))
            return Rules(context, profiles, profile => file.Cores[rowsOf ?? profile.Value.Name], format);

        List<CaseComparison> done = [];
        try
        {
            foreach (var core in cores)
                done.Add(CaseComparison.Run(core, file.Cores[rowsOf ?? core.Name], context.Cancel));
        }
        catch (OperationCanceledException)
        {
            context.Error.WriteLine($"sim: interrupted; {done.Count} of {cores.Count} cores are done");
        }

        var sums = parsed.GetValue(_sums);
        var documents = done.Select(comparison => sums ? MeasuredTable.SumsOf(comparison, path, tolerance) : MeasuredTable.Of(comparison, path, tolerance));
        context.Out.Write(format switch
        {
            "csv" => sums ? ErrorSumCsv.Of(done) : MeasuredCsv.Of(done),
            "markdown" => string.Join('\n', documents.Select(MarkdownRenderer.Render)),
            _ => string.Join('\n', documents.Select(TextRenderer.Render)),
        });
        context.Out.Flush();
        if (done.Count < cores.Count)
            return ExitCode.Interrupted;
        return done.Any(comparison => comparison.IsTooFarOff(tolerance)) ? ExitCode.CheckFailed : ExitCode.Done;
    }

    // Figures of several rules at a time: the order of the rows does not depend on it.
    static int Rules(CommandContext context, IReadOnlyList<Profile<CoreProfile>> profiles, Func<Profile<CoreProfile>, IReadOnlyList<MeasuredFigure>> figuresOf, string format)
    {
        try
        {
            List<Document> documents = [];
            foreach (var profile in profiles)
            {
                var figures = figuresOf(profile);
                var with = CaseComparison.Run(profile.Value, figures, context.Cancel);
                List<RuleWorth> rules =
                [
                    .. RuleAblation.RulesOf(profile).AsParallel().AsOrdered().WithCancellation(context.Cancel)
                        .Select(rule => RuleWorth.Of(rule.Key, rule.None, with, CaseComparison.Run(rule.Core, figures, context.Cancel))),
                ];
                documents.Add(RuleWorthTable.Of(with, rules));
            }

            context.Out.Write(string.Join('\n', documents.Select(document => format == "markdown" ? MarkdownRenderer.Render(document) : TextRenderer.Render(document))));
            context.Out.Flush();
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            context.Error.WriteLine("sim: interrupted; nothing is done");
            return ExitCode.Interrupted;
        }
    }

    // There is nothing to compare with.
    static bool Missing(CommandContext context, InstructionMeasurements file, IReadOnlyList<CoreProfile> cores, string? rowsOf)
    {
        var missing = false;
        foreach (var name in rowsOf is null ? cores.Select(core => core.Name) : [rowsOf])
        {
            if (!file.Cores.TryGetValue(name, out var figures))
                Report($"{file.Path} has no rows of the core '{name}'", $"{NearestName.Hint(name, file.Cores.Keys)} --rows-of compares with the rows of another core.");
            else if (figures.Count == 0)
                Report($"the rows of the core '{name}' in {file.Path} have no figures", "latency_cycles and per_cycle are empty, or n/a, where nothing was measured.");
            else if (figures.All(figure => figure.Case.WhyNotRun(figure.Kind) is not null))
                Report($"Sim runs none of the cases of the core '{name}' in {file.Path}; '{figures[0].Case.Name}': {figures[0].Case.WhyNotRun(figures[0].Kind)}", Understood);
        }

        return missing;

        void Report(string message, string hint)
        {
            missing = true;
            context.Error.WriteLine($"sim: {message}");
            context.Error.WriteLine($" hint: {hint}");
        }
    }
}
