using CsCheck;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Charts;

namespace Sim.Tests.Reports;

/// <summary>Which chart a shape of data gets.</summary>
public sealed class ChartPlannerTests
{
    [Test]
    public void One_number_makes_lines_with_a_color_for_the_strategy_and_a_panel_for_the_core()
    {
        var plan = PlanOf(from core in Names("a53", "n1")
                          from strategy in Names("list_func", "call_ops")
                          from lines in Numbers(3)
                          select Cell(strategy, lines: lines, core: core));

        Assert.That(plan.Kind, Is.EqualTo(ChartKind.Lines));
        Assert.That(plan.Across.Single().Factor.Name, Is.EqualTo("polluted_lines"));
        Assert.That(plan.Color!.Factor.Name, Is.EqualTo("strategy"));
        Assert.That(plan.Panels.Single().Factor.Name, Is.EqualTo("core"));
    }

    [Test]
    public void Two_numbers_that_are_crossed_make_a_map()
    {
        var plan = PlanOf(from strategy in Names("list_func", "call_ops")
                          from relevant in Numbers(4)
                          from irrelevant in Numbers(5)
                          select Cell(strategy, relevant, irrelevant));

        Assert.That((plan.Kind, plan.Across.Single().Factor.Name, plan.Up!.Factor.Name), Is.EqualTo((ChartKind.Map, "irrelevant", "relevant")));
    }

    [Test]
    public void Two_numbers_of_which_one_grows_at_a_time_make_lines_side_by_side()
    {
        var plan = PlanOf([.. Numbers(5).Select(irrelevant => Cell("call_ops", 1, irrelevant - 1)), .. Numbers(5).Skip(1).Select(relevant => Cell("call_ops", relevant))]);

        Assert.That(plan.Kind, Is.EqualTo(ChartKind.Lines));
        Assert.That(plan.Across.Select(factor => factor.Factor.Name), Is.EquivalentTo(new[] { "relevant", "irrelevant" }));
    }

    [Test]
    public void Names_make_rows_of_dots()
    {
        var plan = PlanOf(from core in Names("a53", "n1") from strategy in Names("list_func", "call_ops") select Cell(strategy, core: core));

        Assert.That((plan.Kind, plan.Color!.Factor.Name, plan.Panels.Single().Factor.Name), Is.EqualTo((ChartKind.Dots, "strategy", "core")));
    }

    [Test]
    public void A_panel_of_a_single_point_is_none()
    {
        var plan = PlanOf(Names("list_func", "call_ops").SelectMany(strategy => Numbers(4).Select(irrelevant => Cell(strategy, 1, irrelevant)).Append(Cell(strategy, 2, 1))));

        Assert.That(plan.Kind, Is.EqualTo(ChartKind.Dots));
    }

    [Test]
    public void What_follows_from_the_strategy_is_no_factor_of_its_own()
    {
        var plan = PlanOf([Cell("list_func", kernel: "old"), Cell("call_ops", kernel: "new")]);

        Assert.That(plan.Panels.Select(factor => factor.Factor.Name), Is.EqualTo(new[] { "strategy" }));
        Assert.That(plan.Panels[0].Values.Select(value => value.Text), Is.EqualTo(new[] { "list_func", "call_ops" }));
    }

    [Test]
    public void Colors_are_at_most_seven_and_what_has_no_room_is_merged()
    {
        var plan = PlanOf(from core in Enumerable.Range(0, 60) from strategy in Names("list_func", "call_ops") select Cell(strategy, core: $"core-{core}"));

        Assert.That(plan.Color!.Values, Has.Count.LessThanOrEqualTo(7));
        Assert.That(plan.Merged.Select(factor => factor.Factor.Name), Is.EqualTo(new[] { "core" }));
    }

    [Test]
    public void A_large_sweep_is_drawn_in_bounded_size()
    {
        var cells =
            from core in Enumerable.Range(0, 20)
            from strategy in Names("list_func", "call_ops")
            from relevant in Numbers(25)
            from irrelevant in Numbers(20)
            select Cell(strategy, relevant, irrelevant, core: $"core-{core}");

        var svg = OverheadChart.Draw(MadeUp.Of("large", "?", [.. cells]))!.ToSvg();

        Assert.That(svg, Has.Length.LessThan(1_000_000));
        Assert.That(svg, Does.Contain("median over 20 cores"));
    }

    [Test]
    public void A_few_fields_apart_are_no_border_of_a_map_and_a_row_from_side_to_side_is()
    {
        var kinds = new int[20, 20];
        for (var column = 0; column < 20; column++)
            kinds[column, 0] = 1;
        for (var row = 1; row < 9; row++)
            kinds[9, row] = 2;
        kinds[19, 19] = -1;

        var cleaned = MapPatches.WithoutSmall(kinds);

        Assert.That(cleaned.Cast<int>().Distinct().Order(), Is.EqualTo(new[] { -1, 0, 1 }));
        Assert.That(Enumerable.Range(0, 20).Select(column => cleaned[column, 0]), Is.All.EqualTo(1));
        Assert.That(cleaned[9, 5], Is.Zero);
    }

