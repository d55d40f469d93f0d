using System.CommandLine;
using Sim.Cli.Output;
using Sim.Cli.Usage;
using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Reports.Tables;
using Sim.Scenarios.Calibration;
using Sim.Scenarios.Import;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Measurements.Instructions;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Reading;

namespace Sim.Cli.Verbs;

/// <summary><c>sim calibrate</c>: fits a core's free parameters to measured figures, and says what the fit is worth.</summary>
static class CalibrateVerb
{
    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "calibrate",
            "Which values of a core fit measured figures best? Fits what the core's file declares as free to rows marked calibration.",
            """
            sim calibrate rutland-2023-m1 --core apple-m1-firestorm
            sim calibrate mine.csv --core my-core.yaml --out fitted.yaml
            sim calibrate my-board.csv --core my-core.yaml          latencies and throughputs of instructions, as sim probe --measured has them
            sim calibrate my.log --kernel linux-6.12-debian --core cortex-a72 --fit forwarding.release_latency
            """);
        var paths = Options.Words("FILE", "Measurement files, of traced calls or of instructions, names of those that come with Sim, or logs of the ftrace-ops sample; - is stdin", least: 1);
        var core = new Option<string>("--core") { HelpName = "CORE", Description = "The core to fit: a file, or a name from 'sim list cores'", Required = true };
        var kernel = new Option<string?>("--kernel") { HelpName = "KERNEL", Description = "Kernel build that the logs were made on" };
        var lostSlices = LogMeasurements.LostSlices();
        var fit = new Option<string[]>("--fit")
        {
            HelpName = "KEY",
            Description = "Fit this value only, such as forwarding.release_latency; repeatable; default: all that the core declares as free",
            Arity = new ArgumentArity(1, 1000),
            AllowMultipleArgumentsPerToken = false,
        };
        var file = new Option<string?>("--out") { HelpName = "FILE", Description = "Where the core file with the fitted values goes; default: none is written" };
        var seed = Options.Number("--seed", "S", "Seed of the search's starting points; default: 0", 0, long.MaxValue);
        var format = Options.Format("table", "markdown");
        var jobs = Options.Jobs();
        command.Add(paths);
        foreach (var option in (Option[])[core, kernel, lostSlices, fit, file, seed, format, jobs])
            command.Add(option);
        command.SetAction(parsed => new Request(
            parsed.GetValue(paths)!,
            parsed.GetValue(core)!,
            parsed.GetValue(kernel),
            LogMeasurements.Handlings[parsed.GetValue(lostSlices)!],
            parsed.GetValue(fit) ?? [],
            parsed.GetValue(file),
            parsed.GetValue(seed) ?? 0,
            parsed.GetValue(format)!,
            Options.JobsOf(parsed, jobs)).Run(context));
        return command;
    }

    sealed record Request(
        string[] Paths, string Core, string? Kernel, LostSliceHandling LostSlices, string[] Keys, string? File, long Seed, string Format, int Jobs)
    {
        public int Run(CommandContext context)
        {
            var bag = new DiagnosticBag();
            try
            {
                if (Fit(context, bag) is { } result)
                {
                    var table = CalibrationTable.Of(result);
                    context.Out.Write(Format == "markdown" ? MarkdownRenderer.Render(table) : TextRenderer.Render(table));
                    return File is null ? ExitCode.Done : OutputFile.Write(context, File, FittedCoreFile.Write(Path.GetFileNameWithoutExtension(File), Inherited(File), result));
                }
            }
            catch (OperationCanceledException)
            {
                context.Error.WriteLine("sim: interrupted; nothing was fitted");
                return ExitCode.Interrupted;
            }

            foreach (var diagnostic in bag.Distinct())
                context.Error.WriteLine(diagnostic);
            return ExitCode.BadInput;
        }

        CalibrationResult? Fit(CommandContext context, DiagnosticBag bag)
        {
            var core = Profile.ReadCore(Core, bag);
            var kernel = Kernel is null ? null : Profile.ReadKernel(Kernel, bag);
            var (benchmarks, others) = (Paths.Where(InstructionMeasurements.IsAt).ToList(), Paths.Where(path => !InstructionMeasurements.IsAt(path)));
            var files = others.Select(path => IsLog(path)
                ? LogMeasurements.Read(path, core?.Value, kernel?.Value, LostSlices, context.Error, bag)
                : MeasurementFile.Read(MeasurementFiles.Locate(path), bag)).ToList();
            var instructions = benchmarks.Select(path => InstructionMeasurements.Read(path, core is null ? [] : [core.Value.Name], bag)).ToList();
            return bag.HasErrors ? null : Calibrator.Fit(
                core!, Keys, [.. files.OfType<MeasurementFile>()], [.. instructions.OfType<InstructionMeasurements>()], Seed, context.Runner(Jobs), bag);
        }

        // The fitted file names the core as the user did, from where it will be.
        string Inherited(string file) => Core.Contains('/') || Core.EndsWith(".yaml", StringComparison.Ordinal)
            ? Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFullPath(Core)).Replace('\\', '/')
            : Core;

        // Of stdin, its text says so.
        static bool IsLog(string path) => StandardInput.Is(path) ? FtraceOpsLog.IsOne(ImportSource.File(StandardInput.Path))
            : !path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && MeasurementFiles.Locate(path) == path;
    }
}
