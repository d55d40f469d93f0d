using Sim.Core.Runs;
using Sim.Reports.Remarks;
using Sim.Reports.Results;
using Sim.Reports.Tables;

namespace Sim.Tests.Reports;

public sealed class OpenLoadReportTests
{
    // A call takes what the made-up ones take, and comes every so many picoseconds.
    static CellResult Cell(double loadOfCore)
    {
        var closed = MadeUp.Cell("call_ops", "linux-6.3-call-ops", 1, 0, 20);
        var perCallPs = 1000 * closed.Run!.TotalNs / closed.Run.Calls;
        var idle = (long)(closed.Run.Cycles * Math.Max(0, (1 / loadOfCore) - 1));
        var load = new OpenLoadResult(idle, WaitMeanNs: 5, ResponseMeanNs: 25.5, new CallTimes(20, 60, 80), QueueLongest: 3);
        return closed.Of(closed.Spec with { Arrivals = new(ArrivalKind.Poisson, (long)Math.Round(perCallPs / loadOfCore), Seed: 1) }) with
        {
            Run = closed.Run with { OpenLoad = load },
            Baseline = closed.Baseline! with { OpenLoad = load with { ResponseMeanNs = 10.5 } },
        };
    }

    [TestCase(0.5, null)]
    [TestCase(0.99, null)]
    [TestCase(1.25, "overload: 1.25 times what the core can serve, response times grow with the run")]
    public void More_load_than_the_core_can_serve_is_a_remark(double load, string? remark) => Assert.That(Overload.Of(Cell(load)), Is.EqualTo(remark));

    [Test]
    public void A_closed_load_is_never_overloaded_and_has_none_of_the_figures()
    {
        var closed = MadeUp.Cell("call_ops", "linux-6.3-call-ops", 1, 0, 20);

        Assert.That(Overload.Of(closed), Is.Null);
        Assert.That(Figures(closed), Is.All.Null);
    }

    [Test]
    public void The_title_says_between_which_loads_response_times_double()
    {
        var (light, heavy) = (Cell(0.25), Cell(0.5));
        light = light with { Run = light.Run! with { OpenLoad = light.Run.OpenLoad! with { ResponseMeanNs = 20.9 } } };

        Assert.That(Headline.Of(MadeUp.Of("open", "When?", [light, heavy])).Title, Is.EqualTo(
            "Response time doubles between a call every 83750 and 41875 ps under call_ops"));
        Assert.That(Headline.Of(MadeUp.Of("open", "When?", [light, light.Of(heavy.Spec)])).Title, Does.StartWith("Response time doubles at no load up to a call every "));
    }

    [Test]
    public void A_response_time_that_has_doubled_at_the_lightest_load_has_doubled_already()
    {
        var (light, heavy) = (Cell(0.25), Cell(0.5));
        var answer = Headline.Of(MadeUp.Of("open", "When?", [light, heavy, Under("list_func", light), Under("list_func", heavy)]));

        Assert.That(answer, Is.EqualTo(new Answer("Response time has doubled already at a call every 83750 ps under call_ops and list_func", "No load is lighter than a call every 83750 ps.")));
    }

    [Test]
    public void Of_loads_that_no_line_holds_the_title_has_those_by_which_response_times_double()
    {
        var (light, heavy) = (Every(200, Cell(0.25)), Every(50, Cell(0.5)));
        var calm = light with { Run = light.Run! with { OpenLoad = light.Run.OpenLoad! with { ResponseMeanNs = 20.9 } } };
        var answer = Headline.Of(MadeUp.Of("open", "When?", [Under("list_func", light), Under("list_func", heavy), calm, heavy]));

        Assert.That(answer.Title, Is.EqualTo("Response time doubles by a call every 200 ns under list_func, every 50 ns under call_ops"));
        Assert.That(answer.Rest, Is.EqualTo("Response time has doubled already at a call every 200 ns under list_func, doubles between a call every 200 and 50 ns under call_ops. "
            + "No load is lighter than a call every 200 ns."));
    }

    static CellResult Every(long ns, CellResult cell) => cell.Of(cell.Spec with { Arrivals = cell.Spec.Arrivals! with { Every = 1000 * ns } });

    static CellResult Under(string strategy, CellResult cell) => cell with { Planned = cell.Planned with { Strategy = strategy } };

    [Test]
    public void Where_cores_differ_in_the_load_at_which_response_times_double_the_title_covers_all_of_them()
    {
        var (light, heavy) = (Cell(0.25), Cell(0.5));
        var calm = light with { Run = light.Run! with { OpenLoad = light.Run.OpenLoad! with { ResponseMeanNs = 20.9 } } };

        Assert.That(TitleOf(light, heavy, On("b", calm), On("b", heavy)), Is.EqualTo("Response time doubles by a call every 41875 ps under call_ops"));
        Assert.That(TitleOf(light, heavy, On("b", calm), On("b", calm.Of(heavy.Spec))), Is.EqualTo("Response time doubles never or by a call every 83750 ps under call_ops"));

        static string TitleOf(params IReadOnlyList<CellResult> cells) => Headline.Of(MadeUp.Of("open", "When?", cells)).Title;

        static CellResult On(string core, CellResult cell) => cell.Of(cell.Spec with { Core = cell.Spec.Core with { Name = core } });
    }

    [Test]
    public void The_table_and_the_metrics_have_response_times()
    {
        var cell = Cell(0.5);

        var table = OverheadTable.Of(MadeUp.Of("open", "Is it open?", [cell])).Tables[0];

        Assert.That(Figures(cell).Select(figure => Math.Round(figure!.Value, 3)), Is.EqualTo(new[] { 50, 5, 25.5, 20, 60, 80, 15, 3 }));
        Assert.That(table.Columns.Select(column => column.Heading), Is.SupersetOf(new[] { "busy (%)", "response (ns)", "99 % (ns)", "added (ns)" }));
        Assert.That(table.Rows[^1], Is.SupersetOf(new[] { "50.0", "25.5", "60.0", "15.0" }));
    }

    static IEnumerable<double?> Figures(CellResult cell) =>
        Metric.All.SkipWhile(metric => metric.Name != "utilisation_percent").Take(8).Select(metric => metric.Of(cell));
}