    [TestCase(14, 30)]
    [TestCase(1.1, 1.9)]
    [TestCase(100, 390)]
    [TestCase(3, 1000)]
    public void A_map_has_four_to_seven_levels_whether_figures_are_near_or_far_apart(double low, double high)
    {
        var levels = new MapLevels([low, high], "ns");

        Assert.That(levels.Keys().Count(), Is.InRange(4, 7));
        Assert.That((levels.Of(low), levels.Of(high)), Is.EqualTo((0, levels.Keys().Count() - 1)));
    }

    [Test]
    public void The_scale_of_a_map_is_that_of_its_levels()
    {
        Assert.That(new MapLevels([1, 30], "ns", isLog: false).Keys().Select(key => key.Text), Is.EqualTo(new[] { "below 5 ns", "5 to 10", "10 to 15", "15 to 20", "20 to 25", "25 to 30", "30 or more" }));
        Assert.That(new MapLevels([3, 11], "ns", isLog: true).Keys().Select(key => key.Text), Is.EqualTo(new[] { "below 5 ns", "5 to 10", "10 or more" }));
    }

    [Test]
    public void A_chart_of_another_figure_says_from_what_to_what_that_goes()
    {
        var cells = from strategy in Names("list_func", "call_ops") from relevant in Numbers(4) from irrelevant in Numbers(5) select Cell(strategy, relevant, irrelevant);
        var results = MadeUp.Of("other", "?", [.. cells]) with { Chart = ChartRequest.None with { Metric = Metric.Find("cycles_per_call") } };

        var chart = OverheadChart.Draw(results)!;

        Assert.That(chart.Title, Does.Match("^Cycles per call: [0-9.,]+ to [0-9.,]+ under list_func, [0-9.,]+ to [0-9.,]+ under call_ops$"));
        Assert.That(chart.ToSvg().Replace('\u00A0', ' '), Does.Not.Contain("becomes the cheapest"));
    }

    [Test]
    public void Dots_of_a_row_never_cover_each_other() => Gen.Float[0, 60].Array[1, 7].Sample(positions =>
    {
        var dots = positions.Zip(DotStack.Offsets(positions)).ToList();

        foreach (var (i, first) in dots.Index())
        {
            foreach (var second in dots.Skip(i + 1))
                Assert.That(Math.Abs(first.First - second.First) + Math.Abs(first.Second - second.Second), Is.GreaterThan(3.3));
        }

        Assert.That(dots.Max(dot => Math.Abs(dot.Second)), Is.LessThanOrEqualTo(10));
    });

    [Test]
    public void Dots_that_are_apart_stay_in_the_middle_of_their_row() => Assert.That(DotStack.Offsets([0, 40, 40]), Is.EqualTo(new[] { 0, -5, 5 }));

    [Test]
    public void Lines_that_cross_say_where()
    {
        var cells = from strategy in Names("list_func", "call_ops")
                    from relevant in Numbers(4)
                    let cost = strategy == "list_func" ? 10 + (2 * relevant) : 4 * relevant
                    select MadeUp.Cell(strategy, "k", relevant, 0, cost);

        Assert.That(OverheadChart.Draw(MadeUp.Of("crossing", "?", [.. cells]))!.ToSvg(), Does.Not.Contain("equal at"));
        Assert.That(
            OverheadChart.Draw(MadeUp.Of("crossing", "?", [.. cells, MadeUp.Cell("list_func", "k", 6, 0, 22), MadeUp.Cell("call_ops", "k", 6, 0, 24)]))!.ToSvg(),
            Does.Contain("equal at 5.00"));
    }

    [Test]
    public void Axis_titles_of_panels_side_by_side_have_room_and_the_answer_has_values_as_written()
    {
        var cells =
            from core in Names("a53", "n1", "x1")
            from strategy in Names("list_func", "call_ops")
            from size in Numbers(3)
            let cell = Cell(strategy, core: core)
            select cell with { Planned = cell.Planned with { Swept = [new("core.memory.first_level_data_cache.size", $"{16 * size} KiB", 16384 * size, "B")] } };
        var results = MadeUp.Of("swept", "?", [.. cells.Select((cell, i) => cell with { Run = MadeUp.Cell("call_ops", "k", 1, 0, i + 1).Run })]);

        var svg = OverheadChart.Draw(results)!.ToSvg();

        Assert.That(svg, Does.Contain("size (B)").And.Not.Contain("core.memory.first_level_data_cache.size (B)"));
        Assert.That(svg.Replace('\u00A0', ' '), Does.Contain(" and core.memory.first_level_data_cache.size 16 KiB to 48 KiB"));
    }

    static ChartPlan PlanOf(IEnumerable<CellResult> cells)
    {
        var data = ChartData.Of(MadeUp.Of("shape", "?", [.. cells]));
        return ChartPlanner.Of(data);
    }

    static CellResult Cell(string strategy, int relevant = 1, int irrelevant = 0, int lines = 0, string core = "apple-m1-firestorm", string kernel = "k")
    {
        var cell = MadeUp.Cell(strategy, kernel, relevant, irrelevant, relevant * (strategy == "list_func" ? 3 + irrelevant : 2));
        return cell.Of(cell.Spec with { State = RunState.Warm with { PollutedLines = lines }, Core = cell.Spec.Core with { Name = core } });
    }

    static string[] Names(params string[] names) => names;

    static IEnumerable<int> Numbers(int count) => Enumerable.Range(1, count);
}
