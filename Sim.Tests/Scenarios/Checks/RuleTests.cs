using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Running;

namespace Sim.Tests.Scenarios.Checks;

/// <summary>Cells 0 to 3 are of list_func, 4 to 7 of call_ops: 0 relevant with 0 and 1 irrelevant, then 1 and 2 relevant. A tracer costs 10 ns unless a test says otherwise.</summary>
public sealed class RuleTests
{
    const string Budget = "{ metric: overhead_ns, at_most: 3 ns, where: { strategy: call_ops, relevant: 1 } }";

    [Test]
    public void A_broken_budget_names_its_line_cell_value_and_bound()
    {
        var rule = Check($"budgets:\n  - {Budget}\n");

        Assert.That(rule.At.ToString(), Does.EndWith("s.yaml:14:5"));
        Assert.That(rule.Text, Is.EqualTo("overhead_ns (strategy call_ops, relevant 1) is at most 3 ns"));
        Assert.That(rule.Violations, Is.EqualTo(new[]
        {
            "cell 6 (linux-6.3-call-ops on neoverse-n1, 1 relevant, 0 irrelevant): overhead_ns 10 ns is not at most 3 ns",
        }));
    }

    [Test]
    public void A_cell_without_numbers_breaks_its_budget() => Assert.That(
        Check($"budgets:\n  - {Budget}\n", _ => throw new SimBug("stuck")).Violations.Single(),
        Does.EndWith("overhead_ns unknown (SimBug: stuck) is not at most 3 ns"));

    [TestCase("at_most: 10 ns", true)]
    [TestCase("at_most: 9.9 ns", false)]
    [TestCase("at_least: 10 ns", true)]
    [TestCase("at_least: 10.1 ns", false)]
    [TestCase("between: [9 ns, 11 ns]", true)]
    [TestCase("between: [0 ns, 9 ns]", false)]
    [TestCase("between: [11 ns, 0.1 us]", false)]
    [TestCase("at_least: 9 ns, at_most: 0.01 us", true)]
    public void A_budget_holds_from_bound_to_bound(string bounds, bool holds) => Assert.That(
        Check($"budgets:\n  - {Budget.Replace("at_most: 3 ns", bounds, StringComparison.Ordinal)}\n").IsBroken, Is.Not.EqualTo(holds));

    [TestCase("independent_of: kernel", 4, 0)]
    [TestCase("independent_of: strategy", 4, 0)]
    [TestCase("independent_of: irrelevant", 2, 2)]
    [TestCase("independent_of: irrelevant, within: 9.9 ns", 2, 2)]
    [TestCase("independent_of: irrelevant, within: 10 ns", 2, 0)]
    [TestCase("independent_of: irrelevant, where: { relevant: 0, strategy: call_ops }", 1, 1)]
    [TestCase("independent_of: [relevant, irrelevant], within: 50 %", 2, 2)]
    [TestCase("increases_with: relevant, where: { irrelevant: 0 }", 4, 0)]
    [TestCase("decreases_with: relevant, where: { irrelevant: 0 }", 4, 4)]
    [TestCase("decreases_with: relevant, where: { irrelevant: 0, relevant: [1, 2] }, within: 100 %", 2, 0)]
    [TestCase("increases_with: relevant, across: irrelevant", 6, 2)]
    [TestCase("where: { strategy: list_func }, above: { strategy: call_ops }", 4, 4)]
    [TestCase("where: { strategy: list_func }, above: { strategy: call_ops }, within: 0 ns", 4, 0)]
    [TestCase("where: { strategy: list_func }, equal_to: { strategy: call_ops }", 4, 0)]
    [TestCase("where: { relevant: 1 }, below: { relevant: 2 }", 2, 0)]
    [TestCase("where: { relevant: 1 }, above: { relevant: 2 }", 2, 2)]
    [TestCase("where: { relevant: 2 }, ratio_to: { relevant: 1 }, at_most: 2, at_least: 2", 2, 0)]
    [TestCase("where: { relevant: 2 }, ratio_to: { relevant: 1 }, at_most: 1.9", 2, 2)]
    [TestCase("where: { relevant: 1 }, ratio_to: { relevant: 0, irrelevant: 0 }, at_least: 0", 2, 2)]
    [TestCase("where: { relevant: 1 }, ratio_to: untraced, at_least: 0", 2, 2)]
    [TestCase("where: { relevant: 1 }, difference_from: untraced, at_most: 10 ns", 2, 0)]
    [TestCase("where: { relevant: [1, 2] }, difference_from: untraced, at_most: 10 ns", 4, 2)]
    [TestCase("where: { relevant: 1 }, difference_from: { relevant: 2 }, between: [-10 ns, -9 ns]", 2, 0)]
    [TestCase("where: { relevant: 1 }, difference_from: { relevant: 2 }, at_least: 0 ns", 2, 2)]
    public void An_expectation_compares_cells_that_are_alike_otherwise(string relation, int compared, int broken)
    {
        var rule = Check($"expect:\n  - {{ metric: overhead_ns, {relation} }}\n");

        Assert.That((rule.Compared, rule.Broken), Is.EqualTo((compared, broken)), string.Join('\n', rule.Violations));
        Assert.That(rule.Text, Does.Not.Contain("  "));
    }

