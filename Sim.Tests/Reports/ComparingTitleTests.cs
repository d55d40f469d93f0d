using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Charts;
using Sim.Reports.Remarks;

namespace Sim.Tests.Reports;

/// <summary>Titles say what is compared with what.</summary>
public sealed class ComparingTitleTests
{
    [Test]
    public void Kernels_that_differ_in_addresses_alone_answer_what_the_others_addresses_add()
    {
        var answer = Headline.Of(MadeUp.Of("reach", "?",
        [
            .. from way in new[] { ("call_ops", "linux", 7.34, 0.33), ("dynamic_trampoline", "hypothetical-dynamic-trampolines", 4.67, 14.0) }
               from far in new[] { false, true }
               from irrelevant in new[] { 0, 10 }
               let isValidated = way.Item1 == "call_ops"
               let cell = MadeUp.Cell(way.Item1, way.Item2 + (far ? "-kaslr" : ""), 1, irrelevant,
                   way.Item3 + (far ? way.Item4 + (isValidated ? 0 : 12 * irrelevant) : 0), isValidated)
               select At(cell, far ? 1ul << 40 : 1ul << 20),
        ]));

        Assert.That(answer.Title, Is.EqualTo("KASLR adds 0.33 ns under call_ops, 14 to 130 ns under dynamic_trampoline (unvalidated)"));
        Assert.That(answer.Rest, Is.EqualTo("Ranges are over 0 to 10 irrelevant tracers."));
    }

    [Test]
    public void A_kernel_without_ftrace_answers_what_being_traceable_costs_and_the_chart_shows_untraced_calls()
    {
        var results = MadeUp.Of("untraced", "?",
        [
            .. from way in new[] { ("none", "without", 0.0), ("call_ops", "new", 0), ("mcount", "old", 1.25), ("mcount", "older", 1.25) }
               from relevant in new[] { 0, 1 }
               select MadeUp.Cell(way.Item1, way.Item2, relevant, 0, way.Item3 + (3 * relevant), way.Item1 == "call_ops"),
        ]);

        Assert.That(Headline.Of(results).Title, Is.EqualTo("Being traceable costs a call 1.25 ns under mcount (unvalidated), nothing under call_ops"));
        Assert.That(OverheadChart.Draw(results)!.ToSvg(), Does.Contain("time of an untraced call (ns)").And.Contain("without"));
    }

    [Test]
    public void Where_a_second_tracer_costs_the_same_under_all_strategies_the_first_one_tells_them_apart()
    {
        var answer = Headline.Of(MadeUp.Of("direct", "?",
        [
            .. from way in new[] { ("call_ops", 2.19), ("direct_call", 1.25) }
               from relevant in new[] { 1, 2 }
               select MadeUp.Cell(way.Item1, "k", relevant, 0, relevant == 1 ? way.Item2 : 23.5),
        ]));

        Assert.That(answer.Title, Is.EqualTo("One tracer costs a call 2.19 ns under call_ops, 1.25 ns under direct_call"));
        Assert.That(answer.Rest, Is.EqualTo("A second tracer costs a call 21 to 22 ns."));
    }

    [Test]
    public void Kernels_whose_names_no_line_holds_are_ranges_of_their_strategy()
    {
        var answer = Headline.Of(MadeUp.Of("kernels", "?",
        [
            .. from way in new[] { ("list_func", 10.0), ("list_func", 12.0), ("call_ops", 1), ("call_ops", 2) }
               from irrelevant in new[] { 0, 1 }
               select MadeUp.Cell(way.Item1, $"a-kernel-of-a-long-name-with-{way.Item2}", 1, irrelevant, 5 + (irrelevant * way.Item2)),
        ]));

        Assert.That(answer.Title, Is.EqualTo("An unrelated tracer costs a call 10 to 12 ns under list_func, 1 to 2 ns under call_ops"));
        Assert.That(answer.Rest, Is.EqualTo("Ranges are over 4 kernels."));
    }

    [Test]
    public void What_costs_something_is_named_before_what_costs_nothing()
    {
        var results = MadeUp.Of("nothing", "?",
        [
            .. from way in new[] { ("call_ops", 0.0, true), ("a_way_of_a_user_whose_name_is_a_long_one", 12.0, false) }
               from irrelevant in new[] { 0, 1 }
               select MadeUp.Cell(way.Item1, "k", 1, irrelevant, 5 + (irrelevant * way.Item2), way.Item3),
        ]);

        Assert.That(Headline.Of(results).Title, Is.EqualTo("An unrelated tracer costs a call 0 to 12 ns"));
        Assert.That(Headline.Of(results).Rest, Does.StartWith("12.0 ns under a_way_of_a_user_whose_name_is_a_long_one (unvalidated), nothing under call_ops"));
    }

    [Test]
    public void One_strategy_over_one_swept_number_says_by_what_its_range_is()
    {
        var results = MadeUp.Of("stack", "?",
        [
            .. from offset in new[] { 0, 32 }
               let cell = MadeUp.Cell("list_func", "k", 1, 0, offset == 0 ? 10 : 14)
               select cell.Of(cell.Spec with { State = cell.Spec.State with { StackOffset = offset } }),
        ]);

        Assert.That(Headline.Of(results).Title, Is.EqualTo("One tracer costs a call 10 to 14 ns under list_func, by stack offset"));
    }

    [Test]
    public void What_an_unrelated_tracer_costs_is_a_range_over_its_filters()
    {
        var answer = Headline.Of(MadeUp.Of("filters", "?",
        [
            .. from strategy in new[] { "list_func", "call_ops" }
               from filter in new[] { 0, 1, 2, 500 }
               let cost = 12 + (strategy == "call_ops" || filter == 0 ? 0 : filter == 500 ? 17 : 10)
               let cell = MadeUp.Cell(strategy, "k", 1, Math.Min(1, filter), cost)
               select cell.Of(cell.Spec with { Setup = cell.Spec.Setup with { Irrelevant = new Sim.Core.Kernel.Ops.FilterSpec(Math.Max(1, filter), 0) } }),
        ]));

        Assert.That(answer.Title, Is.EqualTo("An unrelated tracer costs a call 10 to 17 ns under list_func, nothing under call_ops"));
        Assert.That(answer.Rest, Is.EqualTo("Ranges are over 3 irrelevant filters."));
    }

    [Test]
    public void What_ranges_are_over_has_a_plural_and_says_how_many_of_all_have_numbers()
    {
        var answer = Headline.Of(MadeUp.Of("flags", "?",
        [
            .. from way in new[] { ("list_func", 0), ("call_ops", 1) }
               from flags in new[] { OpsFlags.Recursion, OpsFlags.Rcu, OpsFlags.SaveRegs }
               let cell = MadeUp.Cell(way.Item1, "k", 1, 0, 10 + (20 * way.Item2) + (flags == OpsFlags.Rcu ? 2 : 0))
               let flagged = cell.Of(cell.Spec with { OpsFlags = flags })
               select flags == OpsFlags.SaveRegs ? flagged with { Status = CellStatus.Unsupported, Reason = "no", Run = null, Baseline = null } : flagged,
        ]));

        Assert.That(answer.Rest, Is.EqualTo("Ranges are over 2 of 3 sets of flags."));
    }

    static CellResult At(CellResult cell, ulong module) =>
        cell.Of(cell.Spec with { Kernel = cell.Spec.Kernel with { Addresses = new KernelAddresses(new(0), new(0), new(0), new(module), new(0), new(0), 8) } });
}
