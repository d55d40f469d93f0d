using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Sim.Core.Runs;
using Sim.Reports.Results;

namespace Sim.Tests.Reports;

public sealed class ResultFileTests
{
    const string Heading =
        "scenario,cell,core,kernel,strategy,tracer,relevant_tracers,irrelevant_tracers,ops_flags,calls,seed,status,"
        + "total_ns,per_call_ns,overhead_ns,cycles_per_call,instructions_per_call,added_instructions_per_call,ipc,branch_mispredicts_per_call,"
        + "l1i_misses_per_call,l1d_misses_per_call,l2_misses_per_call,itlb_misses_per_call,dtlb_misses_per_call,"
        + "forwarding_failures_per_call,calls_per_second,calls_direct_share,calls_list_share,calls_veneer_share,calls_untraced_share,others_ns,attach_ns,"
        + "utilisation_percent,wait_mean_ns,response_mean_ns,response_median_ns,response_p99_ns,response_longest_ns,response_added_ns,queue_longest,"
        + "reason,validated,simulated_calls,followed_calls,run_state,dispatch_path,"
        + "reach_direct_fraction,reach_veneer_fraction,reach_fallback_fraction,reach_unreachable_fraction,timeline,tracer_setup,"
        + "call_median_ns,call_p99_ns,call_longest_ns,arrivals,inputs,cells,"
        + "cycles_caller_per_call,cycles_tracee_per_call,cycles_tracer_per_call,cycles_trampoline_per_call";

    [Test]
    public void The_columns_of_results_csv_are_a_contract() =>
        Assert.That(ResultsCsv.Write(MadeUp.PublishedTable().Cells).Split('\n')[0], Is.EqualTo(Heading));

    [Test]
    public void Every_column_of_results_csv_is_listed_with_its_meaning()
    {
        var listed = ResultColumns.All.ToDictionary(column => column.Name);

        foreach (var name in Heading.Split(',').Where(name => !name.StartsWith("cycles_", StringComparison.Ordinal) || name == "cycles_per_call"))
            Assert.That(listed[name].Meaning, Is.Not.Empty, name);
        foreach (var column in ResultColumns.All.Where(column => column.Unit == "ns" && column.Number is not null))
            Assert.That(column.Name, Does.Contain("_ns"));
        Assert.That(listed["overhead_ns_p95"].Availability, Is.EqualTo("with --uncertainty"));
        Assert.That(listed["overhead_ns_ci95_low"].Availability, Is.EqualTo("with --seeds"));
    }

    [Test]
    public void Every_number_of_results_csv_reads_back_exactly()
    {
        var cells = MadeUp.PublishedTable().Cells;

        using var csv = CsvReader.FromText(ResultsCsv.Write(cells));
        csv.ReadHeader();
        foreach (var cell in cells)
        {
            Assert.That(csv.Read());
            foreach (var metric in Metric.All.Where(metric => metric.Of(cell) is not null))
                Assert.That(double.Parse(csv.GetString(metric.Name), CultureInfo.InvariantCulture), Is.EqualTo(metric.Of(cell)));
        }

        Assert.That(csv.Read(), Is.False);
    }

    [Test]
    public void A_cell_without_numbers_has_a_row_with_its_reason_and_empty_fields()
    {
        var row = ResultsCsv.Write(MadeUp.Strategies().Cells).TrimEnd('\n').Split('\n')[^1];

        Assert.That(row, Does.StartWith(
            "made-up-strategies,3,apple-m1-firestorm,linux-5.4-mcount,mcount,nop,1,0,none,100000,1,unreachable,,,"));
        Assert.That(row, Does.EndWith(",no branch reaches the trampoline from 0xffff800000000000,false,,,warm,,,,,,,plain,,,,,,4,,,,"));
    }

