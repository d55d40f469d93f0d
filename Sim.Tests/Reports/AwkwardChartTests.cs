using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Charts;
using Sim.Reports.Remarks;

namespace Sim.Tests.Reports;

/// <summary>Shapes of results that fill a chart with what says little.</summary>
public sealed class AwkwardChartTests
{
    [Test]
    public void A_group_without_any_number_is_one_row()
    {
        var works = from relevant in new[] { 1, 2 } from core in new[] { "a", "b" } select On(core, MadeUp.Cell("call_ops", "k", relevant, 0, 2 * relevant));
        var fails = from relevant in new[] { 1, 2 } from core in new[] { "a", "b" } select On(core, Failed(MadeUp.Cell("mcount", "k", relevant, 0, 0, validated: false)));

        var svg = OverheadChart.Draw(MadeUp.Of("failed", "?", [.. works, .. fails]) with { Chart = ChartRequest.None with { Color = "core" } })!.ToSvg();

        Assert.That(svg.Split("no numbers: unreachable").Length - 1, Is.EqualTo(1));
    }

    [Test]
    public void Names_of_groups_take_no_room_beside_the_rows()
    {
        var long1 = ChartOf("a_strategy_of_a_user_with_a_name_that_is_long");

        Assert.That(LeftEdge(long1), Is.EqualTo(LeftEdge(ChartOf("s"))).Within(0.01));

        static Chart ChartOf(string strategy) => OverheadChart.Draw(MadeUp.Of("groups", "?",
        [
            .. from name in new[] { strategy, "call_ops" }
               from relevant in new[] { 1, 2 }
               from core in new[] { "a", "b" }
               select On(core, MadeUp.Cell(name, "k", relevant, 0, relevant * (core == "a" ? 3 : 4))),
        ]) with
        { Chart = ChartRequest.None with { Color = "core" } })!;

        static double LeftEdge(Chart chart) => double.Parse(
            System.Text.RegularExpressions.Regex.Match(chart.ToSvg(), @"translate\((?<x>[\d.]+) [^>]*>\s*1 relevant").Groups["x"].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Test]
    public void Lines_that_are_as_good_as_equal_do_not_cross()
    {
        var cells = from strategy in new[] { "list_func", "call_ops" }
                    from relevant in new[] { 1, 2, 3, 4 }
                    let cost = 100 + (strategy == "list_func" ? relevant - 2.5 : 0)
                    select MadeUp.Cell(strategy, "k", relevant, 0, cost);

        Assert.That(OverheadChart.Draw(MadeUp.Of("close", "?", [.. cells]))!.ToSvg(), Does.Not.Contain("equal at"));
    }

    [Test]
    public void Where_names_of_what_matters_most_are_too_long_the_title_compares_strategies()
    {
        var answer = Headline.Of(MadeUp.Of("cold", "?",
        [
            .. from strategy in new[] { ("list_func", 3), ("call_ops", 1) }
               from cold in new[] { ColdParts.L1, ColdParts.L1 | ColdParts.L2 | ColdParts.L3 | ColdParts.Tlbs | ColdParts.Predictors, ColdParts.L1 | ColdParts.L2 | ColdParts.L3 | ColdParts.Tlbs }
               let cell = MadeUp.Cell(strategy.Item1, "k", 1, 0, strategy.Item2 * (cold == ColdParts.L1 ? 10 : 1000))
               select cell.Of(cell.Spec with { State = cell.Spec.State with { Cold = cold } }),
        ]));

        Assert.That(answer.Title, Is.EqualTo("One tracer costs a call 30 to 3,000 ns under list_func, 10 to 1,000 ns under call_ops"));
        Assert.That(answer.Rest, Is.EqualTo("Ranges are over 3 kinds of cold."));
    }

    static CellResult On(string core, CellResult cell) => cell.Of(cell.Spec with { Core = cell.Spec.Core with { Name = core } });

    static CellResult Failed(CellResult cell) => cell with { Status = CellStatus.Unreachable, Reason = "out of reach", Run = null, Baseline = null };
}
