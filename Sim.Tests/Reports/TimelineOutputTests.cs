using System.Text.Json;
using Sim.Core;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Charts;
using Sim.Reports.Remarks;
using Sim.Reports.Traces;
using Sim.Tests.Loads;

namespace Sim.Tests.Reports;

/// <summary>The chart over time and timeline.json, of a cell in which a tool comes and goes among ticks.</summary>
public sealed class TimelineOutputTests
{
    const long Microsecond = 1_000_000;

    static readonly ScenarioResults Results = MadeUp.Of("busy", "What is lost meanwhile?", [Cell("linux-6.12-debian"), Cell("linux-6.1-debian")]);

    [Test]
    public void Slices_of_the_core_fill_the_run_and_add_up_to_the_totals()
    {
        using var json = JsonDocument.Parse(TraceJson.Write(Results)!);

        foreach (var cell in Results.Cells)
        {
            var slices = Slices(json, cell.Cell + 1);
            var core = slices.Where(slice => slice.Track == 1).ToList();
            var (run, tasks) = (core[0], core[1..]);
            Assert.That((run.Name, run.Start), Is.EqualTo(("run", 0m)));
            Assert.That((double)run.Length * 1000, Is.EqualTo(cell.Run!.TotalNs).Within(0.5));

            // Inside it, one after the other without gaps.
            Assert.That(tasks.Select(slice => slice.Start), Is.EqualTo(tasks.Select(slice => slice.Start).Order()));
            Assert.That(tasks[1..].Select(slice => slice.Start), Is.EqualTo(tasks[..^1].Select(slice => slice.Start + slice.Length)));
            Assert.That(tasks[^1].Start + tasks[^1].Length, Is.EqualTo(run.Length));

            AssertSum(tasks, slice => slice.Name is "attach first" or "detach first", cell.Run.Course.AttachNs);
            AssertSum(tasks, slice => slice.Name is "tick" or "time_slice", cell.Run.OthersNs);
            AssertSum(tasks, slice => slice.Name == "workload", cell.Run.TotalNs - cell.Run.Course.AttachNs - cell.Run.OthersNs);

            // The same slices are on the tracks of their tasks.
            Assert.That(slices.Where(slice => slice.Track != 1).Select(slice => (slice.Name, slice.Start, slice.Length)),
                Is.EqualTo(tasks.Select(slice => (slice.Name, slice.Start, slice.Length))));
            Assert.That(slices.Where(slice => slice.Track != 1).Select(slice => (slice.Name, slice.Track)).Distinct().Count(),
                Is.EqualTo(slices.Where(slice => slice.Track != 1).Select(slice => slice.Track).Distinct().Count()));
        }
    }

    [Test]
    public void Counters_are_those_of_the_intervals_and_instants_say_when_tools_come_and_go()
    {
        using var json = JsonDocument.Parse(TraceJson.Write(Results)!);
        var events = json.RootElement.GetProperty("traceEvents").EnumerateArray().Where(item => item.GetProperty("pid").GetInt32() == 1).ToList();

        var throughput = events.Where(item => item.GetProperty("name").GetString() == "throughput").ToList();
        Assert.That(
            throughput.Select(item => item.GetProperty("args").GetProperty("calls_per_second").GetDouble()),
            Is.EqualTo(Results.Cells[0].Run!.Course.Intervals.Select(interval => interval.CallsPerSecond)));
        Assert.That(
            events.Where(item => item.GetProperty("ph").GetString() == "i" && item.GetProperty("s").GetString() == "p").Select(item => item.GetProperty("name").GetString()),
            Is.EquivalentTo(new[] { "attach first begins", "attach first is done", "detach first begins", "detach first is done" }));
        Assert.That(json.RootElement.GetProperty("otherData").GetProperty("scenario").GetString(), Is.EqualTo("busy"));
    }

    [Test]
    public void A_file_is_bounded_and_says_what_it_leaves_out()
    {
        var course = new RunCourse(0, [], [.. Enumerable.Range(1, Absence.Most).Select(i => new Absence(TimelineKind.Tick, "", i, i + 1))], 5);
        var cell = Results.Cells[0] with { Run = Results.Cells[0].Run! with { Course = course } };
        var results = MadeUp.Of("long", "?", [cell, cell]);

        Assert.That(TraceJson.Remark(results), Is.EqualTo(
            "timeline.json leaves out 1 cell, as more than 1,000,000 events are too many for a file, and the last 5 times that others had the core"));
        using var json = JsonDocument.Parse(TraceJson.Write(results)!);
        Assert.That(Slices(json, 1), Has.Count.EqualTo(1 + (2 * (Absence.Most + 2))), "each tick of a nanosecond, and the workload before and after");
        Assert.That(json.RootElement.GetProperty("otherData").GetProperty("left_out").GetString(), Is.EqualTo(TraceJson.Remark(results)));
        Assert.That(TraceJson.Remark(Results), Is.Null);
        Assert.That(TraceJson.Write(MadeUp.PublishedTable()), Is.Null);
    }

