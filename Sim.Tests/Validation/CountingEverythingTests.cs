using Sim.Core;
using Sim.Core.Runs;

namespace Sim.Tests.Validation;

public class CountingEverythingTests
{
    // Added kernel CPU time of the workload's processes, at 10^9 instructions a second, over hits: debian-kernel-icount.
    [TestCase("linux-6.1-debian", (0.89 - 0.14) * 1e9 / 4_631_599)]
    [TestCase("linux-6.12-debian", (0.41 - 0.15) * 1e9 / 4_424_935)]
    public void A_tool_that_counts_the_calls_of_each_function_adds_the_measured_instructions_per_hit(string kernel, double measured)
    {
        var cell = Shipped.Scenario("systems/counting-everything.yaml", "workload.calls=20000").Specs
            .Single(cell => cell.Kernel.Name == kernel && cell.Tracer == "count_by_function");

        var added = Simulation.Run(cell).Instructions - Simulation.Run(cell with { Tools = ToolSet.None, RelevantTracers = 0 }).Instructions;

        Assert.That(added / (double)cell.Calls, Is.EqualTo(measured).Within(15).Percent);
    }
}
