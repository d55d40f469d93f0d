using Sim.Core.Runs;
using Sim.Reports.Remarks;

namespace Sim.Tests.Reports;

public sealed class HeadlineTests
{
    [Test]
    public void A_sweep_over_irrelevant_tracers_answers_what_an_unrelated_tracer_costs() => Assert.That(
        Headline.Of(MadeUp.PublishedTable()),
        Is.EqualTo("An unrelated tracer costs a traced call 10.3 ns under list_func; nothing under call_ops"));

    [Test]
    public void A_sweep_over_relevant_tracers_answers_what_one_more_costs()
    {
        var results = MadeUp.Of("sweep", "?", [.. new[] { 1, 5 }.Select(n => MadeUp.Cell("call_ops", "k", n, 0, 2.0 * n))]);

        Assert.That(Headline.Of(results), Is.EqualTo("One more tracer of the same function costs a call 2.00 ns under call_ops"));
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

        Assert.That(Headline.Of(results), Is.EqualTo("An unrelated tracer costs a traced call nothing under a, b and c"));
    }

    [Test]
    public void Strategies_side_by_side_answer_with_the_range() => Assert.That(
        Headline.Of(MadeUp.Strategies()), Is.EqualTo("One tracer costs a call from 1.87 ns under call_ops to 13.4 ns under list_func"));

    [Test]
    public void An_unvalidated_strategy_is_marked_in_the_answer()
    {
        var results = MadeUp.Of("one", "?", [MadeUp.Cell("mcount", "k", 1, 0, 2, validated: false)]);

        Assert.That(Headline.Of(results), Is.EqualTo("One tracer costs a call 2.00 ns under mcount (unvalidated)"));
    }

    [Test]
    public void Without_any_number_the_answer_is_the_reason()
    {
        var cell = MadeUp.Cell("mcount", "k", 1, 0, 0) with
        {
            Status = CellStatus.Unreachable,
            Reason = "out of reach",
            Run = null,
            Baseline = null,
        };

        Assert.That(Headline.Of(MadeUp.Of("one", "?", [cell])), Is.EqualTo("No cell has numbers: out of reach"));
    }
}
