using Sim.Core;
using Sim.Core.Runs;

namespace Sim.Tests.Validation;

/// <summary>The published totals, lost time slices included: a test of the event layer, since the number of slices is given.</summary>
public class RawTableTests
{
    static IEnumerable<CellSpec> Cells => Shipped.Scenario("validation/rutland-2023-raw.yaml").Specs;

    [TestCaseSource(nameof(Cells))]
    public void A_published_total_comes_out_with_the_slices_that_it_lost(CellSpec cell)
    {
        var published = Shipped.Measurements("rutland-2023-m1.csv").Rows.Single(row =>
            row.Metric == "overhead_ns_published" && row.Kernel == cell.Kernel.Name
            && row.RelevantTracers == cell.RelevantTracers && row.IrrelevantTracers == cell.IrrelevantTracers);

        var run = Simulation.Run(cell);
        var baseline = Simulation.Run(cell with { RelevantTracers = 0, IrrelevantTracers = 0 });

        var overheadNs = (run.TotalNs - baseline.TotalNs) / cell.Calls;
        Assert.That(overheadNs, Is.EqualTo(published.Value).Within(5).Percent);
    }

    [Test]
    public void Every_published_total_is_in_the_scenario()
    {
        var published = Shipped.Measurements("rutland-2023-m1.csv").Rows.Where(row => row.Metric == "overhead_ns_published");

        Assert.That(
            Cells.Select(cell => (cell.Kernel.Name, cell.RelevantTracers, cell.IrrelevantTracers)),
            Is.EquivalentTo(published.Select(row => (row.Kernel, row.RelevantTracers, row.IrrelevantTracers))));
    }
}
