using Sim.Core.Diagnostics;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Profiles;

namespace Sim.Tests.Scenarios;

public sealed class ShippedFileTests
{
    static IEnumerable<string> Cores => ProfileCatalogue.BuiltIn.Cores.Select(entry => entry.Name);

    static IEnumerable<string> Kernels => ProfileCatalogue.BuiltIn.Kernels.Select(entry => entry.Name);

    static IEnumerable<string> Scenarios => ProfileCatalogue.BuiltIn.Scenarios.Select(entry => entry.Name);

    static IReadOnlyList<string> MeasurementFiles => ProfileCatalogue.BuiltIn.MeasurementFiles;

    [TestCaseSource(nameof(Cores))]
    public void A_core_that_comes_with_Sim_reads_without_mistakes(string name)
    {
        var bag = new DiagnosticBag();

        var core = Profile.ReadCore(name, bag);

        Assert.That(bag, Is.Empty);
        Assert.That(core!.Value.Name, Is.EqualTo(name));
    }

    [TestCaseSource(nameof(Kernels))]
    public void A_kernel_that_comes_with_Sim_reads_without_mistakes(string name)
    {
        var bag = new DiagnosticBag();

        var kernel = Profile.ReadKernel(name, bag);

        Assert.That(bag, Is.Empty);
        Assert.That(kernel!.Value.Name, Is.EqualTo(name));
    }

    [TestCaseSource(nameof(Scenarios))]
    public void A_scenario_that_comes_with_Sim_reads_without_mistakes(string name)
    {
        var bag = new DiagnosticBag();

        var scenario = ScenarioFile.Read(name, [], bag);

        Assert.That(bag, Is.Empty);
        Assert.That(scenario!.Question, Does.EndWith("?"));
    }

    [TestCaseSource(nameof(MeasurementFiles))]
    public void Measurements_that_come_with_Sim_read_without_mistakes(string path)
    {
        var bag = new DiagnosticBag();

        var file = MeasurementFile.Read(path, bag);

        Assert.That(bag, Is.Empty);
        Assert.That(file!.Rows, Has.Count.GreaterThan(10));
    }

    [TestCase("linux-5.4-mcount", "mcount")]
    [TestCase("linux-5.4-mcount-static", "mcount")]
    [TestCase("linux-6.12-no-ftrace", "none")]
    [TestCase("linux-6.1-debian", "list_func")]
    [TestCase("linux-6.2-args", "list_func")]
    [TestCase("linux-6.3-call-ops", "call_ops")]
    [TestCase("linux-6.3-cfi", "list_func")]
    [TestCase("linux-6.3-os-gcc", "list_func")]
    [TestCase("linux-6.12-debian", "call_ops")]
    [TestCase("hypothetical-dynamic-trampolines", "dynamic_trampoline")]
    public void A_kernel_dispatches_as_its_name_says(string name, string strategy)
    {
        var kernel = Profile.ReadKernel(name, [])!.Value;

        Assert.That(MechanismCatalogue.Of(kernel).Name, Is.EqualTo(strategy));
    }

    [Test]
    public void Every_source_in_a_profile_or_measurement_is_in_the_bibliography()
    {
        var bibliography = File.ReadAllText(Path.Combine(Repository.Root, "docs", "sources.md"));

        var profiles = Cores.SelectMany(name => Profile.ReadCore(name, [])!.Provenance)
            .Concat(Kernels.SelectMany(name => Profile.ReadKernel(name, [])!.Provenance));
        var keys = profiles.Select(value => value.Source).OfType<string>()
            .Concat(MeasurementFiles.SelectMany(path => MeasurementFile.Read(path, [])!.Rows).Select(row => row.Source));

        Assert.That(keys.Distinct().Where(key => !bibliography.Contains($"| `{key}` |", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void The_table_of_scenarios_has_every_scenario_with_its_question()
    {
        var table = File.ReadAllText(Path.Combine(Repository.Root, "scenarios", "README.md"));

        var missing = ProfileCatalogue.BuiltIn.Scenarios
            .Where(entry => !table.Contains($"{entry.Name}.yaml) | {entry.Summary} |", StringComparison.Ordinal));

        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void The_published_table_has_26_cells_in_its_own_order()
    {
        var cells = ScenarioFile.Read("rutland-2023-call-ops", [], [])!.Specs;

        var rows = cells.Take(13).Select(cell => (cell.RelevantTracers, cell.IrrelevantTracers));

        Assert.That(cells, Has.Count.EqualTo(26));
        Assert.That(cells.Take(13).Select(cell => cell.Kernel.Name), Is.All.EqualTo("linux-6.2-args"));
        Assert.That(cells.Skip(13).Select(cell => cell.Kernel.Name), Is.All.EqualTo("linux-6.3-call-ops"));
        Assert.That(rows, Is.EqualTo(new[]
        {
            (0, 0), (0, 1), (0, 2), (0, 10), (0, 100),
            (1, 1), (1, 2), (1, 10), (1, 100),
            (1, 0), (2, 0), (10, 0), (100, 0),
        }));
    }

    [Test]
    public void Every_row_of_the_published_table_belongs_to_one_cell_of_its_scenario()
    {
        var scenario = ScenarioFile.Read("rutland-2023-call-ops", [], [])!;
        var cells = scenario.Specs.Select(Results.Empty).ToList();

        var counts = scenario.Measurements!.Rows.Select(row => cells.Count(row.IsOf));

        Assert.That(counts, Is.All.EqualTo(1));
    }
}
