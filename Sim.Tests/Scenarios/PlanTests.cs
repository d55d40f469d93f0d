using Sim.Core.Diagnostics;
using Sim.Core.Kernel;
using Sim.Core.Runs;
using Sim.Scenarios.Files;

namespace Sim.Tests.Scenarios;

public sealed class PlanTests
{
    [Test]
    public void Cells_run_by_kernel_then_core_then_sweep_entry_then_value()
    {
        var text = SampleScenario.With("core: neoverse-n1", "cores: [neoverse-n1, apple-m1-firestorm]")
            .Replace("relevant: [1, 2], irrelevant: 0", "relevant: [1, 2], irrelevant: [3, 4]", StringComparison.Ordinal);

        var cells = Read(text).Specs;

        Assert.That(cells.Select(cell => cell.Kernel.Name).Distinct(), Is.EqualTo(new[] { "linux-6.2-args", "linux-6.3-call-ops" }));
        Assert.That(cells.Take(12).Select(cell => cell.Kernel.Name), Is.All.EqualTo("linux-6.2-args"));
        Assert.That(cells.Take(6).Select(cell => cell.Core.Name), Is.All.EqualTo("neoverse-n1"));
        Assert.That(
            cells.Take(6).Select(cell => (cell.RelevantTracers, cell.IrrelevantTracers)),
            Is.EqualTo(new[] { (0, 0), (0, 1), (1, 3), (1, 4), (2, 3), (2, 4) }));
    }

    [Test]
    public void A_scenario_without_a_sweep_has_one_cell_for_each_core_and_kernel()
    {
        var cells = Read(Plain("relevant: { count: 1, tracer: count, flags: [recursion, rcu] }")).Specs;

        Assert.That(cells, Has.Count.EqualTo(1));
        Assert.That(cells[0].Tracer, Is.EqualTo("count"));
        Assert.That(cells[0].OpsFlags, Is.EqualTo(OpsFlags.Recursion | OpsFlags.Rcu));
        Assert.That(cells[0].IrrelevantTracers, Is.Zero);
    }

    [Test]
    public void The_order_of_keys_does_not_change_the_cells()
    {
        var lines = Plain("relevant: { count: 1 }").Split('\n');

        var permuted = string.Join('\n', lines.Take(1).Concat(lines.Skip(1).Reverse()));

        Assert.That(Equivalent(Read(permuted).Specs[0], Read(Plain("relevant: { count: 1 }")).Specs[0]));
    }

    [Test]
    public void The_name_of_a_scenario_does_not_change_its_cells()
    {
        var text = Plain("relevant: { count: 1 }");

        var renamed = Read(text.Replace("name: s", "name: other", StringComparison.Ordinal), "other.yaml");

        Assert.That(Equivalent(renamed.Specs[0], Read(text).Specs[0]));
    }

    [Test]
    public void The_hash_depends_on_the_text_alone()
    {
        var hash = Read(SampleScenario.Text).Hash;

        Assert.That(hash, Is.EqualTo(Read(SampleScenario.With("1_000", "1_000")).Hash));
        Assert.That(Read(SampleScenario.With("1_000", "1_001")).Hash, Is.Not.EqualTo(hash));
        Assert.That(hash, Does.Match("^[0-9a-f]{12}$"));
    }

    [Test]
    public void A_scenario_says_where_the_values_of_its_profiles_come_from()
    {
        var provenance = Read(SampleScenario.Text).Provenance;

        Assert.That(provenance.Keys, Is.EquivalentTo(new[] { "neoverse-n1", "linux-6.2-args", "linux-6.3-call-ops" }));
        Assert.That(
            provenance["neoverse-n1"].Single(value => value.Key == "forwarding.latency"),
            Is.EqualTo(new Provenance("forwarding.latency", "5", null, "5.5 measured (insn-bench), 5 on the Neoverse V2: rounded down", (5, 6)) { Number = 5 }));
    }

    [Test]
    public void A_sweep_has_a_limit()
    {
        var values = string.Join(", ", Enumerable.Range(0, 400));
        using var folder = new TemporaryFolder();

        var shown = folder.Mistakes(SampleScenario.With(
            "{ relevant: 0, irrelevant: [0, 1] }", $"{{ relevant: [{values}], irrelevant: [{values}] }}"));

        Assert.That(shown, Does.Contain("SIM145: the sweep has 320,004 cells; at most 100,000 are possible"));
    }

    static string Plain(string tracers) =>
        "# Why?\nschema: sim/scenario/1\nname: s\ncore: neoverse-n1\nkernel: linux-6.1-debian\n"
        + $"workload: {{ kind: call_loop, calls: 10 }}\ntracers: {{ {tracers} }}";

    // Profiles are read anew for each scenario: their lists are equal, not the same.
    static bool Equivalent(CellSpec left, CellSpec right) =>
        left with { Core = right.Core, Kernel = right.Kernel } == right && left.Kernel == right.Kernel && left.Core.Name == right.Core.Name;

    static Scenario Read(string text, string file = "s.yaml")
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();
        var scenario = ScenarioFile.Read(folder.Write(file, text), [], bag);
        Assert.That(bag, Is.Empty);
        return scenario!;
    }
}
