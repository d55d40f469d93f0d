using System.CommandLine;
using Sim.Cli.Output;
using Sim.Cli.Usage;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Reports.Results;
using Sim.Scenarios.Import;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Profiles;

namespace Sim.Cli.Verbs;

/// <summary><c>sim import ftrace-ops</c>: the kernel log of the in-tree sample into a measurement file.</summary>
static class ImportFtraceOpsVerb
{
    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "ftrace-ops",
            "What the kernel's ftrace-ops sample logged, as a measurement file: medians over repeated runs, without lost time slices.",
            """
            sim import ftrace-ops my.log            what was measured; rows are context, as a log names no core and kernel build
            sim import ftrace-ops my.log --core my-core.yaml --kernel linux-6.12-debian --out mine.csv
            sim import ftrace-ops my.log --core cortex-a72 --kernel linux-6.1-debian --role calibration
            """);
        var log = new Argument<string>("LOG") { Description = "Kernel log with runs of the sample, as dmesg or journalctl prints it; - is stdin" };
        var core = new Option<string?>("--core") { HelpName = "CORE", Description = "The core: a file, or a name from 'sim list cores'" };
        var kernel = new Option<string?>("--kernel") { HelpName = "KERNEL", Description = "The kernel build: a file, or a name from 'sim list kernels'" };
        var source = new Option<string?>("--source") { HelpName = "KEY", Description = "Source of the rows; default: the log's name" };
        var role = new Option<string>("--role")
        {
            HelpName = "validation|calibration|context",
            Description = "What the rows are for: to check predictions, to fit parameters, or to be shown",
            DefaultValueFactory = _ => "validation",
        };
        role.Validators.Add(result => Options.Check(result, "role", [.. Roles.Keys]));
        var tolerance = Options.Number("--tolerance", "PERCENT", "Tolerance of each row; default: 15", 0, 1000);
        var hz = Options.Number("--hz", "HZ", "CONFIG_HZ of that kernel; default: 100, 250, 300 and 1000 are tried", 10, 10_000);
        var lostSlices = LogMeasurements.LostSlices();
        var file = new Option<string?>("--out") { HelpName = "FILE", Description = "Where the measurement file goes; default: stdout" };
        command.Add(log);
        foreach (var option in (Option[])[core, kernel, source, role, tolerance, hz, lostSlices, file])
            command.Add(option);
        command.SetAction(parsed => Run(
            context,
            parsed.GetValue(log)!,
            parsed.GetValue(core),
            parsed.GetValue(kernel),
            parsed.GetValue(file),
            (foundCore, foundKernel) => new ImportSettings(
                parsed.GetValue(source) ?? ImportSource.Of(parsed.GetValue(log)!, context.In).Name,
                foundCore,
                foundKernel,
                Roles[parsed.GetValue(role)!],
                parsed.GetValue(role) == "validation" ? parsed.GetValue(tolerance) ?? 15 : parsed.GetValue(tolerance),
                (int?)parsed.GetValue(hz),
                LogMeasurements.Handlings[parsed.GetValue(lostSlices)!])));
        return command;
    }

    static int Run(
        CommandContext context, string path, string? core, string? kernel, string? file, Func<CoreProfile?, KernelBuild?, ImportSettings> settings)
    {
        var bag = new DiagnosticBag();
        var log = FtraceOpsLog.Read(ImportSource.Of(path, context.In), bag);
        var foundCore = core is null ? null : Profile.ReadCore(core, bag)?.Value;
        var foundKernel = kernel is null ? null : Profile.ReadKernel(kernel, bag)?.Value;
        var import = bag.HasErrors ? null : FtraceOpsImport.Of(log!, settings(foundCore, foundKernel), bag);
        foreach (var diagnostic in bag)
            context.Error.WriteLine(diagnostic);
        if (import is null)
            return ExitCode.BadInput;

        foreach (var remark in import.Remarks)
            context.Error.WriteLine(remark);
        return OutputFile.Write(context, file, MeasurementCsv.Write(import.Rows));
    }

    static readonly Dictionary<string, MeasurementRole> Roles = new()
    {
        ["validation"] = MeasurementRole.Validation,
        ["calibration"] = MeasurementRole.Calibration,
        ["context"] = MeasurementRole.Context,
    };
}