    [Test]
    public void Means_over_seeds_have_columns_where_somebody_asked()
    {
        var drawn = MadeUp.Cell("call_ops", "linux-6.3-call-ops", 1, 0, 2) with { Seeds = new(3, [new("overhead_ns", 2.5, 2.25, 2.75)]) };
        var fixedCell = MadeUp.Cell("call_ops", "linux-6.3-call-ops", 2, 0, 20) with { Seeds = new(1, []) };

        var lines = ResultsCsv.Write(MadeUp.Of("one", "?", [drawn, fixedCell]).Cells).Split('\n');

        Assert.That(lines[0], Does.EndWith(
            ",seeds,depends_on_seed,total_ns_mean,total_ns_ci95_low,total_ns_ci95_high,per_call_ns_mean,per_call_ns_ci95_low,per_call_ns_ci95_high,"
            + "overhead_ns_mean,overhead_ns_ci95_low,overhead_ns_ci95_high,calls_per_second_mean,calls_per_second_ci95_low,calls_per_second_ci95_high,"
            + "call_p99_ns_mean,call_p99_ns_ci95_low,call_p99_ns_ci95_high,"
            + "response_mean_ns_mean,response_mean_ns_ci95_low,response_mean_ns_ci95_high,response_added_ns_mean,response_added_ns_ci95_low,response_added_ns_ci95_high"));
        Assert.That(lines[1], Does.EndWith(",3,true,,,,,,,2.5,2.25,2.75,,,,,,,,,,,,"));
        Assert.That(lines[2], Does.EndWith(",1,false,,,,,,,,,,,,,,,,,,,,,"));
    }

    [Test]
    public void A_name_that_a_spreadsheet_would_execute_is_escaped()
    {
        var results = MadeUp.Of("one", "?", [MadeUp.Cell("call_ops", "=1+1", 1, 0, -2)]);

        var csv = ResultsCsv.Write(results.Cells);

        Assert.That(csv, Does.Contain("'=1+1").And.Contain(",-2,"));
    }

    [Test]
    public void Flags_are_joined_in_files()
    {
        var cell = MadeUp.Cell("list_func", "k", 1, 0, 2);
        var flagged = cell.Of(cell.Spec with { OpsFlags = Core.Kernel.OpsFlags.Recursion | Core.Kernel.OpsFlags.Rcu });

        Assert.That(ResultsCsv.Write([flagged]), Does.Contain(",recursion+rcu,"));
    }

    [Test]
    public void Results_json_says_its_schema_and_holds_every_cell_with_metrics_regions_and_measurements()
    {
        var results = MadeUp.PublishedTable();

        using var json = JsonDocument.Parse(ResultsJson.Write(results));

        var root = json.RootElement;
        var cell = root.GetProperty("cells")[8];
        Assert.That(root.GetProperty("schema").GetString(), Is.EqualTo("sim/results/1"));
        Assert.That(root.GetProperty("cells").GetArrayLength(), Is.EqualTo(results.Cells.Count));
        Assert.That(
            cell.GetProperty("metrics").GetProperty("overhead_ns").GetDouble(),
            Is.EqualTo(Metric.Find("overhead_ns")!.Of(results.Cells[8])));
        Assert.That(cell.GetProperty("regions").EnumerateArray().Sum(region => region.GetProperty("cycles").GetInt64()),
            Is.EqualTo(results.Cells[8].Run!.Cycles));
        Assert.That(root.GetProperty("measurements").GetArrayLength(), Is.EqualTo(results.Measurements.Count));
        Assert.That(root.GetProperty("profiles")[0].GetProperty("values")[1].GetProperty("guess").GetString(), Is.EqualTo("not published"));
    }

    [Test]
    public void Validation_csv_gives_every_row_with_prediction_and_verdict()
    {
        var csv = ValidationCsv.Write(
        [
            new(MadeUp.Measured("list_func", "k", 1, 1, 20, MeasurementRole.Validation), 25, null),
            new(
                MadeUp.Measured("list_func", "k", 1, 2, 20, MeasurementRole.Context) with { TolerancePercent = null },
                null,
                "not predicted"),
        ]);

        Assert.That(csv.Split('\n')[1], Is.EqualTo(
            "made-up-source,apple-m1-firestorm,k,list_func,nop,1,1,none,100000,overhead_ns,20,validation,15,,25,25,false,"));
        Assert.That(csv.Split('\n')[2], Is.EqualTo(
            "made-up-source,apple-m1-firestorm,k,list_func,nop,1,2,none,100000,overhead_ns,20,context,,,,,,not predicted"));
    }
}
