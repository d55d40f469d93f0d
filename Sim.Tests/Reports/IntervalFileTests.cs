using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Sim.Core;
using Sim.Core.Runs;
using Sim.Reports.Results;
using Sim.Tests.Validation;

namespace Sim.Tests.Reports;

/// <summary>intervals.csv and the same in results.json, of a cell that was simulated.</summary>
public sealed class IntervalFileTests
{
    const long Microsecond = 1_000_000;

    [Test]
    public void Intervals_add_up_to_the_row_of_results_csv()
    {
        var cell = Cell();
        var rows = Rows(IntervalsCsv.Write([cell])!);
        var results = Rows(ResultsCsv.Write([cell])).Single();

        Assert.That(rows, Has.Count.GreaterThan(5));
        Assert.That(rows.Sum(row => row["calls"]), Is.EqualTo(results["calls"]));
        Assert.That(rows.Sum(row => row["others_ns"]), Is.EqualTo(results["others_ns"]).Within(1e-6));
        Assert.That(rows[^1]["end_ns"], Is.EqualTo(results["total_ns"]));
        Assert.That(rows.Sum(row => row["calls"] * row.GetValueOrDefault("calls_list_share")) / 20_000, Is.EqualTo(results["calls_list_share"]).Within(1e-9));

        // Overhead is per call and of the baseline's time per call, without what others had of either.
        var quiet = rows.First(row => row["others_ns"] == 0);
        var busy = rows.First(row => row["others_ns"] > 0 && row["calls"] > 0);
        var perCall = (quiet["end_ns"] - quiet["start_ns"]) / quiet["calls"];
        var baseline = (cell.Baseline!.TotalNs - cell.Baseline.OthersNs) / cell.Baseline.Calls;
        Assert.That(quiet["calls_per_second"], Is.EqualTo(1e9 / perCall).Within(1e-6).Percent);
        Assert.That(quiet["overhead_percent"], Is.EqualTo(((perCall / baseline) - 1) * 100).Within(1e-6).Percent);
        Assert.That(busy["overhead_percent"], Is.EqualTo((((busy["end_ns"] - busy["start_ns"] - busy["others_ns"]) / busy["calls"] / baseline) - 1) * 100).Within(1e-6).Percent);
    }

    [Test]
    public void Results_json_has_the_same_intervals()
    {
        var cell = Cell();
        var rows = Rows(IntervalsCsv.Write([cell])!);

        using var json = JsonDocument.Parse(ResultsJson.Write(MadeUp.Of("one", "?", [cell])));

        var intervals = json.RootElement.GetProperty("cells")[0].GetProperty("intervals");
        Assert.That(intervals.GetArrayLength(), Is.EqualTo(rows.Count));
        foreach (var (interval, row) in intervals.EnumerateArray().Zip(rows))
        {
            foreach (var property in interval.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Number))
                Assert.That(property.Value.GetDouble(), Is.EqualTo(row[property.Name]));
        }
    }

    [Test]
    public void Where_no_cell_has_intervals_there_is_no_file() =>
        Assert.That(IntervalsCsv.Write(MadeUp.PublishedTable().Cells), Is.Null);

    static CellResult Cell()
    {
        var slice = new TimelineEntry(TimelineKind.TimeSlice, 30 * Microsecond, 1, 1, 45 * Microsecond, 0);
        var spec = Shipped.Cell("neoverse-n1", "linux-6.1-debian", 1, 1, calls: 20_000) with { Interval = 20 * Microsecond, Timeline = new([slice]) };
        return MadeUp.Cell("list_func", "linux-6.1-debian", 1, 1, 0).Of(spec) with
        {
            Run = Simulation.Run(spec),
            Baseline = Simulation.Run(spec with { RelevantTracers = 0, IrrelevantTracers = 0 }),
        };
    }

    // The numbers of each row, by column.
    static List<Dictionary<string, double>> Rows(string text)
    {
        using var csv = CsvReader.FromText(text);
        csv.ReadHeader();
        List<Dictionary<string, double>> rows = [];
        while (csv.Read())
        {
            var row = new Dictionary<string, double>();
            foreach (var column in text.Split('\n')[0].Split(','))
            {
                if (double.TryParse(csv.GetString(column), CultureInfo.InvariantCulture, out var number))
                    row.Add(column, number);
            }

            rows.Add(row);
        }

        return rows;
    }
}
