using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Sim.Core.Machine;
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
    public void What_holds_for_one_tracer_of_the_function_only_is_a_range_over_how_many_there_are()
    {
        var answer = Headline.Of(MadeUp.Of("two", "?",
        [
            .. from strategy in new[] { "list_func", "call_ops" }
               from relevant in new[] { 1, 2 }
               from irrelevant in new[] { 0, 10 }
               select MadeUp.Cell(strategy, "k", relevant, irrelevant, (relevant * 5) + (strategy == "list_func" || relevant > 1 ? 10.0 * irrelevant : 0)),
        ]));

        Assert.That(answer.Title, Is.EqualTo("An unrelated tracer costs a call 10.0 ns under list_func, 0 to 10 ns under call_ops"));
        Assert.That(answer.Rest, Is.EqualTo("Ranges are over 1 to 2 relevant tracers."));
    }

    [Test]
    public void What_every_title_says_holds_for_every_cell_that_it_covers() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 2], Gen.Double[-0.9, 30].Array[54], Gen.Bool.Array[54]).Sample((strategies, relevants, irrelevants, lines, costs, isFree) =>
        {
            var cells =
                (from strategy in Enumerable.Range(0, strategies)
                 from relevant in Enumerable.Range(1, relevants)
                 from irrelevant in new[] { 0, 1, 10 }.Take(irrelevants)
                 from polluted in new[] { 0, 16 }.Take(lines)
                 let place = (((((strategy * 3) + relevant - 1) * 3) + (irrelevant % 8)) * 2) + (polluted / 16)
                 let cell = MadeUp.Cell($"s{strategy}", "k", relevant, irrelevant, isFree[place] ? 0 : costs[place])
                 select cell.Of(cell.Spec with { State = RunState.Warm with { PollutedLines = polluted } })).ToList();

            var answer = Headline.Of(MadeUp.Of("random", "?", cells));
            var said = Regex.Matches(answer.Title, @"(nothing|(?<low>-?[\d.]+) to (?<high>-?[\d.]+) ns|(?<low>-?[\d.]+) ns)(?: under (?<of>[^.]*?))?(?=, (?:-?\d|nothing)|$)");
            Assert.That(said, Is.Not.Empty, answer.Title);
            foreach (Match cost in said)
            {
                var named = cost.Groups["of"].Value.Split([", ", " and "], StringSplitOptions.RemoveEmptyEntries);
                var (low, high) = cost.Groups["low"].Success ? (Number(cost.Groups["low"]), Number(cost.Groups["high"].Success ? cost.Groups["high"] : cost.Groups["low"])) : (0, 0);
                foreach (var cell in cells.Where(cell => named.Length == 0 || named.Contains(cell.Strategy)))
                {
                    foreach (var ns in CostsOf(cell, cells, answer.Title))
                        Assert.That(ns, Is.InRange(low - Slack(low, low == high), high + Slack(high, low == high)), $"{answer.Title}: {cell.Planned.Text}");
                }
            }

            static double Number(Group text) => double.Parse(text.Value, CultureInfo.InvariantCulture);
            // Two digits of a range; one figure is that of an average of all that is within a tenth of it.
            static double Slack(double number, bool isOne) => 0.011 + ((isOne ? 0.151 : 0.051) * Math.Abs(number));
        });

    // What a title is about: the cost itself, or that of each tracer more than the cell with the next fewer has.
    static IEnumerable<double> CostsOf(CellResult cell, IReadOnlyList<CellResult> cells, string title)
    {
        Func<CellResult, int>? count = title.StartsWith("An unrelated", StringComparison.Ordinal) ? other => other.Spec.IrrelevantTracers
            : title.StartsWith("One more", StringComparison.Ordinal) || title.StartsWith("A second", StringComparison.Ordinal) ? other => other.Spec.RelevantTracers : null;
        if (title.StartsWith("One tracer", StringComparison.Ordinal) && cell.Spec is not { RelevantTracers: 1, IrrelevantTracers: 0 })
            return [];
        if (count is null)
            return [Overhead(cell)];
        var line = cells.Where(other => other.Strategy == cell.Strategy && other.Spec.State == cell.Spec.State
            && other.Spec.RelevantTracers + other.Spec.IrrelevantTracers - count(other) == cell.Spec.RelevantTracers + cell.Spec.IrrelevantTracers - count(cell)).ToList();
        var before = line.Where(other => count(other) < count(cell)).MaxBy(count);
        return before is null ? [] : [(Overhead(cell) - Overhead(before)) / (count(cell) - count(before))];

        static double Overhead(CellResult cell) => Metric.Find("overhead_ns")!.Of(cell)!.Value;
    }

    [Test]
    public void Where_most_parts_are_unvalidated_the_title_leaves_none_of_them_out()
    {
        var answer = Headline.Of(MadeUp.Of("captures", "?",
        [
            MadeUp.Cell("call_ops", "k", 1, 0, 2),
            .. from kernel in new[] { "a_long_name_of_a_capture", "another_long_name_of_a_capture" } select MadeUp.Cell("captured", kernel, 1, 0, kernel.Length * 10, validated: false),
        ]));

        Assert.That(answer.Title, Is.EqualTo("One tracer costs a call 2.00 ns under call_ops, 240 to 300 ns under captured (unvalidated)"));
    }

    [Test]
    public void Of_equal_most_the_end_is_what_begins_higher()
    {
        var results = MadeUp.Of("ends", "?",
        [
            .. from strategy in new[] { (Name: "a_strategy_1", Low: 100), (Name: "a_strategy_2", Low: 310), (Name: "c", Low: 11) }
               from lines in new[] { 0, 16 }
               let cell = MadeUp.Cell(strategy.Name, "k", 1, 0, lines == 0 ? strategy.Low : strategy.Low < 100 ? 170 : 2200)
               select cell.Of(cell.Spec with { State = RunState.Warm with { PollutedLines = lines } }),
        ]);

        Assert.That(TitleOf(results), Does.Contain("310 to 2,200 ns under a_strategy_2, 11 to 170 ns under c"));
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
