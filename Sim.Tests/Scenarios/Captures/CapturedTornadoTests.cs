using Sim.Core.Diagnostics;
using Sim.Scenarios.Files;
using Sim.Scenarios.Running;
using Sim.Scenarios.Uncertainty;

namespace Sim.Tests.Scenarios.Captures;

public sealed class CapturedTornadoTests
{
    [Test]
    public void What_is_varied_of_a_core_does_not_change_the_page_of_a_captured_kernel()
    {
        using var folder = PatchTests.FolderWithCapture();
        var bag = new DiagnosticBag();
        var scenario = ScenarioFile.Read(
            folder.Write("s.yaml", "# Why?\nschema: sim/scenario/1\nname: s\ncore: cortex-a53\nkernel: ./my.capture\nworkload: { kind: captured_call, calls: 20, cold: [tlbs] }\ntracers: { relevant: { count: 1 } }\n"),
            [],
            bag)!;
        Assert.That(folder.Show(bag), Is.Empty);

        var row = Tornado.Of(scenario, scenario.Cells[^1], new Runner(1)).Single(row => row.Key == "memory.page");

        Assert.That(row.HighNs, Is.EqualTo(row.LowNs));
    }
}
