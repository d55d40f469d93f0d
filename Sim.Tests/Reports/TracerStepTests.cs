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

    // Time of the others is part of the cell's own, as it is in results.
    static CellResult WithOthers(CellResult cell, double perCallNs)
    {
        var run = cell.Run!;
        var cycles = (long)(perCallNs * run.Calls * run.Cycles / run.TotalNs);
        return cell with { Run = run with { Regions = [.. run.Regions, new(RegionCount.Others, cycles, 0)] } };
    }
}
