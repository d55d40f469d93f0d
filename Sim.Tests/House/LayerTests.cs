using System.Text.RegularExpressions;
using Sim.Tests.House.Symbols;

namespace Sim.Tests.House;

/// <summary>docs/architecture.md, enforced on the sources.</summary>
public class LayerTests
{
    // Each layer of Sim.Core with those that it may use.
    static readonly Dictionary<string, string[]> Layers = new()
    {
        ["Units"] = [],
        ["Diagnostics"] = [],
        ["A64"] = ["Diagnostics"],
        ["Machine"] = ["A64", "Units", "Diagnostics"],
        ["Probes"] = ["Machine", "A64", "Units", "Diagnostics"],
        ["Kernel"] = ["Machine", "A64", "Units", "Diagnostics"],
        ["Mechanisms"] = ["Kernel", "Machine", "A64", "Units", "Diagnostics"],
        ["Tracers"] = ["Kernel", "Machine", "A64", "Units", "Diagnostics"],
        ["Runs"] = ["Mechanisms", "Tracers", "Kernel", "Machine", "A64", "Units", "Diagnostics"],
        ["Loads"] = ["Runs", "Mechanisms", "Tracers", "Kernel", "Machine", "A64", "Units", "Diagnostics"],
        ["Events"] = ["Loads", "Runs", "Mechanisms", "Tracers", "Kernel", "Machine", "A64", "Units", "Diagnostics"],
    };

    [TestCaseSource(nameof(LayerNames))]
    public void A_layer_of_the_core_uses_only_those_below_it(string layer)
    {
        var allowed = Layers[layer].Append(layer).ToHashSet();

        var offenders =
            from use in CompiledProject.Core.Uses
            where LayerOf(use.From) == layer && !allowed.Contains(LayerOf(use.To))
            select use.ToString();

        Assert.That(offenders, Is.Empty);
    }

    [TestCase("Sim.Core/Machine", "ftrace|tracer|tracee|kprobe|Linux")]
    [TestCase("Sim.Core/Kernel", "[Cc]ycle")]
    [TestCase("Sim.Core", "YamlDotNet|CsvHelper|ScottPlot|Console\\.")]
    [TestCase("Sim.Scenarios", "Sim\\.Reports|ScottPlot")]
    [TestCase("Sim.Reports", "Sim\\.Scenarios|YamlDotNet|MathNet")]
    public void A_layer_does_not_name_what_is_above_it(string folder, string forbidden)
    {
        var offenders =
            from file in Repository.Files(folder, "*.cs")
            from line in Repository.Read(file).Split('\n')
            where Regex.IsMatch(line, forbidden)
            select $"{file}: {line.Trim()}";

        Assert.That(offenders, Is.Empty);
    }

    [Test]
    public void The_core_has_no_packages() =>
        Assert.That(Repository.Read("Sim.Core/Sim.Core.csproj"), Does.Not.Contain("PackageReference").And.Not.Contain("ProjectReference"));

    [Test]
    public void Every_folder_of_the_core_is_a_layer() =>
        Assert.That(Repository.Files("Sim.Core", "*.cs").Where(file => file.Count(c => c == '/') > 1).Select(file => file.Split('/')[1]).Distinct(),
            Is.EquivalentTo(LayerNames));

    static IEnumerable<string> LayerNames => Layers.Keys;

    // The folder below Sim.Core; of what is in Sim.Core itself, nothing.
    static string LayerOf(string name) => name.Split('.').ElementAtOrDefault(2) ?? "";
}
