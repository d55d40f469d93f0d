using Sim.Core.Runs;
using Sim.Reports.Remarks;

namespace Sim.Tests.Reports;

/// <summary>What titles say one more tracer costs.</summary>
public sealed class TracerStepTests
{
    [Test]
    public void The_time_of_another_task_is_not_what_a_tracer_costs()
    {
        var results = MadeUp.Of("slices", "?",
        [
            .. from tracers in new (int Irrelevant, double OthersNs)[] { (1, 40), (2, 40), (10, 120) }
               select WithOthers(MadeUp.Cell("list_func", "k", 1, tracers.Irrelevant, 13 + (10 * tracers.Irrelevant) + tracers.OthersNs), tracers.OthersNs),
        ]);

        Assert.That(Headline.Of(results).Title, Is.EqualTo("An unrelated tracer costs a call 10.0 ns under list_func"));
    }

    [Test]
    public void The_time_of_another_task_is_not_what_tracing_costs()
    {
        var cell = WithOthers(MadeUp.Cell("list_func", "k", 1, 0, 53), 40);

        Assert.That(Headline.Of(MadeUp.Of("slices", "?", [cell])).Title, Is.EqualTo("One tracer costs a call 13.0 ns under list_func"));
    }

    [TestCase("An unrelated tracer costs a call 20 to 60 ns under list_func", 0, 60, 80, 100)]
    [TestCase("An unrelated tracer costs a call -10 to 30 ns under list_func", 0, 30, 20, 30)]
    [TestCase("An unrelated tracer costs a call 20.0 ns under list_func", 0, 20.5, 40.5, 60)]
    public void What_another_tracer_costs_is_a_range_over_steps_unless_these_are_about_the_same(string title, params double[] costs)
    {
        var results = MadeUp.Of("steps", "?", [.. costs.Select((ns, irrelevant) => MadeUp.Cell("list_func", "k", 1, irrelevant, 100 + ns))]);

        Assert.That(Headline.Of(results).Title, Is.EqualTo(title));
    }

    [Test]
    public void The_cost_of_a_step_is_shared_by_the_tracers_that_it_adds()
    {
        var results = MadeUp.Of("steps", "?", [.. new[] { (1, 10.0), (3, 30), (13, 530) }.Select(cell => MadeUp.Cell("call_ops", "k", cell.Item1, 0, cell.Item2))]);

        Assert.That(Headline.Of(results).Title, Is.EqualTo("One more tracer costs a call 10 to 50 ns under call_ops"));
    }

    [Test]
    public void The_first_tracer_of_a_tool_that_is_alone_is_a_step_as_well()
    {
        var results = MadeUp.Of("tool", "?", [.. new[] { (1, 5.0), (2, 25), (3, 45) }.Select(cell => WithTool(MadeUp.Cell("call_ops", "k", 1, 0, cell.Item2), cell.Item1))]);

        Assert.That(Headline.Of(results).Title, Is.EqualTo("One more 'mine' tracer costs a call 5 to 20 ns under call_ops"));
    }

    static CellResult WithTool(CellResult cell, int count) =>
        cell.Of(cell.Spec with { Tools = new([new("mine", "nop", count, FunctionFilter.All, Sim.Core.Kernel.OpsFlags.None)]) });

    // Time of the others is part of the cell's own, as it is in results.
    static CellResult WithOthers(CellResult cell, double perCallNs)
    {
        var run = cell.Run!;
        var cycles = (long)(perCallNs * run.Calls * run.Cycles / run.TotalNs);
        return cell with { Run = run with { Regions = [.. run.Regions, new(RegionCount.Others, cycles, 0)] } };
    }
}