    [Test]
    public void A_broken_expectation_names_both_cells_and_figures()
    {
        var rule = Check(
            "expect:\n  - metric: overhead_ns\n    where: { strategy: call_ops, relevant: 0 }\n    independent_of: irrelevant\n    within: 1 %\n",
            spec => Results.Run(spec) with { Cycles = 1, TotalNs = 1000 * (20 + spec.IrrelevantTracers + spec.RelevantTracers) });

        Assert.That(rule.Text, Is.EqualTo("overhead_ns (strategy call_ops, relevant 0) is independent of irrelevant within 1 %"));
        Assert.That(rule.At.Line, Is.EqualTo(16));
        Assert.That(rule.Violations, Is.EqualTo(new[]
        {
            "cell 4 (linux-6.3-call-ops on neoverse-n1, 0 relevant, 0 irrelevant): overhead_ns 0 ns; "
                + "cell 5 (linux-6.3-call-ops on neoverse-n1, 0 relevant, 1 irrelevant): 1 ns",
        }));
    }

    [TestCase(11, false)]
    [TestCase(10, true)]
    public void A_figure_may_be_a_multiple_of_the_untraced_one(int atMost, bool broken)
    {
        var rule = Check($"expect:\n  - {{ metric: per_call_ns, where: {{ relevant: 1, strategy: call_ops }}, ratio_to: untraced, at_most: {atMost} }}\n");

        Assert.That(rule.Text, Is.EqualTo($"per_call_ns (strategy call_ops, relevant 1) divided by that of the untraced call is at most {atMost}"));
        Assert.That(rule.Violations, broken
            ? Is.EqualTo(new[] { "cell 6 (linux-6.3-call-ops on neoverse-n1, 1 relevant, 0 irrelevant): per_call_ns 11 ns, untraced 1 ns: the ratio 11 is not at most 10" })
            : Is.Empty);
    }

    [Test]
    public void A_figure_that_is_missing_breaks_an_expectation()
    {
        var rule = Check("expect:\n  - { metric: overhead_ns, where: { strategy: list_func }, equal_to: { strategy: call_ops } }\n",
            spec => spec is { RelevantTracers: 2, Kernel.Name: "linux-6.2-args" } ? throw new SimBug("stuck") : Results.Run(spec));

        Assert.That(rule.Broken, Is.EqualTo(1));
        Assert.That(rule.Violations.Single(), Does.StartWith("cell 3 (").And.Contain("overhead_ns unknown (SimBug: stuck); cell 7 ("));
    }

    [Test]
    public void Figures_that_differ_by_less_than_three_decimals_are_shown_in_full()
    {
        var rule = Check("expect:\n  - { metric: per_call_ns, independent_of: kernel, where: { relevant: 1 } }\n",
            spec => Results.Run(spec) with { TotalNs = spec.Kernel.Name == "linux-6.2-args" ? 10_000 : 10_000.1 });

        Assert.That(rule.Violations.Single(), Does.Contain("per_call_ns 10 ns;").And.Contain("10.0001 ns"));
    }

    [Test]
    public void A_path_that_the_sweep_varies_chooses_cells_and_moves_what_follows_from_it()
    {
        const string Sweep = "sweep:\n  - { tracers.relevant.count: [1, 2], irrelevant: 0, core.forwarding.latency: [4, 5] }\n";
        var text = SampleScenario.Text[..SampleScenario.Text.IndexOf("sweep:", StringComparison.Ordinal)].Replace("$relevant", "1", StringComparison.Ordinal) + Sweep;

        var rules = CheckAll(text + """
            expect:
              - { metric: overhead_ns, increases_with: tracers.relevant.count }
              - { metric: overhead_ns, independent_of: core.forwarding.latency }
              - { metric: overhead_ns, where: { core.forwarding.latency: 5, relevant: 2 }, above: { core.forwarding.latency: 4, relevant: 1 } }

            """);

        Assert.That(rules.Select(rule => (rule.Compared, rule.Broken)), Is.EqualTo(new[] { (4, 0), (4, 0), (2, 0) }));
    }

    [Test]
    public void A_rule_whose_cells_an_option_removed_is_unchecked_and_neither_kept_nor_broken()
    {
        var rules = CheckAll(SampleScenario.Text + "expect:\n  - { metric: overhead_ns, independent_of: irrelevant }\n", null, "sweep=[{ relevant: 2, irrelevant: 0 }]");

        Assert.That(rules.Select(rule => (rule.IsUnchecked, rule.IsBroken)), Is.EqualTo(new[] { (true, false), (true, false) }));
    }

    static RuleOutcome Check(string rules, Func<CellSpec, RunResult>? run = null) =>
        CheckAll(SampleScenario.Text[..SampleScenario.Text.IndexOf("budgets:", StringComparison.Ordinal)] + rules, run).Single();

    static List<RuleOutcome> CheckAll(string text, Func<CellSpec, RunResult>? run = null, params string[] overrides)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();
        var scenario = ScenarioFile.Read(folder.Write("s.yaml", text), overrides, bag);
        Assert.That(bag, Is.Empty, folder.Show(bag));
        var results = new Runner(1, (spec, _) => (run ?? Results.Run)(spec)).Run(scenario!);
        List<RuleOutcome> outcomes = [.. scenario!.Rules.Select(rule => rule.Check(results))];
        Assert.That(outcomes.Select(rule => rule.Compared), Is.EqualTo(scenario.Rules.Select(rule => rule.Comparisons)));
        return outcomes;
    }
}
