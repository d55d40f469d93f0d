using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Remarks;

namespace Sim.Tests.Reports;

public sealed class HeadlineTests
{
    static string TitleOf(ScenarioResults results) => Headline.Of(results).Title;

    [Test]
    public void A_sweep_over_irrelevant_tracers_answers_what_an_unrelated_tracer_costs() =>
        Assert.That(TitleOf(MadeUp.PublishedTable()), Is.EqualTo("An unrelated tracer costs a call 10.3 ns under list_func, nothing under call_ops"));

    [Test]
    public void A_sweep_over_relevant_tracers_answers_what_one_more_costs()
    {
        var results = MadeUp.Of("sweep", "?", [.. new[] { 1, 5 }.Select(n => MadeUp.Cell("call_ops", "k", n, 0, 2.0 * n))]);

        Assert.That(TitleOf(results), Is.EqualTo("One more tracer costs a call 2.00 ns under call_ops"));
    }

    [Test]
    public void One_tracer_and_two_answer_what_the_second_costs()
    {
        var results = MadeUp.Of("sweep", "?", [.. new[] { 1, 2 }.Select(n => MadeUp.Cell("call_ops", "k", n, 0, 7.0 * n))]);

        Assert.That(TitleOf(results), Is.EqualTo("A second tracer costs a call 7.00 ns under call_ops"));
    }

    [Test]
    public void Strategies_of_equal_cost_are_named_together()
    {
        var results = MadeUp.Of("sweep", "?",
        [
            .. from strategy in new[] { "a", "b", "c" }
               from irrelevant in new[] { 0, 10 }
               select MadeUp.Cell(strategy, "k", 1, irrelevant, 2),
        ]);

        Assert.That(TitleOf(results), Is.EqualTo("An unrelated tracer costs a call nothing under a, b and c"));
    }

    [Test]
    public void What_else_is_swept_makes_ranges_and_the_rest_says_over_what()
    {
        var answer = Headline.Of(MadeUp.Of("polluted", "?",
        [
            .. from strategy in new[] { "list_func", "call_ops" }
               from lines in new[] { 0, 20_000 }
               let cell = MadeUp.Cell(strategy, "k", 1, 0, (strategy == "list_func" ? 14.3 : 3.5) * (lines == 0 ? 1 : 100))
               select cell.Of(cell.Spec with { State = RunState.Warm with { PollutedLines = lines } }),
        ]));

        Assert.That(answer.Title, Is.EqualTo("One tracer costs a call 14 to 1,400 ns under list_func, 3.5 to 350 ns under call_ops"));
        Assert.That(answer.Rest, Is.EqualTo("Ranges are over 0 to 20,000 polluted lines."));
    }

    [Test]
    public void A_title_that_is_too_long_names_the_strategies_that_were_validated_and_the_rest_names_the_others()
    {
        var answer = Headline.Of(MadeUp.Strategies());

        Assert.That(answer.Title, Is.EqualTo("One tracer costs a call 13.4 ns under list_func, 1.87 ns under call_ops"));
        Assert.That(answer.Rest, Is.EqualTo("Also: 2.50 ns under dynamic_trampoline (unvalidated)."));
    }

    [Test]
    public void What_matters_far_more_than_the_strategy_is_what_the_title_compares()
    {
        var results = MadeUp.Of("tracers", "?",
        [
            .. from strategy in new[] { "list_func", "call_ops" }
               from tracer in new[] { "nop", "ring_buffer" }
               let cell = MadeUp.Cell(strategy, "k", 1, 0, (tracer == "nop" ? 2 : 90) + (strategy == "list_func" ? 1 : 0))
               select cell.Of(cell.Spec with { Tracer = tracer }),
        ]);

        Assert.That(TitleOf(results), Is.EqualTo("One tracer costs a call 2 to 3 ns with nop, 90 to 91 ns with ring_buffer"));
    }

    [Test]
    public void An_unvalidated_strategy_is_marked_in_the_answer()
    {
        var results = MadeUp.Of("one", "?", [MadeUp.Cell("mcount", "k", 1, 0, 2, validated: false)]);

        Assert.That(TitleOf(results), Is.EqualTo("One tracer costs a call 2.00 ns under mcount (unvalidated)"));
    }

    // Captures of one function with a tracer each, on two cores.
    [Test]
    public void Of_many_kernels_under_one_strategy_the_ends_are_named_and_what_all_share_is_said_once()
    {
        var results = MadeUp.Of("captures", "?",
        [
            .. from kernel in Enumerable.Range(1, 13)
               from core in new[] { "a", "b" }
               let cell = MadeUp.Cell("captured", $"tracer-{kernel}", 1, 0, (kernel * 10) + (core == "b" ? 5 : 0), validated: false)
               select cell.Of(cell.Spec with { Core = cell.Spec.Core with { Name = core } }),
        ]);

        var answer = Headline.Of(results);
        var svg = Sim.Reports.Charts.OverheadChart.Draw(results)!.ToSvg();

        Assert.That(answer.Title, Is.EqualTo("One tracer costs a call 10 to 15 ns under tracer-1, 130 to 140 ns under tracer-13"));
        Assert.That(answer.Rest, Is.EqualTo("Also: 11 others, 20 to 120 ns. Ranges are over 2 cores. No measurement backs them."));
        Assert.That(svg.Split("captured").Length - 1, Is.EqualTo(2), "the conditions, and that it is not validated");
        Assert.That(svg, Does.Contain("\n\t\t\ttracer-13\n").Or.Contain(">tracer-13<"));
    }

    [Test]
    public void Names_that_no_line_holds_leave_the_range()
    {
        var results = MadeUp.Of("long", "?",
            [.. new[] { 1.0, 9.0 }.Select(ns => MadeUp.Cell($"a_strategy_of_a_user_whose_name_is_far_too_long_for_any_title_{ns}", "k", 1, 0, ns))]);

        var answer = Headline.Of(results);

        Assert.That(answer.Title, Is.EqualTo("One tracer costs a call 1 to 9 ns"));
        Assert.That(answer.Rest, Does.Contain("1.00 ns under a_strategy_of").And.Contain("9.00 ns under a_strategy_of"));
    }

    [Test]
    public void Without_any_number_the_answer_is_the_reason()
    {
        Assert.That(TitleOf(MadeUp.Of("one", "?", [Failed("out of reach")])), Is.EqualTo("No cell has numbers: out of reach"));

        var answer = Headline.Of(MadeUp.Of("one", "?", [Failed(new string('x', 100))]));

        Assert.That(answer.Title, Has.Length.EqualTo(Answer.MostCharacters).And.EndsWith("…"));
        Assert.That(answer.Rest, Does.Contain(new string('x', 100)));
    }

    static CellResult Failed(string reason) => MadeUp.Cell("mcount", "k", 1, 0, 0) with
    {
        Status = CellStatus.Unreachable,
        Reason = reason,
        Run = null,
        Baseline = null,
    };
}
