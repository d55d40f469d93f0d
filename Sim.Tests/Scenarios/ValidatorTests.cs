using System.Collections.Concurrent;
using Sim.Core.Runs;
using Sim.Scenarios.Analyses;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Running;

namespace Sim.Tests.Scenarios;

public sealed class ValidatorTests
{
    const string File = """
        source,core,kernel,strategy,tracer,relevant_tracers,irrelevant_tracers,ops_flags,calls,metric,value,role,tolerance_percent
        me,neoverse-n1,linux-6.1-debian,list_func,nop,1,2,none,1000,overhead_ns,40,validation,10
        me,neoverse-n1,linux-6.1-debian,list_func,nop,1,2,none,1000,per_call_ns,31,validation,10
        me,neoverse-n1,linux-6.1-debian,call_ops,nop,1,2,none,1000,overhead_ns,30,validation,10
        me,neoverse-n1,linux-6.1-debian,list_func,nop,1,2,none,1000,score,30,context,
        me,any,linux-6.1-debian,list_func,nop,3,0,none,1000,overhead_ns,30,calibration,
        me,any,linux-9.9,list_func,nop,3,0,none,1000,overhead_ns,30,context,

        """;

    [Test]
    public void Every_row_is_predicted_or_has_a_reason_in_file_order()
    {
        var rows = Predict((spec, _) => Results.Run(spec));

        Assert.That(rows.Select(row => row.Predicted), Is.EqualTo(new double?[] { 30, 31, null, null, 30, null }));
        Assert.That(rows.Select(row => row.Reason), Is.EqualTo(new[]
        {
            null,
            null,
            "linux-6.1-debian has list_func, not call_ops: call ops came with 6.3",
            "Sim does not predict score",
            null,
            "no kernel linux-9.9",
        }));
        Assert.That(rows.Select(row => row.Fails), Is.EqualTo(new[] { true, false, true, false, false, false }));
    }

    [Test]
    public void Rows_of_one_situation_share_a_run()
    {
        var runs = new ConcurrentBag<CellSpec>();

        Predict((spec, _) =>
        {
            runs.Add(spec);
            return Results.Run(spec);
        });

        Assert.That(runs, Has.Count.EqualTo(4));
    }

    [Test]
    public void A_figure_that_no_core_changes_shares_the_default_cores_run()
    {
        using var folder = new TemporaryFolder();
        var text = File.Replace("neoverse-n1", "apple-m1-firestorm", StringComparison.Ordinal);

        var file = MeasurementFile.Read(folder.Write("m.csv", text), [])!;

        Assert.That(file.Cores["any"], Is.SameAs(file.Cores["apple-m1-firestorm"]));
    }

    [Test]
    public void A_run_that_fails_is_the_reason_of_its_rows()
    {
        var rows = Predict((spec, _) => spec.RelevantTracers == 1 ? throw new NotSupportedException("not yet") : Results.Run(spec));

        Assert.That(rows[0].Reason, Is.EqualTo("NotSupportedException: not yet"));
        Assert.That(rows[4].Predicted, Is.EqualTo(30));
    }

    static IReadOnlyList<ValidationRow> Predict(Func<CellSpec, CancellationToken, RunResult> simulate)
    {
        using var folder = new TemporaryFolder();
        var file = MeasurementFile.Read(folder.Write("m.csv", File), [])!;
        return Validator.Predict(file, new Runner(2, simulate));
    }
}
