using System.CommandLine;
using System.Globalization;
using Sim.Cli.Usage;
using Sim.Core.Diagnostics;
using Sim.Core.Machine;
using Sim.Core.Probes.Measured;
using Sim.Reports.Probes;
using Sim.Reports.Tables;
using Sim.Scenarios.Measurements.Instructions;

namespace Sim.Cli.Verbs;

/// <summary><c>sim probe CORE --measured FILE</c>: a core against latencies and throughputs that a benchmark measured.</summary>
sealed class MeasuredProbe
{
    const double DefaultTolerancePercent = 10;

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
        Description = "With --measured: largest median error that counts as right; default: 10",
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

    /// <summary>Adds the options; <paramref name="others"/> have no meaning beside them.</summary>
    public void AddTo(VerbCommand command, params Option[] others)
    {
        command.Add(_file);
        command.Add(_rowsOf);
        command.Add(_tolerance);
        command.Add(_sums);
        command.Check(result =>
        {
            var measured = result.GetValue(_file) is not null;
            foreach (var option in (measured ? others : [_rowsOf, _tolerance, _sums]).Where(option => result.GetResult(option) is { Implicit: false }))
                result.AddError(measured ? $"--measured writes no files: leave {option.Name} out" : $"{option.Name} needs --measured");
        });
    }

    /// <summary>The file that was given; null if none was.</summary>
    public string? FileOf(ParseResult parsed) => parsed.GetValue(_file);

    /// <summary>Compares <paramref name="cores"/> and prints the result.</summary>
    public int Run(CommandContext context, ParseResult parsed, IReadOnlyList<CoreProfile> cores, string format)
    {
        var path = parsed.GetValue(_file)!;
        var tolerance = parsed.GetValue(_tolerance) ?? DefaultTolerancePercent;
        var rowsOf = parsed.GetValue(_rowsOf);
        var bag = new DiagnosticBag();
        var file = InstructionMeasurements.Read(path, [.. cores.Select(core => core.Name)], bag);
        foreach (var diagnostic in bag.Distinct())
            context.Error.WriteLine(diagnostic);
        if (file is null || Missing(context, file, cores, rowsOf))
            return ExitCode.BadInput;

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
        return done.All(comparison => comparison.Total.MedianPercent <= tolerance) ? ExitCode.Done : ExitCode.CheckFailed;
    }

    static bool Missing(CommandContext context, InstructionMeasurements file, IReadOnlyList<CoreProfile> cores, string? rowsOf)
    {
        var names = file.Cores.Keys;
        var missing = (rowsOf is null ? cores.Select(core => core.Name) : [rowsOf]).Where(name => !file.Cores.ContainsKey(name)).ToList();
        foreach (var name in missing)
        {
            context.Error.WriteLine($"sim: {file.Path} has no rows of the core '{name}'");
            context.Error.WriteLine($" hint: {NearestName.Hint(name, names)} --rows-of compares with the rows of another core.");
        }

        return missing.Count > 0;
    }
}
