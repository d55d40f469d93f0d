using Sim.Core.Runs;
using Sim.Scenarios.Running;

namespace Sim.Tests.Validation;

public class PermutationTests
{
    [Test]
    public void A_cell_has_its_numbers_wherever_it_stands_in_a_scenario()
    {
        var one = Run("sweep=[{ relevant: [0, 1, 2], irrelevant: [0, 3] }]", "kernels=[linux-6.2-args, linux-6.12-debian]");
        var other = Run("sweep=[{ irrelevant: [3, 0], relevant: [2, 0, 1] }]", "kernels=[linux-6.12-debian, linux-6.2-args]");

        Assert.That(other.Keys.Order(), Is.EqualTo(one.Keys.Order()));
        Assert.That(one.Keys.Where(cell => one[cell] != other[cell]), Is.Empty);
    }

    // Cycles and instructions by kernel and tracers.
    static Dictionary<(string, int, int), (long, long)> Run(params string[] overrides) =>
        new Runner(2).Run(Shipped.Scenario("intro/01-one-tracer.yaml", overrides))
            .ToDictionary(Coordinates, cell => (cell.Run!.Cycles, cell.Run.Instructions));

    static (string, int, int) Coordinates(CellResult cell) =>
        (cell.Spec.Kernel.Name, cell.Spec.RelevantTracers, cell.Spec.IrrelevantTracers);
}