    [Test]
    public void The_chart_shows_every_cell_and_names_what_happens()
    {
        var svg = TimelineChart.Draw(Results)!.ToSvg();

        Assert.That(TimelineChart.Draw(Results)!.ToSvg(), Is.EqualTo(svg));
        foreach (var text in (string[])["attach first", "attached", "detach first", "detached", "call_ops, linux-6.12-debian", "list_func, linux-6.1-debian"])
            Assert.That(svg, Does.Contain(text));
        Assert.That(TimelineChart.Draw(MadeUp.PublishedTable()), Is.Null);
    }

    [Test]
    public void So_many_ticks_that_they_would_cover_the_chart_are_thinned_out()
    {
        var cell = Results.Cells[0];
        var (end, course) = (cell.Run!.TotalNs, cell.Run.Course);
        var ticks = Enumerable.Range(0, 50_000).Select(i => new Absence(TimelineKind.Tick, "", end * i / 50_000, (end * i / 50_000) + 1)).ToList();
        var many = MadeUp.Of("many", "?", [cell with { Run = cell.Run with { Course = course with { Absences = ticks } } }]);

        Assert.That(TimelineChart.Draw(many)!.ToSvg(), Has.Length.LessThan(200_000));
    }

    [Test]
    public void The_answer_is_what_the_work_loses()
    {
        Assert.That(Headline.Of(Results).Title, Does.Match(@"^The work takes 0\.\d+ ms longer under call_ops, 0\.\d+ ms under list_func$"));
        Assert.That(Headline.Of(Results).Rest, Does.Match(@"^Attaching and detaching are 0\.\d+ ms of it under call_ops, 0\.\d+ ms of it under list_func\.$"));
    }

    [Test]
    public void Under_one_strategy_the_answer_compares_cores()
    {
        var cell = Results.Cells[0];
        var slow = cell.Of(cell.Spec with { Core = cell.Spec.Core with { Name = "slow" } }) with { Run = cell.Run! with { TotalNs = 2 * cell.Run.TotalNs } };

        Assert.That(Headline.Of(MadeUp.Of("cores", "?", [cell, slow])).Title, Does.Match($@"^The work takes [\d.]+ ms longer on {cell.Spec.Core.Name}, [\d.]+ ms on slow$"));
    }

    static void AssertSum(List<TraceSlice> slices, Func<TraceSlice, bool> which, double expectedNs)
    {
        var chosen = slices.Where(which).ToList();
        Assert.That(chosen, Is.Not.Empty);
        Assert.That((double)chosen.Sum(slice => slice.Length) * 1000, Is.EqualTo(expectedNs).Within(chosen.Count));
    }

    static List<TraceSlice> Slices(JsonDocument json, int process) =>
    [
        .. from item in json.RootElement.GetProperty("traceEvents").EnumerateArray()
           where item.GetProperty("pid").GetInt32() == process && item.GetProperty("ph").GetString() == "X"
           select new TraceSlice(item.GetProperty("name").GetString()!, item.GetProperty("tid").GetInt32(), item.GetProperty("ts").GetDecimal(), item.GetProperty("dur").GetDecimal()),
    ];

    static CellResult Cell(string kernel)
    {
        var cell = SmallProfile.Cell(kernel, calls: 20_000, seed: 3, SmallProfile.Tool("count", "*") with { Name = "first" });
        var spec = cell with
        {
            Kernel = cell.Kernel with { Size = cell.Kernel.Size! with { TraceableFunctions = 400, ModuleFunctions = 2 } },
            Interval = 10 * Microsecond,
            Timeline = new([
                Change(TimelineKind.Attach, 20 * Microsecond),
                new(TimelineKind.Tick, 15 * Microsecond, 40 * Microsecond, null, 2 * Microsecond, 50),
                new(TimelineKind.TimeSlice, 30 * Microsecond, 1, 1, 25 * Microsecond, 0),
                Change(TimelineKind.Detach, 150 * Microsecond),
            ]),
        };
        var untraced = spec with { RelevantTracers = 0, Tools = ToolSet.None, Timeline = spec.Timeline.WithoutTools };
        return MadeUp.Cell(kernel == "linux-6.1-debian" ? "list_func" : "call_ops", kernel, 1, 0, 0).Of(spec) with
        {
            Run = Simulation.Run(spec),
            Baseline = Simulation.Run(untraced),
        };
    }

    static TimelineEntry Change(TimelineKind kind, long at) => new(kind, at, 15 * Microsecond, 1, 10 * Microsecond, 0) { Tool = "first" };

    sealed record TraceSlice(string Name, int Track, decimal Start, decimal Length);
}
