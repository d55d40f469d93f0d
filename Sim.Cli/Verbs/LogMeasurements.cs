using System.CommandLine;
using Sim.Cli.Usage;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Import;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Reading;

namespace Sim.Cli.Verbs;

/// <summary>A log of the ftrace-ops sample where a measurement file is wanted.</summary>
static class LogMeasurements
{
    /// <summary><c>--lost-slices</c>: what becomes of runs that lost time slices.</summary>
    public static Option<string> LostSlices()
    {
        var option = new Option<string>("--lost-slices")
        {
            HelpName = string.Join('|', Handlings.Keys),
            Description = "Lost time slices of a log: taken out of the times, left in, or the runs left out",
            DefaultValueFactory = _ => "remove",
        };
        option.Validators.Add(result => Options.Check(result, "handling of lost slices", [.. Handlings.Keys]));
        return option;
    }

    /// <summary>What <see cref="LostSlices"/> can say.</summary>
    public static IReadOnlyDictionary<string, LostSliceHandling> Handlings { get; } = new Dictionary<string, LostSliceHandling>
    {
        ["remove"] = LostSliceHandling.Remove,
        ["keep"] = LostSliceHandling.Keep,
        ["drop"] = LostSliceHandling.Drop,
    };

    /// <summary>The log's runs as calibration rows of <paramref name="core"/>; null with diagnostics.</summary>
    public static MeasurementFile? Read(
        string path, CoreProfile? core, KernelBuild? kernel, LostSliceHandling lostSlices, TextWriter remarks, DiagnosticBag bag)
    {
        if (kernel is null && !bag.HasErrors)
            bag.Add("SIM187", "a log does not say which kernel build it was made on", new SourceSpan(path), "Name it with --kernel; 'sim list kernels' has some.");
        if (FtraceOpsLog.Read(ImportSource.File(StandardInput.PathOf(path)), bag) is not { } log || core is null || kernel is null)
            return null;
        var settings = new ImportSettings(Path.GetFileNameWithoutExtension(path), core, kernel, MeasurementRole.Calibration, null, null, lostSlices);
        if (FtraceOpsImport.Of(log, settings, bag) is not { } import)
            return null;
        foreach (var remark in import.Remarks)
            remarks.WriteLine(remark);
        return new MeasurementFile(
            path,
            import.Rows,
            new Dictionary<string, CoreProfile> { [core.Name] = core },
            new Dictionary<string, KernelBuild> { [kernel.Name] = kernel });
    }
}
