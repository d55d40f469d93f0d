using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Import;
using Sim.Scenarios.Import.Lines;
using Sim.Tests.Validation;

namespace Sim.Tests.Scenarios.Import;

public sealed class FtraceOpsImportTests
{
    [Test]
    public void The_published_totals_give_the_shipped_measurements()
    {
        var shipped = Shipped.Measurements("rutland-2023-m1.csv").Rows.Where(row => row.Kernel == "linux-6.2-args").ToList();
        // Overheads are above the first row's time; where a row has lost slices its published one is the one to log.
        var logged = shipped.Where(row => row.Metric is "per_call_ns" or "overhead_ns_published"
            || !shipped.Any(other => other.Metric == "overhead_ns_published" && SameCell(other, row)));
        var text = string.Join('\n', logged.Select(row => LogText.Run(
            row.RelevantTracers, row.IrrelevantTracers, (long)Math.Round((row.Value + (row.RelevantTracers > 0 ? 0.94583 : 0)) * 100_000))));

        var rows = Import(text).Rows;

        Assert.That(rows.Select(Cell), Is.EqualTo(shipped.Select(Cell)));
        Assert.That(rows.Zip(shipped, (found, known) => Math.Abs(found.Value - known.Value)), Is.All.LessThan(1e-4));
    }

    [Test]
    public void Repeated_runs_become_their_median()
    {
        var text = string.Join('\n', LogText.Run(0, 0, 100_000), LogText.Run(1, 0, 1_100_000), LogText.Run(1, 0, 1_140_000), LogText.Run(1, 0, 1_110_000));

        var row = Import(text).Rows[1];

        Assert.That(row.Value, Is.EqualTo(10.1));
        Assert.That(row.Note, Is.EqualTo("median of 3 runs, spread 3.6 %"));
    }

    [TestCase(LostSliceHandling.Remove, new[] { "overhead_ns", "overhead_ns_published" })]
    [TestCase(LostSliceHandling.Keep, new[] { "overhead_ns" })]
    [TestCase(LostSliceHandling.Drop, new string[0])]
    public void Lost_slices_are_taken_out_left_in_or_their_runs_left_out(LostSliceHandling handling, string[] metrics)
    {
        var import = Import(House.Repository.Read("scenarios/measurements/logs/rutland-2023-m1-before.log"), Settings with { LostSlices = handling });

        Assert.That(import.Rows.Where(row => row.RelevantTracers == 2).Select(row => row.Metric), Is.EqualTo(metrics));
        Assert.That(import.Remarks, Has.Some.StartsWith("lost time slices: 5 of 8 runs, 4.00 ms each"));
    }

    [Test]
    public void Without_a_baseline_rows_are_times_per_call()
    {
        var import = Import(LogText.Run(1, 0, 1_100_000));

        Assert.That(import.Rows.Single().Metric, Is.EqualTo("per_call_ns"));
        Assert.That(import.Remarks, Has.Some.StartsWith("no run without relevant ops"));
    }

    [Test]
    public void Without_core_and_kernel_rows_are_context()
    {
        var row = Import(LogText.Run(0, 0, 100_000), new ImportSettings("me", null, null, MeasurementRole.Validation, 15, null)).Rows.Single();

        Assert.That((row.Core, row.Kernel, row.Strategy, row.Role), Is.EqualTo(("unknown", "unknown", "unknown", MeasurementRole.Context)));
    }

    [Test]
    public void One_kernel_does_not_stand_for_boots_of_two()
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();
        var log = FtraceOpsLog.Read(ImportSource.File(folder.Write("m.log", $"Linux version 6.1\nLinux version 6.12\n{LogText.Run(0, 0, 1)}")), bag)!;

        Assert.That(FtraceOpsImport.Of(log, Settings, bag), Is.Null);
        Assert.That(folder.Show(bag), Does.StartWith("m.log: error SIM183: the log has boots of several kernels, '6.1', '6.12'"));
    }

    static ImportSettings Settings => new(
        "rutland-2023-call-ops", Shipped.Core("apple-m1-firestorm"), Shipped.Kernel("linux-6.2-args"), MeasurementRole.Validation, 15, null);

    static FtraceOpsImport Import(string text, ImportSettings? settings = null)
    {
        using var folder = new TemporaryFolder();
        return FtraceOpsImport.Of(FtraceOpsLog.Read(ImportSource.File(folder.Write("m.log", text)), [])!, settings ?? Settings, [])!;
    }

    static bool SameCell(Measurement one, Measurement other) =>
        (one.RelevantTracers, one.IrrelevantTracers) == (other.RelevantTracers, other.IrrelevantTracers);

    static (string, string, int, int, string) Cell(Measurement row) =>
        (row.Kernel, row.Strategy, row.RelevantTracers, row.IrrelevantTracers, row.Metric);
}
